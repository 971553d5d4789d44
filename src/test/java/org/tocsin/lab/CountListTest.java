package org.tocsin.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CountListTest {

  private static final String SOURCE = "45.1.1.1";
  private static final long HOUR = Timeline.HOUR;

  private final Community community = HandMade.community(6, 0, "66.249.66.1");

  @Test
  void listsWhatThreeAgentsNamedUntilNobodyDidForThreeDays() {
    Method method = Baselines.THREE_AGENTS.make(community);
    Report[] reports = {
      HandMade.report(community, 0, 0, SOURCE),
      HandMade.report(community, 0, HOUR, SOURCE),
      HandMade.report(community, 1, 2 * HOUR, SOURCE),
      HandMade.report(community, 2, 3 * HOUR, SOURCE)
    };

    HandMade.play(method, 80 * HOUR, reports);

    int source = HandMade.address(SOURCE);
    assertThat(method.drain())
        .containsExactly(
            new Change(3 * HOUR + Timeline.TICK, source, Tier.GLOBAL, true),
            new Change(75 * HOUR, source, Tier.GLOBAL, false));
  }

  @Test
  void forgetsReportersOlderThanItsWindow() {
    Method method = Baselines.THREE_AGENTS.make(community);

    HandMade.play(
        method,
        90 * HOUR,
        HandMade.report(community, 0, 0, SOURCE),
        HandMade.report(community, 1, 40 * HOUR, SOURCE),
        HandMade.report(community, 2, 73 * HOUR, SOURCE));

    assertThat(method.drain()).isEmpty();
  }

  @Test
  void countsOrganisationsOrAgentsAsItsRuleSays() {
    Community one = HandMade.oneOrganisation(3);
    Method agents = Baselines.THREE_AGENTS.make(one);
    Method organisations = Baselines.THREE_ORGANISATIONS.make(one);
    for (Method method : new Method[] {agents, organisations}) {
      for (int agent = 0; agent < 3; agent++) {
        method.accept(HandMade.report(one, agent, agent, SOURCE));
      }
      method.advanceTo(Timeline.TICK);
    }

    assertThat(agents.lists(HandMade.address(SOURCE))).isTrue();
    assertThat(organisations.lists(HandMade.address(SOURCE))).isFalse();
  }

  @Test
  void denyHostsWaitsUntilReportersLieFiveHoursApart() {
    Method method = Baselines.DENYHOSTS.make(community);

    HandMade.play(
        method,
        6 * HOUR,
        HandMade.report(community, 0, 0, SOURCE),
        HandMade.report(community, 1, HOUR, SOURCE),
        HandMade.report(community, 2, 2 * HOUR, SOURCE),
        HandMade.report(community, 3, 5 * HOUR, SOURCE));

    assertThat(method.drain()).extracting(Change::at).containsExactly(5 * HOUR + Timeline.TICK);
  }

  @Test
  void neverListsWhatIsAllowlisted() {
    Method method = Baselines.SINGLE_REPORT.make(community);

    HandMade.play(method, HOUR, HandMade.report(community, 0, 0, "66.249.66.1"));

    assertThat(method.deliveredTo(0)).isEmpty();
  }
}
