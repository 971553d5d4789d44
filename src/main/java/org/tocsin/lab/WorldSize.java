package org.tocsin.lab;

/**
 * How large a world is. What does not depend on size stands in the generator.
 *
 * @param organisations ordinary organisations, honeypots not counted
 * @param mostAgents the largest organisation; sizes follow a Pareto law of 1.25
 * @param networks how many autonomous systems agents report from; picked by Zipf's law of 1.0
 * @param initialAttackers how many attackers are about on the first day
 * @param arrivals how many attackers arrive each day
 * @param groups how many fixed groups of six agents are hit together
 * @param users addresses of people at home
 * @param victims addresses that campaigns want blocked
 */
record WorldSize(
    int organisations,
    int mostAgents,
    int networks,
    int initialAttackers,
    int arrivals,
    int groups,
    int users,
    int victims) {

  /** The size that targets are stated for: some 1,600 agents. */
  static final WorldSize SMALL = new WorldSize(600, 24, 60, 1_500, 400, 250, 20_000, 50);

  /** Some 89,000 agents. */
  static final WorldSize LARGE =
      new WorldSize(20_000, 5_000, 2_000, 50_000, 13_000, 8_300, 200_000, 50);

  /** For tests and a quick look. */
  static final WorldSize TINY = new WorldSize(60, 12, 20, 120, 30, 25, 1_000, 10);
}
