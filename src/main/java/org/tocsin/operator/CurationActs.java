package org.tocsin.operator;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.audit.AuditLog;
import org.tocsin.publication.ReleaseStory;

/** What operators set in motion, each act with its entry in the record. */
@ApplicationScoped
class CurationActs {

  private final CurationControl curation;
  private final ReleaseStory story;
  private final AuditLog audit;

  CurationActs(CurationControl curation, ReleaseStory story, AuditLog audit) {
    this.curation = curation;
    this.story = story;
    this.audit = audit;
  }

  /** Folds, judges and publishes now. */
  CurationControl.Run run(boolean ignoreSoak, String by) {
    // Recorded first and for itself: a run that fails half-way was still ordered by somebody.
    QuarkusTransaction.requiringNew()
        .run(() -> audit.record(by, "curation.run", "curation", "ignoreSoak=" + ignoreSoak));
    CurationControl.Run run = curation.run(ignoreSoak);
    if (run.published() + run.removed() > 0) {
      note(run.serial(), ReleaseStory.Cause.RUN, by, Optional.empty());
    }
    return run;
  }

  /** Takes an address off at once; returns the release without it. */
  long withdraw(Address address, String by, String reason) {
    QuarkusTransaction.requiringNew()
        .run(() -> audit.record(by, "withdrawal", address.toString(), reason));
    long serial = curation.withdraw(address);
    note(serial, ReleaseStory.Cause.WITHDRAWAL, by, Optional.of(address + ": " + reason));
    return serial;
  }

  private void note(long serial, ReleaseStory.Cause cause, String by, Optional<String> reason) {
    QuarkusTransaction.requiringNew().run(() -> story.note(serial, cause, by, reason));
  }

  /** Has a range judged again with the next run; joins the caller's transaction. */
  void judgeAgain(Prefix range) {
    curation.judgeAgain(range);
  }
}
