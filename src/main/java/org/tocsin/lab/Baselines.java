package org.tocsin.lab;

import java.util.List;

/** What others do, on the same stream. */
final class Baselines {

  /** The length of the worst-offender and predictive lists, as in the run the targets come from. */
  private static final int LIST_LENGTH = 1_000;

  static final Method.Maker SINGLE_REPORT =
      new CountList.Rule("single report", Report::agent, 1, 0);
  static final Method.Maker THREE_AGENTS =
      new CountList.Rule("count 3 agents", Report::agent, 3, 0);
  static final Method.Maker FIVE_AGENTS = new CountList.Rule("count 5 agents", Report::agent, 5, 0);
  static final Method.Maker THREE_ORGANISATIONS =
      new CountList.Rule("count 3 organisations", Report::organisation, 3, 0);
  static final Method.Maker DENYHOSTS =
      new CountList.Rule("DenyHosts 3, 5 h", Report::agent, 3, 5 * Timeline.HOUR);
  static final Method.Maker WORST_OFFENDERS =
      new PeriodicList.Plan(
          "worst offenders",
          CountList.WINDOW,
          6 * Timeline.HOUR,
          community -> new WorstOffenders(community, LIST_LENGTH));
  static final Method.Maker PREDICTIVE_LISTS = new PredictiveLists.Plan(LIST_LENGTH);
  static final Method.Maker DAWID_SKENE =
      new PeriodicList.Plan("Dawid-Skene", 7 * Timeline.DAY, 6 * Timeline.HOUR, DawidSkene::new);
  static final Method.Maker ANCHOR_WALK = AnchorWalk.MAKER;

  private Baselines() {}

  /** Returns all of them, in the order of the table. */
  static List<Method.Maker> all() {
    return List.of(
        SINGLE_REPORT,
        THREE_AGENTS,
        FIVE_AGENTS,
        THREE_ORGANISATIONS,
        DENYHOSTS,
        WORST_OFFENDERS,
        PREDICTIVE_LISTS,
        DAWID_SKENE,
        ANCHOR_WALK);
  }
}
