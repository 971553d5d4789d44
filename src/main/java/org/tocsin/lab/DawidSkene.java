package org.tocsin.lab;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Dawid and Skene's expectation maximisation with two classes: every agent has a rate at which it
 * names bad addresses and one at which it names good ones; silence counts as a label too. Rates and
 * classes are estimated in turn, beginning from a count of three.
 */
final class DawidSkene implements PeriodicList.Choice {

  private static final int ROUNDS = 12;
  private static final double CERTAIN = 0.95;

  /** How many addresses' worth of the mean rate each agent is assumed to have shown before. */
  private static final double PRIOR = 20;

  private final int agents;

  DawidSkene(Community community) {
    this.agents = community.agents().size();
  }

  @Override
  public Set<Integer> of(Map<Integer, Seen> window, long now) {
    List<Integer> addresses = List.copyOf(window.keySet());
    int[][] named = new int[addresses.size()][];
    double[] bad = new double[named.length];
    for (int i = 0; i < named.length; i++) {
      named[i] = Objects.requireNonNull(window.get(addresses.get(i))).reporters();
      bad[i] = named[i].length >= 3 ? 0.95 : named[i].length == 2 ? 0.6 : 0.3;
    }
    for (int round = 0; round < ROUNDS; round++) {
      expect(named, bad);
    }
    Set<Integer> listed = new HashSet<>();
    for (int i = 0; i < bad.length; i++) {
      if (bad[i] > CERTAIN) {
        listed.add(addresses.get(i));
      }
    }
    return listed;
  }

  /** One round: rates from classes, then classes from rates. */
  private void expect(int[][] named, double[] bad) {
    double allBad = 1;
    double allNamed = 0;
    double[] namedBad = new double[agents];
    double[] namedGood = new double[agents];
    boolean[] active = new boolean[agents];
    for (int i = 0; i < named.length; i++) {
      allBad += bad[i];
      allNamed += named[i].length;
      for (int agent : named[i]) {
        active[agent] = true;
        namedBad[agent] += bad[i];
        namedGood[agent] += 1 - bad[i];
      }
    }
    double allGood = named.length + 2 - allBad;
    double mean = allNamed / (agents * (named.length + 1.0));
    double silent = StrictMath.log(allBad / allGood);
    double[] says = new double[agents];
    for (int agent = 0; agent < agents; agent++) {
      if (active[agent]) {
        double onBad = rate(namedBad[agent], allBad, mean);
        double onGood = rate(namedGood[agent], allGood, mean);
        double notSaying = StrictMath.log((1 - onBad) / (1 - onGood));
        silent += notSaying;
        says[agent] = StrictMath.log(onBad / onGood) - notSaying;
      }
    }
    for (int i = 0; i < named.length; i++) {
      double odds = silent;
      for (int agent : named[i]) {
        odds += says[agent];
      }
      bad[i] = 1 / (1 + StrictMath.exp(-odds));
    }
  }

  private static double rate(double named, double of, double mean) {
    return Math.min(0.99, (named + PRIOR * mean) / (of + PRIOR));
  }
}
