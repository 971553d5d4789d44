package org.tocsin.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Trust flows from the anchors over co-reported addresses, as in EigenTrust: a random walk from an
 * organisation to an address it named within 14 days, on to another that named it, with a return to
 * some anchor. Listed is what three agents of organisations with enough trust named within 72
 * hours.
 */
final class AnchorWalk implements OneList {

  static final Maker MAKER =
      new Maker() {
        @Override
        public String name() {
          return "anchor walk";
        }

        @Override
        public Method make(Community community) {
          return new AnchorWalk(community);
        }
      };

  private static final long MEMORY = 14 * Timeline.DAY;
  private static final int STEPS = 12;
  private static final double RETURN = 0.15;
  private static final int AT_LEAST = 3;

  /** Trusted from this part of what everybody would have if all had the same. */
  private static final double ENOUGH = 0.1;

  private final Community community;
  private final Published published = new Published(Tier.GLOBAL);
  private final Map<Integer, Seen> memory = new TreeMap<>();
  private final Map<Integer, Boolean> allowlisted = new HashMap<>();
  private final Map<Integer, Long> lastTrusted = new HashMap<>();
  private final Set<Integer> touched = new LinkedHashSet<>();
  private final Expiry expiry = new Expiry();
  private final int[] organisationOf;
  private final boolean[] trusted;

  private AnchorWalk(Community community) {
    this.community = community;
    this.organisationOf = community.agents().stream().mapToInt(Agent::organisation).toArray();
    this.trusted = new boolean[community.organisations().size()];
    for (Organisation each : community.organisations()) {
      trusted[each.id()] = each.anchor();
    }
  }

  @Override
  public String name() {
    return MAKER.name();
  }

  @Override
  public void accept(Report report) {
    int address = report.address();
    if (allowlisted.computeIfAbsent(address, community::isAllowlisted)) {
      return;
    }
    memory
        .computeIfAbsent(address, any -> new Seen())
        .note(report.agent(), report.at(), report.at() - MEMORY);
    if (trusted[report.organisation()]) {
      touched.add(address);
      if (lastTrusted.put(address, report.at()) == null) {
        expiry.remind(address, report.at() + CountList.WINDOW);
      }
    }
  }

  @Override
  public void advanceTo(long time) {
    if (time % Timeline.DAY == 0) {
      memory.values().removeIf(by -> !by.forget(time - MEMORY));
      walk();
    }
    for (int address : touched) {
      if (trustedReporters(Objects.requireNonNull(memory.get(address)), time - CountList.WINDOW)
          >= AT_LEAST) {
        published.add(address, time);
      }
    }
    touched.clear();
    expiry.due(time, address -> expire(address, time));
  }

  private void expire(int address, long time) {
    long until = Objects.requireNonNull(lastTrusted.get(address)) + CountList.WINDOW;
    if (until > time) {
      expiry.remind(address, until);
    } else {
      lastTrusted.remove(address);
      published.remove(address, time);
    }
  }

  private int trustedReporters(Seen by, long since) {
    int count = 0;
    for (int i = 0; i < by.size(); i++) {
      if (by.time(i) >= since && trusted[organisationOf[by.reporter(i)]]) {
        count++;
      }
    }
    return count;
  }

  private void walk() {
    int[][] named = coReported();
    int[] degree = new int[trusted.length];
    for (int[] organisations : named) {
      for (int organisation : organisations) {
        degree[organisation]++;
      }
    }
    double[] start = atAnchors();
    double[] trust = start;
    for (int step = 0; step < STEPS; step++) {
      trust = step(named, degree, start, trust);
    }
    for (int i = 0; i < trust.length; i++) {
      trusted[i] = start[i] > 0 || trust[i] * trust.length >= ENOUGH;
    }
  }

  private double[] atAnchors() {
    double[] start = new double[trusted.length];
    long anchors = community.organisations().stream().filter(Organisation::anchor).count();
    community.organisations().stream()
        .filter(Organisation::anchor)
        .forEach(each -> start[each.id()] = 1.0 / anchors);
    return start;
  }

  private static double[] step(int[][] named, int[] degree, double[] start, double[] trust) {
    double[] next = new double[trust.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = RETURN * start[i];
    }
    for (int[] organisations : named) {
      double arriving = 0;
      for (int organisation : organisations) {
        arriving += trust[organisation] / degree[organisation];
      }
      double each = (1 - RETURN) * arriving / organisations.length;
      for (int organisation : organisations) {
        next[organisation] += each;
      }
    }
    return next;
  }

  /** Returns who named each address that two organisations or more named. */
  private int[][] coReported() {
    List<int[]> named = new ArrayList<>();
    for (Seen by : memory.values()) {
      int[] organisations =
          Arrays.stream(by.reporters()).map(agent -> organisationOf[agent]).distinct().toArray();
      if (organisations.length > 1) {
        named.add(organisations);
      }
    }
    return named.toArray(int[][]::new);
  }

  @Override
  public Published published() {
    return published;
  }
}
