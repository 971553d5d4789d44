package org.tocsin.lab;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.tocsin.lab.Draw.Purpose;

/** Plays the honest stream and a campaign into one method and keeps the score. */
final class Runner {

  private static final double NANOS = 1e9;

  private final World world;
  private final LongSupplier processorNanos;

  /**
   * Makes a runner for one world; it may be used for many runs, one after the other.
   *
   * @param processorNanos the processor time this thread has used
   */
  Runner(World world, LongSupplier processorNanos) {
    this.world = world;
    this.processorNanos = processorNanos;
  }

  /** Plays one cell: one method under one campaign with a share of the honest agents. */
  Metrics run(Method.Maker maker, Campaign campaign, double budget, Progress progress) {
    Newcomers newcomers = new Newcomers(world, budget);
    campaign.join(world, newcomers, Draw.of(world.seed(), Purpose.CAMPAIGN).generator());
    Community community = world.community(newcomers.joined());
    Play play = new Play(maker.make(community), campaign, newcomers.dishonest());
    for (int day = 0; day < world.timeline().days(); day++) {
      play.day(day);
      progress.played(day + 1, world.timeline().days());
    }
    return play.score.finish(
        cell(maker, campaign, budget, community, newcomers), play.signals, play.nanos / NANOS);
  }

  private Cell cell(
      Method.Maker maker,
      Campaign campaign,
      double budget,
      Community community,
      Newcomers newcomers) {
    BitSet dishonest = newcomers.dishonest();
    List<Agent> theirs =
        community.agents().stream().filter(each -> dishonest.get(each.organisation())).toList();
    Set<Integer> all = community.agents().stream().map(Agent::asn).collect(Collectors.toSet());
    Set<Integer> used = theirs.stream().map(Agent::asn).collect(Collectors.toSet());
    return new Cell(
        maker.name(),
        campaign.name(),
        budget,
        world.seed(),
        (double) theirs.size() / community.agents().size(),
        (double) dishonest.cardinality() / community.organisations().size(),
        (double) used.size() / all.size());
  }

  /** One run under way. */
  private final class Play {

    private final Method method;
    private final Campaign campaign;
    private final Scorekeeper score;
    private final Sight sight;
    private final Appeals appeals = new Appeals(world);
    private long signals;
    private long nanos;

    Play(Method method, Campaign campaign, BitSet dishonest) {
      this.method = method;
      this.campaign = campaign;
      this.score = new Scorekeeper(world, method, dishonest);
      this.sight = new ServedList(method);
    }

    void day(int day) {
      List<Report> honest = world.day(day);
      int next = 0;
      long end = (day + 1) * Timeline.DAY;
      for (long from = day * Timeline.DAY; from < end; from += Timeline.TICK) {
        int first = next;
        while (next < honest.size() && honest.get(next).at() < from + Timeline.TICK) {
          next++;
        }
        tick(from, from + Timeline.TICK, honest.subList(first, next));
      }
    }

    /** The method's list stands still from one tick to the next, so who is kept out is settled. */
    private void tick(long from, long until, List<Report> met) {
      List<Report> sent = new ArrayList<>(met.size());
      for (Report contact : met) {
        score.contact(contact);
        if (!keptOut(contact)) {
          sent.add(contact);
        }
      }
      List<Report> lies = campaign.reports(from, until, sight);
      for (Report lie : lies) {
        if (lie.at() < from || lie.at() >= until) {
          throw new IllegalStateException(
              campaign.name() + " sent a report at " + lie.at() + " in the tick from " + from);
        }
      }
      if (!lies.isEmpty()) {
        sent.addAll(lies);
        sent.sort(Comparator.comparingLong(Report::at));
      }
      long before = processorNanos.getAsLong();
      sent.forEach(method::accept);
      method.advanceTo(until);
      nanos += processorNanos.getAsLong() - before;
      signals += sent.size();
      score.advanced(until);
      if (world.variant().appeals()) {
        appeals.advanced(until, score::isListed, method::overrule);
      }
    }

    private boolean keptOut(Report contact) {
      return world.variant().feedback()
          && world.enforces(contact.organisation())
          && method.delivers(contact.address(), contact.organisation());
    }
  }

  /** A method's list as its members are served it. */
  private record ServedList(Method method) implements Sight {

    @Override
    public boolean listed(int address) {
      return method.lists(address);
    }

    @Override
    public boolean delivered(int address, int organisation) {
      return method.delivers(address, organisation);
    }

    @Override
    public int[] deliveredTo(int organisation) {
      return method.deliveredTo(organisation).clone();
    }
  }
}
