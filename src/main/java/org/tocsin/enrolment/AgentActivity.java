package org.tocsin.enrolment;

import java.time.Instant;

/** When agents last pushed and pulled. Kept in memory on the hot paths and written now and then. */
public interface AgentActivity {

  /** Notes that an agent's signals were stored. */
  void pushed(Agent agent, Instant at);

  /** Notes that an agent fetched the list of a release. */
  void pulled(Agent agent, Instant at, long release);

  /** Writes what was noted since the last time. */
  void flush();
}
