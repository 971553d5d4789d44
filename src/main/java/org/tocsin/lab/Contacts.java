package org.tocsin.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tocsin.lab.Attacker.Phase;
import org.tocsin.lab.Draw.Purpose;

/**
 * Draws who meets whom on a day. Nothing is kept between days, so that a day can be drawn again at
 * any time.
 */
final class Contacts {

  /** Share of a roaming attacker's contacts inside its group (Katti and others, groups of 4-6). */
  private static final double IN_GROUP = 0.4;

  /**
   * On how many of its days an attacker is at work. Assumed, so that a standard world has some half
   * a million signals and a list of single reports covers 0.86 of first contacts, as in the run the
   * targets come from.
   */
  private static final double AT_WORK = 0.65;

  private static final int MOST_SENSOR_DELAY = 3_600;

  /** Where a contact comes from, which is how likely another sensor would see it too. */
  private enum Origin {
    HOME,
    GROUP,
    ANYWHERE
  }

  private record Contact(Report report, Attacker attacker, Origin origin) {}

  private final World world;
  private final KindMix kinds;
  private final List<List<Attacker>> byDay = new ArrayList<>();
  private final Benign benign;

  Contacts(World world, Benign benign) {
    this.world = world;
    this.kinds = new KindMix(world.variant().lowConfidence());
    this.benign = benign;
    for (int day = 0; day < world.timeline().days(); day++) {
      byDay.add(new ArrayList<>());
    }
    for (Attacker attacker : world.attackers()) {
      IntStream.range(0, byDay.size())
          .filter(day -> !attacker.on(day).isEmpty())
          .forEach(day -> byDay.get(day).add(attacker));
    }
  }

  List<Report> day(int day) {
    List<Report> reports = new ArrayList<>();
    hostile(day).forEach(contact -> reports.add(contact.report()));
    benign.day(day, reports);
    return inTimeOrder(reports);
  }

  private static List<Report> inTimeOrder(List<Report> reports) {
    reports.sort(Comparator.comparingLong(Report::at));
    return reports;
  }

  private List<Contact> hostile(int day) {
    List<Contact> contacts = new ArrayList<>();
    for (Attacker attacker : byDay.get(day)) {
      Draw draw = Draw.of(world.seed(), Purpose.CONTACTS, attacker.id(), day);
      if (!draw.chance(AT_WORK)) {
        continue;
      }
      for (Phase part : attacker.on(day)) {
        long length = part.until() - part.from();
        int count = draw.poisson(attacker.rate() * length / Timeline.DAY);
        for (int i = 0; i < count; i++) {
          contacts.add(contact(draw, attacker, part.from() + draw.below((int) length)));
        }
      }
    }
    return contacts;
  }

  private Contact contact(Draw draw, Attacker attacker, long at) {
    List<Integer> homes = attacker.homes();
    Origin origin =
        !homes.isEmpty() ? Origin.HOME : draw.chance(IN_GROUP) ? Origin.GROUP : Origin.ANYWHERE;
    int agent =
        switch (origin) {
          case HOME -> homes.get(draw.below(homes.size()));
          case GROUP -> world.group(attacker.group())[draw.below(World.GROUP_SIZE)];
          case ANYWHERE -> draw.below(world.agents().size());
        };
    Kind kind = kind(draw, attacker);
    Report report = Report.by(world.agents().get(agent), at, attacker.address(), kind);
    return new Contact(report, attacker, origin);
  }

  private Kind kind(Draw draw, Attacker attacker) {
    boolean habitual = draw.chance(world.variant().persistence());
    Kind drawn = kinds.hostile(draw);
    return habitual ? attacker.habit() : drawn;
  }

  List<Report> sensed(int day, List<Agent> sensors, SplittableRandom random) {
    if (sensors.isEmpty()) {
      return List.of();
    }
    double perAgent = (double) sensors.size() / world.agents().size();
    List<List<Agent>> groups = groupsOf(sensors);
    Draw draw = new Draw(random);
    List<Report> reports = new ArrayList<>();
    for (Contact contact : hostile(day)) {
      switch (contact.origin()) {
        case ANYWHERE -> {
          for (int i = draw.poisson(perAgent); i > 0; i--) {
            reports.add(copy(contact, sensors.get(draw.below(sensors.size())), draw, day));
          }
        }
        case GROUP -> {
          for (Agent member : groups.get(contact.attacker().group())) {
            if (draw.chance(1.0 / World.GROUP_SIZE)) {
              reports.add(copy(contact, member, draw, day));
            }
          }
        }
        case HOME -> {
          Attacker attacker = contact.attacker();
          Draw home = Draw.of(world.seed(), Purpose.SENSOR_HOMES, attacker.id());
          if (attacker.homes().size() > 1 && home.chance(perAgent) && draw.chance(0.5)) {
            reports.add(copy(contact, sensors.get(home.below(sensors.size())), draw, day));
          }
        }
      }
    }
    return inTimeOrder(reports);
  }

  /** Puts further sensors into the fixed groups, as densely as honest agents are in them. */
  private List<List<Agent>> groupsOf(List<Agent> sensors) {
    double each = (double) World.GROUP_SIZE * sensors.size() / world.agents().size();
    List<List<Agent>> groups = new ArrayList<>();
    for (int group = 0; group < world.size().groups(); group++) {
      Draw draw = Draw.of(world.seed(), Purpose.SENSOR_GROUPS, group);
      List<Agent> members = new ArrayList<>();
      for (int i = draw.poisson(each); i > 0; i--) {
        members.add(sensors.get(draw.below(sensors.size())));
      }
      groups.add(members);
    }
    return groups;
  }

  private Report copy(Contact contact, Agent sensor, Draw draw, int day) {
    long at = contact.report().at() + draw.below(MOST_SENSOR_DELAY);
    long inDay = Math.min(at, (day + 1) * Timeline.DAY - 1);
    return Report.by(sensor, inDay, contact.report().address(), kinds.hostile(draw));
  }
}
