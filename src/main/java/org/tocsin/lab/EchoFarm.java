package org.tocsin.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A3: machines that join on the first day, say five addresses a day that they read on the list they
 * are served, for six weeks, and then report every victim.
 *
 * <p>Beyond the table, knowing that an echo of a listed address may earn nothing: three of the five
 * are addresses that left the list a week ago or more, because two in five attackers come back, and
 * naming one before it does looks like an early sighting. The other two are those listed longest,
 * to keep them there. Machines work in sixes on the same five, so that an echo alone meets a count.
 * It goes on through the strike.
 */
final class EchoFarm implements Scheme {

  static final int A_DAY = 5;
  private static final int GONE_A_DAY = 3;
  private static final int NETWORKS = 20;
  private static final int TOGETHER = 6;
  private static final int SPIES = 6;
  private static final long TAIL = 7 * Timeline.DAY;

  private final SplittableRandom random;
  private final Crew crew;
  private final Barrage barrage;
  private final Map<Integer, Long> listedSince = new HashMap<>();
  private final Map<Integer, Long> goneSince = new HashMap<>();

  EchoFarm(World world, Newcomers newcomers, SplittableRandom random) {
    this.random = random;
    this.crew = Crew.enrol(newcomers, newcomers.networks(NETWORKS, random), 0, 0);
    this.barrage = Barrage.onVictims(world, crew, random);
  }

  @Override
  public void plan(long from, long until, Sight sight, Agenda agenda) {
    if (Scheme.beginsDay(from)) {
      look(from, sight);
      echo(from, agenda);
    }
    barrage.plan(until, agenda);
  }

  private void look(long now, Sight sight) {
    int[] listed =
        crew.spread(SPIES, Scheme.dayOf(now) * SPIES).stream()
            .flatMapToInt(spy -> Arrays.stream(sight.deliveredTo(spy.organisation())))
            .distinct()
            .sorted()
            .toArray();
    Map<Integer, Long> before = new HashMap<>(listedSince);
    listedSince.clear();
    for (int address : listed) {
      listedSince.put(address, before.getOrDefault(address, now));
      goneSince.remove(address);
    }
    before.keySet().stream()
        .filter(address -> !listedSince.containsKey(address))
        .forEach(address -> goneSince.put(address, now));
  }

  private void echo(long now, Agenda agenda) {
    List<Integer> gone = oldest(goneSince, now - TAIL, Comparator.reverseOrder());
    List<Integer> listed = oldest(listedSince, now, Comparator.naturalOrder());
    List<Agent> agents = crew.agents();
    for (int i = 0; i < agents.size(); i++) {
      int group = i / TOGETHER;
      List<Integer> said = new ArrayList<>(some(gone, group * GONE_A_DAY, GONE_A_DAY));
      int others = A_DAY - said.size();
      said.addAll(some(listed, group * others, others));
      for (int address : said) {
        long at = now + random.nextLong(Timeline.DAY);
        agenda.add(Report.by(agents.get(i), at, address, Crew.story(address)));
      }
    }
  }

  private static List<Integer> oldest(
      Map<Integer, Long> since, long atMost, Comparator<Long> order) {
    return since.entrySet().stream()
        .filter(each -> each.getValue() <= atMost)
        .sorted(
            Map.Entry.<Integer, Long>comparingByValue(order)
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<Integer> some(List<Integer> all, int offset, int count) {
    List<Integer> some = new ArrayList<>();
    for (int i = 0; i < Math.min(count, all.size()); i++) {
      some.add(all.get((offset + i) % all.size()));
    }
    return some;
  }
}
