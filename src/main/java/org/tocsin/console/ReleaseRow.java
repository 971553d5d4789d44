package org.tocsin.console;

import java.util.List;
import java.util.Optional;
import org.tocsin.publication.ReleaseStory;
import org.tocsin.release.ReleaseRecords;

/**
 * A release as it is shown.
 *
 * @param told why it was made and what it did
 * @param kept its files, if they were kept
 * @param looks the last looks at it
 */
record ReleaseRow(
    ReleaseStory.Told told, Optional<ReleaseRecords.Kept> kept, List<ReleaseRecords.Look> looks) {

  /** Says why it was made; who had it made is shown beside it. */
  String cause() {
    if (told.why().cause().isEmpty()) {
      return "not recorded";
    }
    return switch (told.why().cause().get()) {
      case RUN -> told.why().by().isPresent() ? "run, ordered" : "run";
      case APPROVED -> "parked run, approved";
      case WITHDRAWAL -> "an address was taken off";
      case ROLLBACK -> "back to release " + told.why().backTo().map(String::valueOf).orElse("?");
    };
  }

  Optional<ReleaseRecords.Look> look(ReleaseRecords.Stage stage) {
    return looks.stream().filter(look -> look.stage() == stage).findFirst();
  }

  /** Says how far it came, and what was found. */
  String state() {
    Optional<ReleaseRecords.Look> before = look(ReleaseRecords.Stage.BEFORE);
    Optional<ReleaseRecords.Look> served = look(ReleaseRecords.Stage.SERVED);
    if (served.isPresent()) {
      return "checked while served: " + findings(served.get());
    }
    if (kept.isPresent()) {
      return "committed, second look: " + before.map(ReleaseRow::findings).orElse("not recorded");
    }
    return before.map(look -> "not out, second look: " + findings(look)).orElse("no files of it");
  }

  static String findings(ReleaseRecords.Look look) {
    return look.findings().isEmpty()
        ? "nothing wrong"
        : look.findings().size() + (look.findings().size() == 1 ? " finding" : " findings");
  }
}
