package org.tocsin.series;

import java.time.Instant;
import java.util.Optional;

/** When our own work was last done to its end. Every method joins the caller's transaction. */
public interface Runs {

  /** What is done from time to time. */
  enum Kind {
    /** Signals are folded, addresses judged, a release made. */
    CURATION("curation"),
    /** What is served is looked at with other eyes. */
    CHECK("check"),
    /** Everything is judged from scratch and compared. */
    AUDIT("audit");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Returns its name where it is kept. */
    public String text() {
      return text;
    }
  }

  /**
   * A run that came to its end.
   *
   * @param beganAt when it began
   * @param endedAt when it ended
   * @param dueAt when it is due again, if that is known
   * @param findings how much was wrong
   * @param told what was done, in words
   */
  record Run(
      Instant beganAt, Instant endedAt, Optional<Instant> dueAt, long findings, String told) {}

  /** Keeps a run, unless a later one is kept. */
  void note(Kind kind, Run run);

  /** Returns the last run of a kind, of whichever server. */
  Optional<Run> last(Kind kind);
}
