package org.tocsin.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The baselines that weigh who reports. */
final class LearnedListsTest {

  private static final long HOUR = Timeline.HOUR;
  private static final String SOURCE = "45.1.1.1";

  @Test
  void worstOffendersAreThoseOfMostOrganisations() {
    Community community = HandMade.community(3, 0);
    Method method =
        new PeriodicList.Plan(
                "worst", 72 * HOUR, 6 * HOUR, members -> new WorstOffenders(members, 1))
            .make(community);

    HandMade.play(
        method,
        6 * HOUR,
        HandMade.report(community, 0, 0, "45.1.1.2"),
        HandMade.report(community, 1, 1, SOURCE),
        HandMade.report(community, 2, 2, SOURCE),
        HandMade.report(community, 0, 3, "45.1.1.3"));

    assertThat(method.deliveredTo(0)).containsExactly(HandMade.address(SOURCE));
  }

  /** Six agents agree on twenty addresses; a seventh names twenty others all alone. */
  @Test
  void dawidSkeneBelievesThoseWhoAgree() {
    Community community = HandMade.community(7, 0);
    List<Report> reports = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      for (int agent = 0; agent < 6; agent++) {
        reports.add(HandMade.report(community, agent, i, "45.1.1." + (i + 1)));
      }
      reports.add(HandMade.report(community, 6, i, "46.1.1." + (i + 1)));
    }
    Method method = Baselines.DAWID_SKENE.make(community);

    HandMade.play(method, 6 * HOUR, reports.toArray(Report[]::new));

    assertThat(method.deliveredTo(0)).hasSize(20);
    assertThat(method.lists(HandMade.address("45.1.1.1"))).isTrue();
    assertThat(method.lists(HandMade.address("46.1.1.1"))).isFalse();
  }

  /**
   * Organisations 1 to 3 share addresses with the anchor 0, 4 to 6 only with each other; the day
   * after, either three name an address.
   */
  @Test
  void trustWalksFromTheAnchorOnlyAlongSharedAddresses() {
    Community community = HandMade.community(7, 1);
    List<Report> reports = new ArrayList<>();
    for (int near = 0; near <= 3; near++) {
      reports.add(HandMade.report(community, near, near, "45.2.2.2"));
    }
    for (int far = 4; far <= 6; far++) {
      reports.add(HandMade.report(community, far, 10 + far, "46.2.2.2"));
    }
    for (int i = 0; i < 3; i++) {
      reports.add(HandMade.report(community, 1 + i, 25 * HOUR + i, SOURCE));
    }
    for (int i = 0; i < 3; i++) {
      reports.add(HandMade.report(community, 4 + i, 26 * HOUR + i, "46.1.1.1"));
    }
    Method method = Baselines.ANCHOR_WALK.make(community);

    HandMade.play(method, 30 * HOUR, reports.toArray(Report[]::new));

    assertThat(method.lists(HandMade.address(SOURCE))).isTrue();
    assertThat(method.lists(HandMade.address("46.1.1.1"))).isFalse();
    for (long tick = 30 * HOUR; tick <= 98 * HOUR; tick += Timeline.TICK) {
      method.advanceTo(tick);
    }
    assertThat(method.lists(HandMade.address(SOURCE))).isFalse();
  }

  /** 0 and 1 share an address, as do 2 and 3; what 1 alone named is relevant to 0, not to 2. */
  @Test
  void predictiveListsGoToThoseWhoSeeTheSame() {
    Community community = HandMade.community(4, 0);
    Method method = new PredictiveLists.Plan(10).make(community);

    HandMade.play(
        method,
        Timeline.DAY,
        HandMade.report(community, 0, 0, "45.2.2.2"),
        HandMade.report(community, 1, 1, "45.2.2.2"),
        HandMade.report(community, 2, 2, "46.2.2.2"),
        HandMade.report(community, 3, 3, "46.2.2.2"),
        HandMade.report(community, 1, 4, SOURCE));

    int source = HandMade.address(SOURCE);
    assertThat(method.delivers(source, 0)).isTrue();
    assertThat(method.delivers(source, 2)).isFalse();
    assertThat(method.lists(source)).isFalse();
    assertThat(method.deliveredTo(2)).containsExactly(HandMade.address("46.2.2.2"));
    assertThat(method.drain())
        .contains(new Change(Timeline.DAY, source, Tier.SCOPED, true))
        .allMatch(change -> change.tier() == Tier.SCOPED);
  }

  @Test
  void predictiveListsGiveTheWorstOffendersToWhoSharesNothing() {
    Community community = HandMade.community(4, 0);
    Method method = new PredictiveLists.Plan(1).make(community);

    HandMade.play(
        method,
        Timeline.DAY,
        HandMade.report(community, 0, 0, "45.2.2.2"),
        HandMade.report(community, 1, 1, "45.2.2.2"),
        HandMade.report(community, 2, 2, SOURCE));

    assertThat(method.deliveredTo(3)).containsExactly(HandMade.address("45.2.2.2"));
  }
}
