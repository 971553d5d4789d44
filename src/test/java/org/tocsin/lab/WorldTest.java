package org.tocsin.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WorldTest {

  private static final Timeline SHORT = new Timeline(6, 3, 4);

  private static World tiny(long seed) {
    return World.of(WorldSize.TINY, Variant.STANDARD, SHORT, seed);
  }

  private static List<List<Report>> stream(World world) {
    return IntStream.range(0, world.timeline().days()).mapToObj(world::day).toList();
  }

  @Test
  void theSameSeedGivesTheSameWorld() {
    World one = tiny(7);
    World other = tiny(7);

    assertThat(one.organisations()).isEqualTo(other.organisations());
    assertThat(stream(one)).isEqualTo(stream(other));
    assertThat(stream(one)).isNotEqualTo(stream(tiny(8)));
  }

  @Test
  void aDayIsInTimeOrderAndTheSameWhenDrawnAgain() {
    World world = tiny(1);
    List<Report> last = world.day(5);

    assertThat(world.day(5)).isEqualTo(last);
    assertThat(last).isNotEmpty();
    assertThat(last)
        .extracting(Report::at)
        .isSorted()
        .allMatch(at -> at >= 5 * Timeline.DAY && at < 6 * Timeline.DAY);
  }

  @Test
  void furtherSensorsMeetTheSameAttackersAndShiftNothing() {
    World world = tiny(1);
    List<Report> before = world.day(2);
    Newcomers newcomers = new Newcomers(world, 0.5);
    List<Agent> sensors =
        IntStream.range(0, newcomers.budget())
            .mapToObj(any -> newcomers.enrol(0, 64_500).agents().get(0))
            .toList();

    List<Report> sensed = world.sensed(2, sensors, new SplittableRandom(1));

    assertThat(sensed).isNotEmpty();
    assertThat(sensed).extracting(Report::at).isSorted();
    assertThat(sensed)
        .allMatch(each -> each.agent() >= world.agents().size())
        .allMatch(each -> world.natureOf(each.address()) == Nature.ATTACKER);
    assertThat(world.day(2)).isEqualTo(before);
  }

  @Test
  void everyAddressIsPublicAndOfOneNature() {
    World world = tiny(3);
    Set<Integer> all = new HashSet<>();
    for (Nature nature : Nature.values()) {
      for (int address : world.addresses(nature)) {
        assertThat(all.add(address)).isTrue();
        assertThat(Community.toAddress(address).isPublic()).isTrue();
        assertThat(world.natureOf(address)).isEqualTo(nature);
      }
    }
    assertThat(all).hasSizeGreaterThan(1_000);
  }

  @Test
  void halfOfCrawlersAndSharedEgressesAreMarked() {
    World world = tiny(3);
    Community community = world.community(List.of());

    assertThat(Arrays.stream(world.addresses(Nature.CRAWLER)).filter(community::isAllowlisted))
        .hasSize(15);
    assertThat(Arrays.stream(world.addresses(Nature.SHARED_EGRESS)).filter(community::isShared))
        .hasSize(20);
    assertThat(Arrays.stream(world.addresses(Nature.VICTIM)).filter(community::isAllowlisted))
        .isEmpty();
  }

  @Test
  void aLargerVouchedShareVouchesForTheSameAndMore() {
    World few = tiny(3);
    World many = World.of(WorldSize.TINY, Variant.STANDARD.withVouchedShare(0.5), SHORT, 3);

    assertThat(few.organisations()).filteredOn(Organisation::vouched).hasSize(6);
    assertThat(many.organisations()).filteredOn(Organisation::vouched).hasSize(30);
    assertThat(few.organisations())
        .filteredOn(Organisation::vouched)
        .allMatch(each -> many.organisations().get(each.id()).vouched());
    assertThat(stream(few)).isEqualTo(stream(many));
  }

  @Test
  void activeTimeFollowsTheCalibratedQuantiles() {
    World world = World.of(WorldSize.SMALL, Variant.STANDARD, Timeline.STANDARD, 1);
    double[] days = world.attackers().stream().mapToDouble(Attacker::activeDays).toArray();

    assertThat(Scorekeeper.quantile(days, 0.25)).isCloseTo(1.02, within(0.1));
    assertThat(Scorekeeper.quantile(days, 0.5)).isCloseTo(3.0, within(0.2));
    assertThat(Scorekeeper.quantile(days, 0.75)).isCloseTo(8.8, within(0.6));
    assertThat(Scorekeeper.quantile(days, 0.9)).isCloseTo(23.3, within(2.0));
    assertThat(Scorekeeper.quantile(days, 1)).isCloseTo(120, within(0.01));
    double returning =
        world.attackers().stream().filter(each -> each.phases().size() > 1).count()
            / (double) days.length;
    assertThat(returning).isCloseTo(0.42, within(0.02));
  }

  @Test
  void sourcesOverlapBetweenOrganisationsAsCalibrated() {
    double[] standard = sharing(Variant.STANDARD);
    double[] harsher = sharing(Variant.STANDARD.withSharing(Variant.Sharing.KATTI));

    assertThat(standard[0]).as("sources on two organisations").isCloseTo(0.355, within(0.03));
    assertThat(standard[1]).as("alerts of those").isCloseTo(0.8, within(0.04));
    assertThat(harsher[0]).as("sources on two organisations").isCloseTo(0.2, within(0.02));
    assertThat(harsher[1]).as("alerts of those").isCloseTo(0.42, within(0.04));
  }

  /** Returns the share of sources on two organisations or more, and of their alerts. */
  private static double[] sharing(Variant variant) {
    World world = World.of(WorldSize.SMALL, variant, Timeline.STANDARD, 2);
    Map<Integer, Set<Integer>> organisations = new HashMap<>();
    Map<Integer, Integer> alerts = new HashMap<>();
    for (int day = 0; day < 60; day++) {
      for (Report report : world.day(day)) {
        if (world.natureOf(report.address()) == Nature.ATTACKER) {
          organisations
              .computeIfAbsent(report.address(), any -> new HashSet<>())
              .add(report.organisation());
          alerts.merge(report.address(), 1, Integer::sum);
        }
      }
    }
    double all = alerts.values().stream().mapToInt(Integer::intValue).sum();
    double ofShared =
        alerts.entrySet().stream()
            .filter(each -> organisations.getOrDefault(each.getKey(), Set.of()).size() > 1)
            .mapToInt(Map.Entry::getValue)
            .sum();
    long shared = organisations.values().stream().filter(each -> each.size() > 1).count();
    return new double[] {(double) shared / organisations.size(), ofShared / all};
  }

  @Test
  void aHarsherMixOfKindsLeavesWhoMeetsWhomAsItIs() {
    World harsher = World.of(WorldSize.TINY, Variant.STANDARD.withLowConfidence(0.55), SHORT, 7);

    assertThat(harsher.day(4)).isNotEqualTo(tiny(7).day(4));
    assertThat(harsher.day(4))
        .extracting(Report::at, Report::agent, Report::address)
        .isEqualTo(
            tiny(7).day(4).stream()
                .map(each -> tuple(each.at(), each.agent(), each.address()))
                .toList());
  }

  @Test
  void confidenceIsMixedAsTheVariantSays() {
    for (double weak : new double[] {0.30, 0.55}) {
      World world = World.of(WorldSize.TINY, Variant.STANDARD.withLowConfidence(weak), SHORT, 5);
      List<Report> hostile =
          stream(world).stream()
              .flatMap(List::stream)
              .filter(each -> world.natureOf(each.address()) == Nature.ATTACKER)
              .toList();
      double found =
          hostile.stream().filter(each -> each.kind().confidence() == 1).count()
              / (double) hostile.size();
      assertThat(found).isCloseTo(weak, within(0.05));
    }
  }
}
