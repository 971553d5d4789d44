package org.tocsin.agent.acquisition;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tocsin.agent.acquisition.Position.State;

/** Finds out what became of files that are no longer what they were, and what came in between. */
final class Departures {
  private static final long SLACK = 1_000_000;

  private List<FollowedFile> files = new ArrayList<>();
  private final List<Departed> departed = new ArrayList<>();
  private Instant now = Instant.MIN;

  /**
   * A log that was rotated, and when what it had then was last written to. What comes after it may
   * be packed if nobody looked for some time; otherwise it is just being packed.
   */
  private record Departed(FollowedFile file, long since, boolean packedToo) {}

  void begin(List<FollowedFile> followed, Instant time) {
    files = new ArrayList<>(followed);
    now = time;
    departed.clear();
  }

  /** Compares a current file with what is at its path now. */
  void check(FollowedFile file, Optional<Look> found) {
    try {
      if (found.isPresent() && found.get().key().equals(file.key())) {
        checkInPlace(file, found.get());
      } else if (file.isOpen()) {
        departed(file);
      } else {
        search(file);
      }
    } catch (IOException e) {
      file.source().outlet().note(file.path() + ": cannot be read: " + e);
    }
  }

  private void checkInPlace(FollowedFile file, Look found) throws IOException {
    long before = file.modified();
    boolean wasOpen = file.isOpen();
    if (!wasOpen) {
      file.open(found.path());
    }
    if (!file.look(found) && wasOpen) {
      return;
    }
    if (!file.isIntact()) {
      truncated(file, before, !wasOpen);
    } else if (file.reached() == 0 && file.modified() != before) {
      departed.add(new Departed(file, before, !wasOpen));
    }
  }

  /** It has another name now, or none. */
  private void departed(FollowedFile file) throws IOException {
    long since = file.modified();
    if (file.reached() > 0) {
      since = renamed(file).map(Look::modified).orElse(since);
    }
    if (!file.isIntact()) {
      truncated(file, file.modified(), false);
    }
    file.rotated(now);
    departed.add(new Departed(file, since, false));
  }

  /** The content went elsewhere, or nowhere, and the file begins anew. */
  private void truncated(FollowedFile file, long before, boolean packedToo) throws IOException {
    Optional<Look> copy = copyOf(file, before);
    if (copy.isPresent()) {
      continueIn(file, copy.get(), packedToo);
    } else {
      file.giveRest();
    }
    file.restart();
  }

  /** Looks for a file that went while nobody looked. */
  private void search(FollowedFile file) throws IOException {
    Optional<Look> renamed = Look.beside(file.real()).stream().filter(file::is).findFirst();
    if (renamed.isPresent()) {
      file.open(renamed.get().path());
      file.rotated(now);
      departed.add(new Departed(file, renamed.get().modified(), true));
      return;
    }
    files.remove(file);
    Optional<Look> copy = copyOf(file, file.modified());
    if (copy.isPresent()) {
      continueIn(file, copy.get(), true);
    } else {
      departed.add(new Departed(file, file.modified(), true));
    }
    if (copy.isEmpty() && file.reached() > 0) {
      file.source()
          .outlet()
          .note(file.path() + ": the file read last is gone, and what was not read of it");
    }
  }

  /** Opens again what had been rotated before the agent was started. */
  void reopen(FollowedFile file) {
    if (file.isOpen()) {
      return;
    }
    try {
      search(file);
    } catch (IOException e) {
      file.source().outlet().note(file.path() + ": cannot be read: " + e);
    }
  }

  private static Optional<Look> renamed(FollowedFile file) {
    return Look.beside(file.real()).stream()
        .filter(look -> look.key().equals(file.key()))
        .findFirst();
  }

  /** A file that has in it what was read of this one. */
  private Optional<Look> copyOf(FollowedFile file, long since) {
    if (file.reached() == 0) {
      return Optional.empty();
    }
    return Look.beside(file.real()).stream()
        .filter(look -> look.isNamedAfter(file.real()))
        .filter(look -> files.stream().noneMatch(known -> known.is(look)))
        .filter(look -> look.modified() >= since - SLACK)
        .filter(look -> look.print(file.reached()).equals(file.reachedPrint()))
        .findFirst();
  }

  private void continueIn(FollowedFile file, Look copy, boolean packedToo) throws IOException {
    FollowedFile rest = new FollowedFile(file.source(), file.continuedIn(copy));
    rest.open(copy.path());
    rest.isWhole();
    files.add(rest);
    departed.add(new Departed(rest, copy.modified(), packedToo));
  }

  /** All files, with those that came and went after the departed ones. */
  List<FollowedFile> end() {
    departed.sort(Comparator.comparingLong(Departed::since).reversed());
    for (Departed one : departed) {
      for (Look look : Look.beside(one.file.real())) {
        if (look.modified() >= one.since
            && look.isGenerationOf(one.file.real())
            && (one.packedToo || !look.isPacked())
            && files.stream().noneMatch(file -> file.is(look))
            && !isCopyOfKnown(look, one.file.real())) {
          addWhole(one.file, look);
        }
      }
    }
    return files;
  }

  private boolean isCopyOfKnown(Look look, Path real) {
    return files.stream()
        .filter(known -> known.real().equals(real))
        .anyMatch(known -> known.sharesContentWith(look));
  }

  private void addWhole(FollowedFile before, Look look) {
    Position start =
        new Position(
            before.path().toString(),
            before.real().toString(),
            look.key(),
            0,
            "",
            look.modified(),
            State.ROTATED);
    try {
      FollowedFile whole = new FollowedFile(before.source(), start);
      whole.open(look.path());
      files.add(whole);
    } catch (IOException e) {
      before.source().outlet().note(look.path() + ": cannot be read: " + e);
    }
  }

  /** What lay beside a file when it was seen for the first time: none of it will be read. */
  static List<FollowedFile> already(FollowedFile file, List<FollowedFile> known) {
    List<FollowedFile> finished = new ArrayList<>();
    for (Look look : Look.beside(file.real())) {
      if (look.isGenerationOf(file.real()) && known.stream().noneMatch(one -> one.is(look))) {
        Position position =
            new Position(
                file.path().toString(),
                file.real().toString(),
                look.key(),
                look.isPacked() ? 0 : look.size(),
                look.print(),
                look.modified(),
                State.FINISHED);
        finished.add(new FollowedFile(file.source(), position));
      }
    }
    return finished;
  }

  static Set<String> keysBeside(Path real) {
    return Look.beside(real).stream().map(Look::key).collect(Collectors.toSet());
  }
}
