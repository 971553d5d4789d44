package org.tocsin.lab;

import java.util.ArrayList;
import java.util.List;
import org.tocsin.lab.Attacker.Phase;
import org.tocsin.lab.Draw.Purpose;

/**
 * Draws who attacks and when. Active time is log-normal with a median of 3 days and sigma 1.6, at
 * most 120 days; 42 % come back after a pause of more than a week (263 daily snapshots of a real
 * list). Three quarters keep to one or two agents; the others roam over 2·Pareto(0.95) agents a
 * day, at most 300. In the harsher sharing, more keep to one place and are busier there, and those
 * that roam do so over fewer.
 */
final class Attackers {

  private static final double MEDIAN_DAYS = 3;
  private static final double SIGMA = 1.6;
  private static final double MOST_DAYS = 120;
  private static final double RETURNING = 0.42;
  private static final double ONE_MORE_RETURN = 0.4;
  private static final double LEAST_PAUSE_DAYS = 7;
  private static final double FURTHER_PAUSE_DAYS = 14;
  private static final double REACH_SHAPE = 0.95;
  private static final double LEAST_REACH = 2;

  /**
   * What the sharing knob stands for.
   *
   * @param local the share that keeps to one or two agents
   * @param secondHome how many of those have two
   * @param localRate contacts a day of a local one, calibrated to the share of alerts
   * @param mostReach the most agents a roaming one reaches in a day
   */
  private record Sharing(double local, double secondHome, double localRate, double mostReach) {
    static Sharing of(Variant.Sharing sharing) {
      return sharing == Variant.Sharing.STANDARD
          ? new Sharing(0.75, 0.2, 1.6, 300)
          : new Sharing(0.88, 0.12, 2.2, 35);
    }
  }

  private final WorldSize size;
  private final Timeline timeline;
  private final Sharing sharing;
  private final KindMix kinds;
  private final long seed;

  Attackers(WorldSize size, Variant variant, Timeline timeline, long seed) {
    this.size = size;
    this.timeline = timeline;
    this.sharing = Sharing.of(variant.sharing());
    this.kinds = new KindMix(variant.lowConfidence());
    this.seed = seed;
  }

  List<Attacker> draw(AddressSpace space, int agents) {
    List<Attacker> attackers = new ArrayList<>();
    for (int i = 0; i < size.initialAttackers(); i++) {
      attackers.add(one(attackers.size(), space, agents, -1));
    }
    for (int day = 0; day < timeline.days(); day++) {
      for (int i = 0; i < size.arrivals(); i++) {
        attackers.add(one(attackers.size(), space, agents, day));
      }
    }
    return attackers;
  }

  /** Draws one; a negative day means that it is in the midst of its life when the stream begins. */
  private Attacker one(int id, AddressSpace space, int agents, int day) {
    Draw draw = Draw.of(seed, Purpose.ATTACKER, id);
    double life = Math.min(MOST_DAYS, draw.logNormal(MEDIAN_DAYS, SIGMA));
    double start = day < 0 ? -draw.between(0, life) : day + draw.between(0, 1);
    List<Phase> phases = phases(draw, start, life);
    Kind habit = kinds.hostile(draw);
    int address = space.attacker();
    if (draw.chance(sharing.local())) {
      List<Integer> homes = new ArrayList<>();
      homes.add(draw.below(agents));
      if (draw.chance(sharing.secondHome())) {
        homes.add(draw.below(agents));
      }
      return new Attacker(id, address, sharing.localRate(), homes, -1, habit, phases);
    }
    double reach = Math.min(sharing.mostReach(), LEAST_REACH * draw.pareto(REACH_SHAPE));
    int group = draw.below(size.groups());
    return new Attacker(id, address, reach, List.of(), group, habit, phases);
  }

  private static List<Phase> phases(Draw draw, double start, double life) {
    int count = 1;
    if (draw.chance(RETURNING)) {
      count++;
      while (draw.chance(ONE_MORE_RETURN)) {
        count++;
      }
    }
    List<Phase> phases = new ArrayList<>();
    double at = start;
    double left = life;
    for (int i = count; i > 0; i--) {
      double length = i == 1 ? left : left * draw.between(0, 2.0 / i);
      phases.add(new Phase(seconds(at), Math.max(seconds(at) + 1, seconds(at + length))));
      left -= length;
      at += length + LEAST_PAUSE_DAYS + draw.exponential(FURTHER_PAUSE_DAYS);
    }
    return phases;
  }

  private static long seconds(double days) {
    return Math.round(days * Timeline.DAY);
  }
}
