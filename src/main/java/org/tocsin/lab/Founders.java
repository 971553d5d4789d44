package org.tocsin.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.tocsin.lab.Draw.Purpose;

/**
 * Draws the honest organisations and their agents. Sizes follow a Pareto law of 1.25, networks
 * Zipf's law of 1.0. Most agents of an organisation sit in its home network, and half of those in
 * the /24 of the one before.
 */
final class Founders {

  private static final double SIZE_SHAPE = 1.25;
  private static final double AT_HOME = 0.8;
  private static final double SAME_PREFIX = 0.5;
  private static final int PREFIXES = 2_000;
  private static final int FIRST_NETWORK = 64_500;
  private static final int OLDEST_DAYS = 365;

  private final WorldSize size;
  private final Variant variant;
  private final Draw draw;
  private final double[] zipf;
  private final List<Organisation> organisations = new ArrayList<>();
  private int agents;

  Founders(WorldSize size, Variant variant, long seed) {
    this.size = size;
    this.variant = variant;
    this.draw = Draw.of(seed, Purpose.ORGANISATIONS);
    this.zipf = new double[size.networks()];
    double total = 0;
    for (int i = 0; i < zipf.length; i++) {
      total += 1.0 / (i + 1);
      zipf[i] = total;
    }
    boolean[] vouched = vouched(Draw.of(seed, Purpose.RANKS));
    for (int i = 0; i < size.organisations(); i++) {
      int count = (int) Math.min(size.mostAgents(), draw.pareto(SIZE_SHAPE));
      found(vouched[i], count);
    }
    Set<Integer> eyesIn = new HashSet<>();
    for (int i = 0; i < variant.honeypots(); i++) {
      honeypot(eyesIn);
    }
  }

  /** The first of a fixed order, so that a larger share vouches for the same and more. */
  private boolean[] vouched(Draw ranks) {
    int[] order = IntStream.range(0, size.organisations()).toArray();
    ranks.shuffle(order);
    boolean[] vouched = new boolean[order.length];
    for (int i = 0; i < Math.round(variant.vouchedShare() * order.length); i++) {
      vouched[order[i]] = true;
    }
    return vouched;
  }

  private void found(boolean vouched, int count) {
    int id = organisations.size();
    int home = draw.weighted(zipf);
    List<Agent> machines = new ArrayList<>();
    int lastHomePrefix = prefixIn(home);
    for (int i = 0; i < count; i++) {
      boolean atHome = draw.chance(AT_HOME);
      boolean besideLast = draw.chance(SAME_PREFIX);
      int network = atHome ? home : draw.weighted(zipf);
      int fresh = prefixIn(network);
      int prefix = atHome && besideLast ? lastHomePrefix : fresh;
      if (atHome) {
        lastHomePrefix = prefix;
      }
      machines.add(new Agent(agents++, id, FIRST_NETWORK + network, prefix));
    }
    organisations.add(new Organisation(id, vouched, false, enrolledAt(), machines));
  }

  /** A honeypot is one agent, in a network without one while there is such a network. */
  private void honeypot(Set<Integer> eyesIn) {
    int id = organisations.size();
    int network = draw.below(zipf.length);
    while (eyesIn.size() < zipf.length && !eyesIn.add(network)) {
      network = draw.below(zipf.length);
    }
    Agent eye = new Agent(agents++, id, FIRST_NETWORK + network, prefixIn(network));
    organisations.add(new Organisation(id, false, true, enrolledAt(), List.of(eye)));
  }

  private long enrolledAt() {
    return -draw.below(OLDEST_DAYS) * Timeline.DAY;
  }

  private int prefixIn(int network) {
    return network * PREFIXES + draw.below(PREFIXES);
  }

  List<Organisation> organisations() {
    return organisations;
  }
}
