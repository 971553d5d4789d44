package org.tocsin.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A11: machines without sensors that copy fresh entries of public lists, and after six weeks report
 * every victim. The public list of this world names, each midnight, who was seen by two sensors or
 * more the day before.
 *
 * <p>Beyond the table: they copy at the first hour, the entries of most sensors first, because
 * those meet an anchor soonest; never one that they read on this server's own list within eight
 * days, which is what an echo is known by; and each six copy others, so that not all say the same.
 */
final class PublicListFarm implements Scheme {

  static final int A_DAY = 5;
  private static final int NETWORKS = 20;
  private static final int TOGETHER = 6;
  private static final int SPIES = 6;
  private static final long TAIL = 8 * Timeline.DAY;

  private final World world;
  private final Crew crew;
  private final Barrage barrage;
  private final SplittableRandom random;
  private final Set<Integer> published = new HashSet<>();
  private final Map<Integer, Long> servedAt = new HashMap<>();

  PublicListFarm(World world, Newcomers newcomers, SplittableRandom random) {
    this.world = world;
    this.crew = Crew.enrol(newcomers, newcomers.networks(NETWORKS, random), 0, 0);
    this.barrage = Barrage.onVictims(world, crew, random);
    this.random = random;
  }

  @Override
  public void plan(long from, long until, Sight sight, Agenda agenda) {
    if (Scheme.beginsDay(from) && from > 0) {
      look(from, sight);
      copy(from, agenda);
    }
    barrage.plan(until, agenda);
  }

  private void look(long now, Sight sight) {
    crew.spread(SPIES, Scheme.dayOf(now) * SPIES).stream()
        .flatMapToInt(spy -> Arrays.stream(sight.deliveredTo(spy.organisation())))
        .forEach(address -> servedAt.put(address, now));
  }

  private void copy(long now, Agenda agenda) {
    List<Integer> fresh = freshEntries(now);
    List<Agent> agents = crew.agents();
    for (int i = 0; i < agents.size(); i++) {
      for (int j = 0; j < Math.min(A_DAY, fresh.size()); j++) {
        int address = fresh.get((i / TOGETHER * A_DAY + j) % fresh.size());
        long at = now + random.nextLong(Timeline.HOUR);
        agenda.add(Report.by(agents.get(i), at, address, Crew.story(address)));
      }
    }
  }

  private List<Integer> freshEntries(long now) {
    Map<Integer, Set<Integer>> seenBy = new HashMap<>();
    for (Report report : world.day(Scheme.dayOf(now) - 1)) {
      seenBy.computeIfAbsent(report.address(), address -> new HashSet<>()).add(report.agent());
    }
    List<Integer> fresh = new ArrayList<>();
    seenBy.forEach(
        (address, agents) -> {
          if (agents.size() > 1
              && published.add(address)
              && now - servedAt.getOrDefault(address, -TAIL) >= TAIL) {
            fresh.add(address);
          }
        });
    fresh.sort(
        Comparator.comparingInt((Integer address) -> -sizeOf(seenBy, address))
            .thenComparing(Comparator.naturalOrder()));
    return fresh;
  }

  private static int sizeOf(Map<Integer, Set<Integer>> seenBy, int address) {
    return seenBy.getOrDefault(address, Set.of()).size();
  }
}
