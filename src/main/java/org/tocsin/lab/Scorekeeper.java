package org.tocsin.lab;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Watches one method over one stream and knows the truth. Everything an attacker's organisations
 * meet or are handed is left out.
 */
final class Scorekeeper {

  /** How often the harm is looked at. */
  private static final long HARM_EVERY = Timeline.HOUR;

  private final World world;
  private final Method method;
  private final BitSet dishonest;
  private final int[] protectedOrganisations;
  private final ContactBook contacts;
  private final ListBook lists;
  private long firstContacts;
  private long covered;
  private double harm;
  private long reviewsBefore;

  Scorekeeper(World world, Method method, BitSet dishonest) {
    this.world = world;
    this.method = method;
    this.dishonest = dishonest;
    this.protectedOrganisations =
        world.organisations().stream()
            .filter(each -> !each.honeypot() && !dishonest.get(each.id()))
            .mapToInt(Organisation::id)
            .toArray();
    this.contacts = new ContactBook(world.timeline().evaluateFromSecond());
    this.lists = new ListBook(world, contacts);
  }

  /** Takes what sensors met, before the method hears of it. */
  void contact(Report report) {
    if (dishonest.get(report.organisation())
        || world.natureOf(report.address()) != Nature.ATTACKER) {
      return;
    }
    boolean first = contacts.contact(report);
    if (first && counts(report)) {
      firstContacts++;
      if (method.delivers(report.address(), report.organisation())) {
        covered++;
      }
    }
  }

  /** Whether there is somebody to protect; nobody needs a honeypot to be spared. */
  private boolean counts(Report report) {
    return report.at() >= world.timeline().evaluateFromSecond()
        && !world.organisations().get(report.organisation()).honeypot();
  }

  /** Takes what the method did up to a time. */
  void advanced(long time) {
    lists.changed(method.drain(), time);
    if (time % HARM_EVERY == 0) {
      harm = Math.max(harm, harmNow());
    }
    if (time <= world.timeline().evaluateFromSecond()) {
      reviewsBefore = method.reviews();
    }
  }

  /** Returns whether an address is on some tier. */
  boolean isListed(int address) {
    return lists.isListed(address);
  }

  private double harmNow() {
    List<Integer> listed = lists.victims();
    long pairs = 0;
    for (int victim : listed) {
      pairs +=
          method.lists(victim)
              ? protectedOrganisations.length
              : Arrays.stream(protectedOrganisations)
                  .filter(each -> method.delivers(victim, each))
                  .count();
    }
    return pairs / ((double) world.size().victims() * protectedOrganisations.length);
  }

  /** Returns the figures, {@code cell} naming what was played. */
  Metrics finish(Cell cell, long signals, double processorSeconds) {
    Timeline timeline = world.timeline();
    Set<Integer> contradicted = method.contradicted();
    int liars = (int) contradicted.stream().filter(dishonest::get).count();
    lists.close(timeline.end());
    Tier main = lists.uses(Tier.GLOBAL) ? Tier.GLOBAL : Tier.SCOPED;
    double[] publish = lists.publishHours(main);
    double[] remove = lists.removeHours();
    double days = timeline.days() - timeline.evaluateFrom();
    return new Metrics(
        cell,
        signals,
        (double) covered / firstContacts,
        firstContacts,
        recall(Tier.GLOBAL),
        recall(Tier.values()),
        lists.precision(Tier.GLOBAL),
        lists.precision(Tier.SCOPED),
        lists.victimsEver(Tier.GLOBAL),
        lists.victimsEver(Tier.SCOPED),
        harm,
        (int) lists.countOf(Tier.GLOBAL, Nature.USER),
        (int) lists.countOf(Tier.SCOPED, Nature.USER),
        (int) lists.countOf(Tier.GLOBAL, Nature.CRAWLER, Nature.MONITOR),
        (int) lists.countOf(Tier.SCOPED, Nature.CRAWLER, Nature.MONITOR),
        (int) lists.countOf(Tier.GLOBAL, Nature.SHARED_EGRESS),
        (int) lists.countOf(Tier.SCOPED, Nature.SHARED_EGRESS),
        liars,
        contradicted.size() - liars,
        quantile(publish, 0.5),
        quantile(publish, 0.95),
        quantile(remove, 0.5),
        quantile(remove, 0.95),
        quantile(lists.globalRemoveHours(), 0.95),
        lists.meanSize(main),
        lists.changesPerDay(main) / lists.meanSize(main),
        (method.reviews() - reviewsBefore) / days,
        processorSeconds * 1e6 / signals);
  }

  private double recall(Tier... tiers) {
    int[] widespread =
        Arrays.stream(world.addresses(Nature.ATTACKER))
            .filter(contacts::widespreadInEvaluation)
            .toArray();
    long listed =
        Arrays.stream(widespread)
            .filter(
                address ->
                    Arrays.stream(tiers).anyMatch(tier -> lists.evaluated(tier).contains(address)))
            .count();
    return listed / (double) widespread.length;
  }

  /** Returns the smallest value that this share of the values does not exceed. */
  static double quantile(double[] values, double share) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
