package org.tocsin.lab;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Highly predictive blocklisting: each organisation gets its own list each day, the addresses of
 * the last week that are most relevant to it. Relevance comes from those who named an address, by a
 * walk of one or two steps over the overlap of what organisations named (the first terms of the
 * series in the paper). Who shares nothing with anybody gets the worst offenders instead.
 */
final class PredictiveLists implements Method {

  /**
   * Makes them.
   *
   * @param most how long an organisation's list may be
   */
  record Plan(int most) implements Maker {
    @Override
    public String name() {
      return "predictive lists";
    }

    @Override
    public Method make(Community community) {
      return new PredictiveLists(community, most);
    }
  }

  private static final long WINDOW = 7 * Timeline.DAY;
  private static final float DAMPING = 0.5f;

  private final Community community;
  private final int most;
  private final int organisations;
  private final int[] organisationOf;
  private final Map<Integer, Seen> window = new TreeMap<>();
  private final Map<Integer, Boolean> allowlisted = new HashMap<>();
  private final Published onAny = new Published(Tier.SCOPED);
  private Map<Integer, Integer> places = Map.of();
  private int[] addresses = {};
  private final BitSet[] lists;

  private PredictiveLists(Community community, int most) {
    this.community = community;
    this.most = most;
    this.organisations = community.organisations().size();
    this.organisationOf = community.agents().stream().mapToInt(Agent::organisation).toArray();
    this.lists = new BitSet[organisations];
    Arrays.setAll(lists, any -> new BitSet());
  }

  @Override
  public String name() {
    return "predictive lists";
  }

  @Override
  public void accept(Report report) {
    if (!allowlisted.computeIfAbsent(report.address(), community::isAllowlisted)) {
      window
          .computeIfAbsent(report.address(), any -> new Seen())
          .note(report.agent(), report.at(), report.at() - WINDOW);
    }
  }

  @Override
  public void advanceTo(long time) {
    if (time % Timeline.DAY != 0) {
      return;
    }
    window.values().removeIf(by -> !by.forget(time - WINDOW));
    addresses = window.keySet().stream().mapToInt(Integer::intValue).toArray();
    places = new HashMap<>();
    int[][] named = new int[addresses.length][];
    for (int place = 0; place < addresses.length; place++) {
      places.put(addresses[place], place);
      named[place] =
          Arrays.stream(Objects.requireNonNull(window.get(addresses[place])).reporters())
              .map(agent -> organisationOf[agent])
              .distinct()
              .toArray();
    }
    rank(named);
    Set<Integer> union = new HashSet<>();
    for (BitSet list : lists) {
      list.stream().forEach(place -> union.add(addresses[place]));
    }
    onAny.become(union, time);
  }

  /** Ranks every address for every organisation and keeps the most relevant. */
  private void rank(int[][] named) {
    float[][] overlap = overlap(named);
    float[][] reach = reach(overlap);
    float[][] relevance = new float[organisations][named.length];
    for (int place = 0; place < named.length; place++) {
      float[] sum = new float[organisations];
      for (int reporter : named[place]) {
        add(sum, 1, reach[reporter]);
      }
      for (int organisation = 0; organisation < organisations; organisation++) {
        relevance[organisation][place] = sum[organisation];
      }
    }
    for (int organisation = 0; organisation < organisations; organisation++) {
      boolean alone = isEmpty(overlap[organisation]);
      lists[organisation] = top(alone ? worst(named) : relevance[organisation]);
    }
  }

  private static boolean isEmpty(float[] row) {
    for (float value : row) {
      if (value > 0) {
        return false;
      }
    }
    return true;
  }

  private static float[] worst(int[][] named) {
    float[] reporters = new float[named.length];
    for (int place = 0; place < named.length; place++) {
      reporters[place] = named[place].length;
    }
    return reporters;
  }

  private BitSet top(float[] relevance) {
    float least = 0;
    if (relevance.length > most) {
      float[] sorted = relevance.clone();
      Arrays.sort(sorted);
      least = sorted[sorted.length - 1 - most];
    }
    BitSet chosen = new BitSet(relevance.length);
    for (int place = 0; place < relevance.length; place++) {
      if (relevance[place] > least) {
        chosen.set(place);
      }
    }
    return chosen;
  }

  /** Returns, for each pair, the share of the row's co-reported sightings that the other shares. */
  private float[][] overlap(int[][] named) {
    float[][] overlap = new float[organisations][organisations];
    for (int[] reporters : named) {
      for (int one : reporters) {
        for (int other : reporters) {
          overlap[one][other] += one == other ? 0 : 1;
        }
      }
    }
    for (float[] row : overlap) {
      float sum = 0;
      for (float value : row) {
        sum += value;
      }
      for (int i = 0; sum > 0 && i < row.length; i++) {
        row[i] *= DAMPING / sum;
      }
    }
    return overlap;
  }

  /** Returns W + W² with rows and columns swapped: how much a reporter's word is worth to each. */
  private float[][] reach(float[][] overlap) {
    float[] row = new float[organisations];
    float[][] reach = new float[organisations][organisations];
    for (int i = 0; i < organisations; i++) {
      System.arraycopy(overlap[i], 0, row, 0, organisations);
      for (int k = 0; k < organisations; k++) {
        if (overlap[i][k] > 0) {
          add(row, overlap[i][k], overlap[k]);
        }
      }
      for (int j = 0; j < organisations; j++) {
        reach[j][i] = row[j];
      }
    }
    return reach;
  }

  private static void add(float[] to, float times, float[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += times * what[i];
    }
  }

  @Override
  public boolean lists(int address) {
    return false;
  }

  @Override
  public boolean delivers(int address, int organisation) {
    Integer place = places.get(address);
    return place != null && lists[organisation].get(place);
  }

  @Override
  public int[] deliveredTo(int organisation) {
    int[] delivered =
        lists[organisation].stream()
            .map(place -> addresses[place] ^ Integer.MIN_VALUE)
            .sorted()
            .toArray();
    for (int i = 0; i < delivered.length; i++) {
      delivered[i] ^= Integer.MIN_VALUE;
    }
    return delivered;
  }

  @Override
  public List<Change> drain() {
    return onAny.drain();
  }
}
