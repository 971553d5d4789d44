package org.tocsin.lab;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A13, beyond the original table: A4 by an attacker who does not wait for attacks to see but makes
 * them. An address costs less than a machine, and an attack from it is true evidence at whoever is
 * attacked.
 *
 * <p>Each day one throw-away address attacks a honeypot and a dozen machines say so, which is an
 * early and confirmed sighting for each of them. And each honest organisation is attacked, a few
 * times in two weeks, from addresses that nobody else sees except the same two machines, which is
 * what neighbours are known by. Then all report every victim. No honest sensor says anything
 * untrue; it is given something to say. The throw-away addresses count as not of this world, so the
 * precision of this campaign reads low.
 */
final class StagedAttacks implements Scheme {

  private static final int CONFIRMED_TOGETHER = 12;
  private static final int EVERY_DAYS = 4;
  private static final int RETRIES = 10_000;

  private final World world;
  private final Crew crew;
  private final Sensors sensors;
  private final Barrage barrage;
  private final List<Organisation> honeypots;
  private final List<Organisation> others;
  private final SplittableRandom random;

  StagedAttacks(World world, Newcomers newcomers, SplittableRandom random) {
    this.world = world;
    this.crew =
        Crew.enrol(
            newcomers,
            newcomers.networks(SensorFarm.NETWORKS, random),
            0,
            SensorFarm.lastJoins(world));
    this.sensors = new Sensors(world, crew, random.split());
    this.barrage = Barrage.onVictims(world, crew, random);
    this.honeypots = world.organisations().stream().filter(Organisation::honeypot).toList();
    this.others = world.organisations().stream().filter(each -> !each.honeypot()).toList();
    this.random = random;
  }

  @Override
  public void plan(long from, long until, Sight sight, Agenda agenda) {
    if (Scheme.beginsDay(from) && !crew.isEmpty()) {
      int day = Scheme.dayOf(from);
      sensors.plan(day, agenda);
      if (day > SensorFarm.lastJoins(world)) {
        earnConfirmations(day, from, agenda);
        becomeNeighbours(day, from, agenda);
      }
    }
    barrage.plan(until, agenda);
  }

  private void earnConfirmations(int day, long from, Agenda agenda) {
    if (honeypots.isEmpty()) {
      return;
    }
    List<Agent> agents = crew.agents();
    for (int first = 0; first < agents.size(); first += CONFIRMED_TOGETHER) {
      Organisation honeypot = honeypots.get((day + first / CONFIRMED_TOGETHER) % honeypots.size());
      stage(
          honeypot.agents().get(0),
          agents.subList(first, Math.min(first + CONFIRMED_TOGETHER, agents.size())),
          from,
          agenda);
    }
  }

  private void becomeNeighbours(int day, long from, Agenda agenda) {
    for (int i = day % EVERY_DAYS; i < others.size(); i += EVERY_DAYS) {
      List<Agent> machines = others.get(i).agents();
      stage(machines.get(day % machines.size()), crew.spread(2, 2 * i), from, agenda);
    }
  }

  private void stage(Agent attacked, List<Agent> accomplices, long from, Agenda agenda) {
    int address = throwAway();
    long at = from + random.nextLong(Timeline.DAY - Timeline.HOUR);
    agenda.add(Report.by(attacked, at, address, Kind.SSH_BF));
    for (Agent accomplice : accomplices) {
      long said = at + random.nextLong(Timeline.HOUR);
      agenda.add(Report.by(accomplice, said, address, Kind.SSH_BF));
    }
  }

  private int throwAway() {
    for (int i = 0; i < RETRIES; i++) {
      int address = random.nextInt();
      if (Community.toAddress(address).isPublic() && world.natureOf(address) == Nature.UNKNOWN) {
        return address;
      }
    }
    throw new IllegalStateException("the world has no address left");
  }
}
