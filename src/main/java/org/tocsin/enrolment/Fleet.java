package org.tocsin.enrolment;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Organisations and agents as operators look through them, a part at a time however many there are.
 * When agents were seen is as old as what {@link AgentActivity} wrote last. Every method joins the
 * caller's transaction.
 */
public interface Fleet {

  /** More are not counted. */
  int COUNTED = 1_000;

  /** An agent that was not seen for so long is silent. */
  Duration SILENT_AFTER = Duration.ofHours(24);

  /**
   * How many there are, up to {@link #COUNTED}.
   *
   * @param number how many were counted
   * @param more whether there are more
   */
  record Count(int number, boolean more) {

    /** Returns it for people. */
    public String text() {
      return number + (more ? "+" : "");
    }
  }

  /**
   * How many agents an organisation has.
   *
   * @param agents all of them
   * @param silent those that were not seen for {@link #SILENT_AFTER}
   */
  record Counts(Count agents, Count silent) {}

  /** Which agents are looked for. */
  enum Which {
    /** All, in the order of their numbers. */
    ALL,
    /** Those that were not seen for {@link #SILENT_AFTER}, the longest silent first. */
    STALE,
    /** Those that are shut out one by one, in the order of their numbers. */
    BLOCKED
  }

  /**
   * An agent as operators see it.
   *
   * @param id its number
   * @param login its machine id
   * @param name what it calls itself
   * @param tags its labels
   * @param enrolledAt when it joined its organisation
   * @param lastLoginAt when it last logged in
   * @param lastPushAt when it last sent signals
   * @param lastPullAt when it last fetched the list
   * @param release the serial it fetched then
   * @param engine what it said of itself when it logged in
   * @param blocked whether it is shut out
   */
  record AgentStatus(
      int id,
      String login,
      Optional<String> name,
      List<String> tags,
      Optional<Instant> enrolledAt,
      Optional<Instant> lastLoginAt,
      Optional<Instant> lastPushAt,
      Optional<Instant> lastPullAt,
      Optional<Long> release,
      Engine engine,
      boolean blocked) {

    /** Copies the tags. */
    public AgentStatus {
      tags = List.copyOf(tags);
    }

    /** Returns whether it was not seen for {@link #SILENT_AFTER}. */
    public boolean silent(Instant now) {
      return Stream.of(lastLoginAt, lastPushAt, lastPullAt)
          .flatMap(Optional::stream)
          .noneMatch(at -> at.isAfter(now.minus(SILENT_AFTER)));
    }
  }

  /**
   * A place in a list of agents, which stays where it is when agents are seen meanwhile.
   *
   * @param hour the hour in which the agent was last seen, counted from 1970
   * @param id its number
   */
  record Place(int hour, int id) {

    /** Before all. */
    public static final Place START = new Place(0, 0);

    /** Returns the place of an agent. */
    public static Place of(AgentStatus agent) {
      long seen =
          Stream.of(agent.lastLoginAt, agent.lastPushAt, agent.lastPullAt)
              .flatMap(Optional::stream)
              .mapToLong(Instant::getEpochSecond)
              .max()
              .orElse(0);
      return new Place(
          Math.toIntExact(Math.floorDiv(seen, Duration.ofHours(1).toSeconds())), agent.id);
    }
  }

  /**
   * Returns organisations in the order of their names.
   *
   * @param beginning how their names begin, upper and lower case alike
   * @param after behind this one, if there is one of this number
   */
  List<Organisation> organisations(String beginning, long after, int limit);

  /** Returns how many agents organisations have, by their numbers. */
  Map<Long, Counts> counts(Collection<Long> organisations, Instant now);

  /** Returns agents of an organisation, behind a place. */
  List<AgentStatus> agents(long organisation, Which which, Place after, int limit, Instant now);

  /** Returns an agent of an organisation. */
  Optional<AgentStatus> agent(long organisation, int id);
}
