package org.tocsin.lab;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A10: one organisation that the operator vouches for is taken over, machines with real sensors
 * back it, and the honeypots are lied to from outside: packets forged in the victims' names, and
 * crawlers sent to the honeypots by links that carry an exploit.
 *
 * <p>Beyond the table: the largest vouched organisation is the one taken over. It does not only
 * name the victims. It also names as many people at home each day as the cap on a machine and on an
 * organisation lets it, so that the next honest mistake of any other witness finds its second voice
 * already there; and it says of the crawlers what the honeypots say.
 */
final class AnchorPressure implements Scheme {

  static final int MACHINE_CAP = 2_000;
  static final int ORGANISATION_CAP = 10_000;
  private static final long AN_HOUR = Timeline.HOUR;

  private final World world;
  private final Sensors sensors;
  private final Barrage barrage;
  private final Optional<Organisation> taken;
  private final List<Agent> honeypots;
  private final int[] crawlers;
  private final int[] victims;
  private final SplittableRandom random;
  private int person;

  AnchorPressure(World world, Newcomers newcomers, SplittableRandom random) {
    this.world = world;
    this.taken =
        world.organisations().stream()
            .filter(Organisation::vouched)
            .max(
                Comparator.comparingInt((Organisation each) -> each.agents().size())
                    .thenComparing(Organisation::id, Comparator.reverseOrder()));
    taken.ifPresent(each -> newcomers.compromise(each.id()));
    Crew crew =
        Crew.enrol(
            newcomers,
            newcomers.networks(SensorFarm.NETWORKS, random),
            0,
            SensorFarm.lastJoins(world));
    this.sensors = new Sensors(world, crew, random.split());
    this.barrage = Barrage.onVictims(world, crew, random);
    this.honeypots =
        world.organisations().stream()
            .filter(Organisation::honeypot)
            .flatMap(each -> each.agents().stream())
            .toList();
    this.crawlers = world.addresses(Nature.CRAWLER);
    this.victims = world.addresses(Nature.VICTIM);
    this.random = random;
  }

  @Override
  public void plan(long from, long until, Sight sight, Agenda agenda) {
    if (Scheme.beginsDay(from)) {
      sensors.plan(Scheme.dayOf(from), agenda);
      if (from >= world.timeline().strikeSecond()) {
        lieToHoneypots(from, agenda);
        taken.ifPresent(each -> lieByTheTaken(each, from, agenda));
      }
    }
    barrage.plan(until, agenda);
  }

  private void lieToHoneypots(long from, Agenda agenda) {
    for (Agent honeypot : honeypots) {
      for (int victim : victims) {
        agenda.add(said(honeypot, from, Timeline.DAY, victim, Kind.PORT_SCAN));
      }
      for (int crawler : crawlers) {
        agenda.add(said(honeypot, from, Timeline.DAY, crawler, Kind.HTTP_CVE));
      }
    }
  }

  private void lieByTheTaken(Organisation organisation, long from, Agenda agenda) {
    Agent first = organisation.agents().get(0);
    for (int victim : victims) {
      agenda.add(said(first, from, AN_HOUR, victim, Crew.story(victim)));
    }
    for (int crawler : crawlers) {
      agenda.add(said(first, from, AN_HOUR, crawler, Kind.HTTP_CVE));
    }
    int[] people = world.addresses(Nature.USER);
    int machines = organisation.agents().size();
    int room =
        Math.min(ORGANISATION_CAP, machines * MACHINE_CAP) - victims.length - crawlers.length;
    for (int i = 0; i < Math.min(room, people.length); i++) {
      int address = people[person++ % people.length];
      Agent agent = organisation.agents().get((machines - 1 + i) % machines);
      agenda.add(said(agent, from, AN_HOUR, address, Crew.story(address)));
    }
  }

  private Report said(Agent agent, long from, long spread, int address, Kind kind) {
    return Report.by(agent, from + random.nextLong(spread), address, kind);
  }
}
