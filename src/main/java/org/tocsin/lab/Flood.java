package org.tocsin.lab;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A6: every machine reports sixty people at home a day, from the strike to the end.
 *
 * <p>Beyond the table: the sixty are not drawn blindly. Six machines of different organisations
 * name the same people on the same day, just enough for any count in use, and the next day others,
 * so that the same number of reports lists as many people as it can.
 */
final class Flood implements Scheme {

  static final int A_DAY = 60;
  private static final int NETWORKS = 20;
  private static final int TOGETHER = 6;

  private final Crew crew;
  private final int[] people;
  private final long begins;
  private final SplittableRandom random;
  private int next;

  Flood(World world, Newcomers newcomers, SplittableRandom random) {
    double dayBefore = world.timeline().strike() - 1.0;
    this.crew = Crew.enrol(newcomers, newcomers.networks(NETWORKS, random), dayBefore, dayBefore);
    this.people = Shuffle.of(world.addresses(Nature.USER), random);
    this.begins = world.timeline().strikeSecond();
    this.random = random;
  }

  @Override
  public void plan(long from, long until, Sight sight, Agenda agenda) {
    if (!Scheme.beginsDay(from) || from < begins) {
      return;
    }
    List<Agent> agents = crew.agents();
    int today = Math.min(A_DAY, people.length);
    for (int first = 0; first < agents.size(); first += TOGETHER) {
      for (Agent agent : agents.subList(first, Math.min(first + TOGETHER, agents.size()))) {
        for (int i = 0; i < today; i++) {
          int person = people[(next + i) % people.length];
          long at = from + random.nextLong(Timeline.DAY);
          agenda.add(Report.by(agent, at, person, Crew.story(person)));
        }
      }
      next = (next + today) % people.length;
    }
  }
}
