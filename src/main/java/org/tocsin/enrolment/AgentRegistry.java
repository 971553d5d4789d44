package org.tocsin.enrolment;

import java.time.Instant;
import java.util.Optional;
import org.tocsin.network.Standpoint;

/** Everything an agent does to become and stay known. */
public interface AgentRegistry {

  /** Registers a machine id with a password; never changes the password of one that exists. */
  Registration register(String login, String password, Standpoint standpoint);

  /** Checks a password, hands out a token, and remembers where the agent stands and what it is. */
  Login login(String login, String password, Standpoint standpoint, Engine engine);

  /**
   * Replaces the password of an agent that has proved to be itself; false when too many passwords
   * are being hashed.
   */
  boolean resetPassword(Agent agent, String password);

  /** Puts an agent into the organisation of an enrolment key. */
  Enrolment enrol(Agent agent, EnrolmentRequest request);

  /** Returns the agent of a valid token if it is at hand without asking the database. */
  Optional<Agent> authenticateFromMemory(String token);

  /** Returns the agent of a valid token; empty for every other token and for blocked agents. */
  Optional<Agent> authenticate(String token);

  /** Deletes registrations that nobody ever used. */
  int pruneUnused(Instant now);
}
