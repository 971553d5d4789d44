package org.tocsin.agent.scenario;

import java.time.Duration;
import java.util.Optional;
import org.tocsin.agent.event.Alert;
import org.tocsin.agent.event.Facets;
import org.tocsin.agent.expression.Program;

/**
 * What to look for, and when it is enough.
 *
 * @param identity shared by scenarios of the same name and filter, which share their buckets
 * @param type how its buckets fill and run over
 * @param filter which events it wants
 * @param groupBy which bucket an event goes to; all to one without it
 * @param limits how much a bucket holds and for how long
 * @param checks the expressions that decide over a bucket
 * @param scope whom its alerts are about
 * @param origin what its alerts say of it
 * @param remediation whether something should be done about the source
 * @param reprocess whether its overflows are events for other scenarios
 * @param facets what its expressions may ask of events in its buckets
 */
record Scenario(
    Identity identity,
    Type type,
    Program filter,
    Optional<Program> groupBy,
    Limits limits,
    Checks checks,
    Scope scope,
    Alert.Origin origin,
    boolean remediation,
    boolean reprocess,
    Facets facets) {

  /** How a bucket fills and runs over. */
  enum Type {
    LEAKY,
    TRIGGER,
    COUNTER,
    CONDITIONAL,
    BAYESIAN
  }

  /** What makes the buckets of two scenarios the same. */
  record Identity(String filter, String name) {}

  /**
   * How much a bucket holds.
   *
   * @param capacity how many events it takes without running over; -1 for any number
   * @param queue how many events but one it keeps; -1 for all
   * @param leakSpeed how long it takes one event to leak out
   * @param lifetime how long it lives without an event
   * @param blackhole how long its group stays unheard after an overflow
   */
  record Limits(
      int capacity, int queue, Duration leakSpeed, Duration lifetime, Duration blackhole) {}

  /**
   * The expressions that decide over a bucket.
   *
   * @param distinct an event whose value was seen before does not count
   * @param cancelOn an event for which it holds ends the bucket
   * @param condition holds when a conditional bucket runs over
   * @param overflowFilter an overflow for which it does not hold is none
   * @param bayes decides for bayesian buckets
   */
  record Checks(
      Optional<Program> distinct,
      Optional<Program> cancelOn,
      Optional<Program> condition,
      Optional<Program> overflowFilter,
      Optional<Bayes> bayes) {}

  /**
   * Whom alerts are about.
   *
   * @param type {@code Ip}, {@code Range} or a word of the rule's own
   * @param expression gives the value, where the event does not have it by itself
   */
  record Scope(String type, Optional<Program> expression) {
    static final String IP = "Ip";
    static final String RANGE = "Range";
  }
}
