package org.tocsin.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What each campaign is known by. */
final class CampaignsTest {

  private static final int STRIKE = Rehearsal.MONTH.strike();

  @Test
  void sharedKeysCarryAtMostFiftyMachinesAndJoinTheDayBefore() {
    Rehearsal a1 = Rehearsal.of(Attack.A1, Rehearsal.world(1), 3, Rehearsal.NOTHING, 7);
    assertThat(a1.budget()).isGreaterThan(150);
    assertThat(a1.joined())
        .hasSizeGreaterThan(3)
        .allSatisfy(
            each -> {
              assertThat(each.agents()).hasSizeLessThanOrEqualTo(50);
              assertThat(each.enrolledAt()).isEqualTo((STRIKE - 1) * Timeline.DAY);
            });
    assertThat(a1.before(STRIKE)).isEmpty();
  }

  @Test
  void freshSybilsHaveAKeyEach() {
    Rehearsal a2 = Rehearsal.of(Attack.A2);
    assertThat(a2.joined())
        .hasSize(a2.budget())
        .allSatisfy(each -> assertThat(each.agents()).hasSize(1));
    assertThat(a2.before(STRIKE)).isEmpty();
  }

  @Test
  void theStrikeOutlastsRulesThatWantHoursBetweenReportsAndLetsNoVoteFade() {
    Rehearsal a2 = Rehearsal.of(Attack.A2);
    int agent = a2.joined().get(0).agents().get(0).id();
    int victim = a2.world().addresses(Nature.VICTIM)[0];
    List<Long> times =
        a2.said().stream()
            .filter(report -> report.agent() == agent && report.address() == victim)
            .map(Report::at)
            .toList();
    assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(5 * Timeline.HOUR);
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isLessThan(Timeline.DAY);
    }
    assertThat(times.get(times.size() - 1))
        .isGreaterThan((Rehearsal.MONTH.days() - 1) * Timeline.DAY);
  }

  @Test
  void anEchoNamesFiveListedAddressesADayAndNothingElseBeforeTheStrike() {
    World world = Rehearsal.world(1);
    int[] listed = world.addresses(Nature.ATTACKER);
    Rehearsal a3 =
        Rehearsal.of(Attack.A3, world, Rehearsal.BUDGET, new Rehearsal.FixedList(listed), 7);
    Set<Integer> known = Arrays.stream(listed).boxed().collect(Collectors.toSet());
    assertThat(a3.before(STRIKE)).isNotEmpty().allMatch(report -> known.contains(report.address()));
    assertThat(perAgentAndDay(a3.before(STRIKE))).allMatch(count -> count == EchoFarm.A_DAY);
  }

  @Test
  void anEchoPrefersWhatLeftTheListAWeekAgo() {
    World world = Rehearsal.world(1);
    int[] attackers = world.addresses(Nature.ATTACKER);
    Campaign campaign = Attack.A3.campaign();
    campaign.join(world, new Newcomers(world, 0.1), new SplittableRandom(7));
    List<Report> lastDay = new ArrayList<>();
    for (long from = 0; from < 12 * Timeline.DAY; from += Timeline.TICK) {
      int gone = attackers[0];
      int[] now = from < 2 * Timeline.DAY ? attackers : Arrays.copyOfRange(attackers, 1, 40);
      List<Report> said =
          campaign.reports(from, from + Timeline.TICK, new Rehearsal.FixedList(now));
      if (from >= 11 * Timeline.DAY) {
        lastDay.addAll(said);
      } else if (from >= 3 * Timeline.DAY && from < 9 * Timeline.DAY) {
        assertThat(said).noneMatch(report -> report.address() == gone);
      }
    }
    Set<Integer> stillListed = new HashSet<>();
    for (int i = 1; i < 40; i++) {
      stillListed.add(attackers[i]);
    }
    long echoOfGone =
        lastDay.stream().filter(report -> !stillListed.contains(report.address())).count();
    assertThat((double) echoOfGone / lastDay.size()).isCloseTo(0.6, within(0.01));
  }

  @Test
  void sensorsTellTheTruthUntilTheStrike() {
    for (Attack attack : List.of(Attack.A4, Attack.A5, Attack.A8)) {
      Rehearsal rehearsal = Rehearsal.of(attack);
      assertThat(rehearsal.before(STRIKE))
          .isNotEmpty()
          .allMatch(report -> rehearsal.world().natureOf(report.address()) == Nature.ATTACKER);
    }
  }

  @Test
  void sensorsHaveFromThirtyToFortyTwoHonestDaysInTheStandardWorld() {
    World world = World.of(WorldSize.TINY, Variant.STANDARD, Timeline.STANDARD, 1);
    Newcomers newcomers = new Newcomers(world, Rehearsal.BUDGET);
    Attack.A4.campaign().join(world, newcomers, new SplittableRandom(7));
    assertThat(newcomers.joined())
        .allSatisfy(
            each ->
                assertThat((world.timeline().strikeSecond() - each.enrolledAt()) / Timeline.DAY)
                    .isBetween(30L, 42L));
  }

  @Test
  void sensorsGoOnTellingTheTruthThroughTheStrike() {
    Rehearsal a4 = Rehearsal.of(Attack.A4);
    assertThat(a4.said())
        .anyMatch(
            report ->
                report.at() > (STRIKE + 3) * Timeline.DAY
                    && a4.world().natureOf(report.address()) == Nature.ATTACKER);
  }

  @Test
  void theFloodNamesSixtyPeopleAMachineAndDay() {
    Rehearsal a6 = Rehearsal.of(Attack.A6);
    assertThat(a6.said()).allMatch(report -> a6.world().natureOf(report.address()) == Nature.USER);
    assertThat(perAgentAndDay(a6.said())).allMatch(count -> count == Flood.A_DAY);
  }

  @Test
  void replaysNameOnlyWhatWasTrueAndIsOver() {
    Rehearsal a7 = Rehearsal.of(Attack.A7);
    Map<Integer, Long> lastTrue = new HashMap<>();
    a7.before(STRIKE).forEach(report -> lastTrue.put(report.address(), report.at()));
    assertThat(a7.said())
        .allMatch(report -> a7.world().natureOf(report.address()) == Nature.ATTACKER);
    long again =
        a7.said().stream()
            .filter(report -> report.at() >= STRIKE * Timeline.DAY)
            .filter(
                report ->
                    report.at() - lastTrue.getOrDefault(report.address(), report.at())
                        > 3 * Timeline.DAY)
            .count();
    assertThat(again).isGreaterThan(100);
  }

  @Test
  void theMinimalStrikeGoesFromOneTooFewToOneMoreEachInItsOwnNetwork() {
    Rehearsal a8 = Rehearsal.of(Attack.A8);
    int[] victims = a8.world().addresses(Nature.VICTIM);
    for (int i = 0; i < victims.length; i++) {
      int floor = MinimalStrike.FLOORS[i % MinimalStrike.FLOORS.length];
      assertThat(accomplices(a8, victims[i], STRIKE)).hasSize(floor - 1);
      assertThat(accomplices(a8, victims[i], STRIKE + 1)).hasSize(floor);
      for (int day = STRIKE + 2; day < Rehearsal.MONTH.days(); day++) {
        assertThat(accomplices(a8, victims[i], day)).hasSizeBetween(1, floor + 1);
      }
    }
    a8.lies().stream()
        .filter(report -> report.at() < (STRIKE + 1) * Timeline.DAY)
        .collect(Collectors.groupingBy(Report::address, Collectors.toList()))
        .values()
        .forEach(
            lies ->
                assertThat(lies.stream().map(Report::asn).distinct())
                    .hasSameSizeAs(lies.stream().map(Report::agent).distinct().toList()));
  }

  @Test
  void theMinimalStrikeAddsNobodyOnceTheVictimIsListed() {
    World world = Rehearsal.world(1);
    int[] victims = world.addresses(Nature.VICTIM);
    Rehearsal a8 =
        Rehearsal.of(Attack.A8, world, Rehearsal.BUDGET, new Rehearsal.FixedList(victims), 7);
    for (int i = 0; i < victims.length; i++) {
      int floor = MinimalStrike.FLOORS[i % MinimalStrike.FLOORS.length];
      assertThat(accomplices(a8, victims[i], STRIKE + 5)).hasSizeLessThan(floor);
    }
  }

  @Test
  void amplificationNamesNobodyWhomNobodyHonestNamed() {
    Rehearsal a9 = Rehearsal.of(Attack.A9);
    Map<Integer, Long> firstTrue = new HashMap<>();
    for (int day = STRIKE; day < Rehearsal.MONTH.days(); day++) {
      a9.world().day(day).forEach(report -> firstTrue.putIfAbsent(report.address(), report.at()));
    }
    List<Report> lies =
        a9.said().stream()
            .filter(report -> a9.world().natureOf(report.address()) != Nature.ATTACKER)
            .toList();
    assertThat(lies)
        .isNotEmpty()
        .allMatch(report -> firstTrue.getOrDefault(report.address(), Long.MAX_VALUE) < report.at());
  }

  @Test
  void theOrganisationTakenOverStaysUnderTheCaps() {
    Rehearsal a10 = Rehearsal.of(Attack.A10);
    int taken = a10.dishonest().nextSetBit(0);
    assertThat(a10.world().organisations().get(taken).vouched()).isTrue();
    Map<String, Set<Integer>> byMachine = new HashMap<>();
    Map<Long, Set<Integer>> byDay = new HashMap<>();
    for (Report report : a10.said()) {
      if (report.organisation() == taken) {
        long day = report.at() / Timeline.DAY;
        byMachine
            .computeIfAbsent(report.agent() + " " + day, key -> new HashSet<>())
            .add(report.address());
        byDay.computeIfAbsent(day, key -> new HashSet<>()).add(report.address());
      }
    }
    assertThat(byMachine.values())
        .isNotEmpty()
        .allMatch(named -> named.size() <= AnchorPressure.MACHINE_CAP);
    assertThat(byDay.values()).allMatch(named -> named.size() <= AnchorPressure.ORGANISATION_CAP);
  }

  @Test
  void copiesOfPublicListsAreFreshAndSoonSeenByAnAnchor() {
    Rehearsal a11 = Rehearsal.of(Attack.A11);
    Map<Integer, List<Long>> anchored = new HashMap<>();
    for (int day = 0; day < STRIKE; day++) {
      for (Report report : a11.world().day(day)) {
        boolean strong = report.kind().confidence() > 1 && report.kind().spoofable() == 0;
        if (strong && a11.world().organisations().get(report.organisation()).anchor()) {
          anchored.computeIfAbsent(report.address(), key -> new ArrayList<>()).add(report.at());
        }
      }
    }
    List<Report> copies = a11.before(STRIKE);
    long confirmed =
        copies.stream()
            .filter(
                copy ->
                    anchored.getOrDefault(copy.address(), List.of()).stream()
                        .anyMatch(at -> Math.abs(at - copy.at()) <= 3 * Timeline.DAY))
            .count();
    assertThat((double) confirmed / copies.size())
        .as("the share that would earn credit if nobody knew the public list")
        .isGreaterThan(0.4);
  }

  @Test
  void theDripIsOneLieAWeekAndNoCliqueEverShows() {
    Rehearsal a12 = Rehearsal.of(Attack.A12);
    Map<String, Set<Integer>> byWeek = new TreeMap<>();
    Map<String, Set<Integer>> liars = new TreeMap<>();
    int first = STRIKE - 14;
    for (Report lie : a12.lies()) {
      long day = lie.at() / Timeline.DAY;
      byWeek
          .computeIfAbsent(lie.organisation() + " " + (day - first) / 7, key -> new TreeSet<>())
          .add(lie.address());
      liars
          .computeIfAbsent(day + " " + lie.address(), key -> new TreeSet<>())
          .add(lie.organisation());
    }
    long twice = byWeek.values().stream().filter(victims -> victims.size() > 1).count();
    assertThat((double) twice / byWeek.size()).as("liars who lie twice a week").isLessThan(0.2);
    assertThat(liars.values()).isNotEmpty().allMatch(set -> set.size() <= SlowDrip.TOGETHER);
    assertThat(new HashSet<>(liars.values())).hasSameSizeAs(liars.values());
  }

  @Test
  void stagedAttacksAreSeenByTheAttackedAndTwoMachinesOnly() {
    Rehearsal a13 = Rehearsal.of(Attack.A13);
    Map<Integer, Set<Integer>> seenBy = new HashMap<>();
    for (Report report : a13.said()) {
      if (a13.world().natureOf(report.address()) == Nature.UNKNOWN) {
        seenBy.computeIfAbsent(report.address(), key -> new HashSet<>()).add(report.organisation());
      }
    }
    long three = seenBy.values().stream().filter(those -> those.size() == 3).count();
    assertThat(three).isGreaterThan(a13.world().organisations().size());
    assertThat(seenBy.values()).allMatch(those -> those.size() <= 15);
  }

  private static List<Long> perAgentAndDay(List<Report> said) {
    return List.copyOf(
        said.stream()
            .collect(
                Collectors.groupingBy(
                    report -> report.agent() + " " + report.at() / Timeline.DAY,
                    Collectors.counting()))
            .values());
  }

  private static Set<Integer> accomplices(Rehearsal rehearsal, int victim, int day) {
    return rehearsal.lies().stream()
        .filter(report -> report.address() == victim && report.at() / Timeline.DAY == day)
        .map(Report::agent)
        .collect(Collectors.toSet());
  }
}
