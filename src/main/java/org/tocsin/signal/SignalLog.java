package org.tocsin.signal;

/**
 * The stored signals as a source for set operations in the database. Whoever folds signals builds
 * on these fragments, so that the signal tables are named in this package alone.
 */
public final class SignalLog {

  private SignalLog() {}

  /**
   * A query with two parameters, the exclusive lower and the inclusive upper position, that gives
   * what may become evidence: {@code position, address, organisation_id, agent_id, scenario_id,
   * received_at, stopped_at}. Signals of agents that belonged to no organisation, echoes and
   * simulations are left out.
   */
  public static final String ADMISSIBLE_BETWEEN =
      """
      select position, address, organisation_id, agent_id, scenario_id, received_at, stopped_at
        from signal
       where position > ? and position <= ? and admissible and organisation_id is not null
         and scenario_id <> 0\
      """;

  /**
   * A query with the same parameters for everything that enrolled agents sent: {@code address,
   * organisation_id, agent_id, received_at, stopped_at, admissible}, the last of which says whether
   * it is in {@link #ADMISSIBLE_BETWEEN}.
   */
  public static final String ENROLLED_BETWEEN =
      """
      select address, organisation_id, agent_id, received_at, stopped_at,
             admissible and scenario_id <> 0 as admissible
        from signal
       where position > ? and position <= ? and organisation_id is not null\
      """;

  /**
   * A query as the first for what was received at an instant or later, which is its two parameters.
   * Days before it are not looked at.
   */
  public static final String ADMISSIBLE_SINCE =
      """
      select position, address, organisation_id, agent_id, scenario_id, received_at, stopped_at
        from signal
       where day >= (?::timestamptz at time zone 'UTC')::date and received_at >= ?::timestamptz
         and admissible and organisation_id is not null and scenario_id <> 0\
      """;

  /** A query for the position of the newest signal: {@code last_position}. */
  public static final String LAST_POSITION = "select last_position from signal_position";

  /** A query for all scenarios: {@code id, name, hash}. */
  public static final String SCENARIOS = "select id, name, hash from scenario";
}
