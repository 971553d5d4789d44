package org.tocsin.enrolment;

import java.time.Instant;

/** When agents last pushed and pulled. Kept in memory on the hot paths and written now and then. */
public interface AgentActivity {

  /** Notes that an agent's signals were stored. */
  void pushed(Agent agent, Instant at);

  /** Notes that an agent fetched the list of a release. */
  void pulled(Agent agent, Instant at, long release);

  /**
   * How many agents logged in, pushed or pulled.
   *
   * @param lastHour within the last hour
   * @param lastDay within the last day
   */
  record Seen(long lastHour, long lastDay) {}

  /** Returns how many agents were seen before an instant, as far as it is written. */
  Seen seen(Instant now);

  /** Writes what was noted since the last time. */
  void flush();
}
