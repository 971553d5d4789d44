package org.tocsin.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Real sensors in the attacker's hands. What they report is true: the world's attackers come to
 * them as to anybody. That is how a patient liar earns a name.
 *
 * <p>Better than sensors that keep to themselves: what two of them saw is probably all over the
 * internet and so will meet an anchor soon, so every other sensor says it too, a few addresses a
 * day, early and true. What only one saw stays its own: sightings shared by few are what makes
 * neighbours, and an echo among accomplices would only thin them out.
 */
final class Sensors {

  /** How many of the crew's sightings a sensor adds to its own each day. */
  private static final int PASSED_ON = 4;

  private static final long LAG = 2 * Timeline.HOUR;

  private final World world;
  private final Crew crew;
  private final SplittableRandom random;
  private final Map<Integer, Long> enrolledAt = new HashMap<>();
  private final Map<Integer, Integer> seen = new HashMap<>();
  private final Set<Integer> passedOn = new HashSet<>();

  Sensors(World world, Crew crew, SplittableRandom random) {
    this.world = world;
    this.crew = crew;
    this.random = random;
    crew.organisations().forEach(each -> enrolledAt.put(each.id(), each.enrolledAt()));
  }

  /** Puts a day's true sightings on the agenda and returns them. */
  List<Report> plan(int day, Agenda agenda) {
    if (crew.isEmpty()) {
      return List.of();
    }
    List<Report> sightings = new ArrayList<>();
    for (Report report : world.sensed(day, crew.agents(), random)) {
      if (mayReport(report.organisation(), report.at())) {
        sightings.add(report);
        seen.merge(report.organisation(), 1, Integer::sum);
      }
    }
    List<Report> sent = new ArrayList<>(sightings);
    sent.addAll(passedOn(sightings, (day + 1) * Timeline.DAY));
    sent.forEach(agenda::add);
    return sent;
  }

  private List<Report> passedOn(List<Report> ownSightings, long endOfDay) {
    Map<Integer, Report> firstBy = new HashMap<>();
    List<Report> seenTwice = new ArrayList<>();
    for (Report report : ownSightings) {
      Report earlier = firstBy.putIfAbsent(report.address(), report);
      if (earlier != null
          && earlier.organisation() != report.organisation()
          && report.kind().confidence() > 1
          && report.kind().spoofable() == 0
          && seenTwice.size() < PASSED_ON
          && passedOn.add(report.address())) {
        seenTwice.add(report);
      }
    }
    List<Report> said = new ArrayList<>();
    for (Report report : seenTwice) {
      for (Agent agent : crew.agents()) {
        long at = report.at() + 1 + random.nextLong(LAG);
        if (at < endOfDay && mayReport(agent.organisation(), at)) {
          said.add(Report.by(agent, at, report.address(), report.kind()));
        }
      }
    }
    return said;
  }

  private boolean mayReport(int organisation, long at) {
    return at >= enrolledAt.getOrDefault(organisation, Long.MAX_VALUE);
  }

  /** Returns the crew with those first who saw most, and so are trusted soonest. */
  Crew bestFirst() {
    return Crew.of(
        crew.organisations().stream()
            .sorted(
                Comparator.comparingInt((Organisation each) -> -seen.getOrDefault(each.id(), 0))
                    .thenComparingInt(Organisation::id))
            .toList());
  }
}
