package org.tocsin.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.address.Address;
import org.tocsin.publication.ReleaseSets;

/**
 * A list that changes as a published one with releases every two hours was seen to: what joins and
 * leaves with a release is log-normally distributed, and of what joins a share has been there
 * before and left one to four days ago. Those that leave are drawn evenly.
 */
final class ChurningList implements ReleaseSets {

  static final Duration BETWEEN = Duration.ofHours(2);
  static final int PER_DAY = 12;

  /** What changes with the median release, by the size of the list. */
  static final double MEDIAN = 0.0051;

  /** So that one release in twenty changes 1.1 % or more. */
  private static final double SPREAD = 0.47;

  /** Which share of those that join has been there before. */
  private static final double RETURNING = 0.32;

  private record Made(Instant at, List<Change> changes) {}

  private final List<Made> made = new ArrayList<>();
  private final TreeSet<Address> now = new TreeSet<>();
  private final List<Address> listed = new ArrayList<>();
  private final Deque<Address> waiting;
  private final Random random;
  private final double[] sizes;

  /**
   * Begins with a list.
   *
   * @param addresses distinct ones; the first of them are listed and the others join later
   * @param size how many are listed
   * @param releases how many will be made
   */
  ChurningList(List<Address> addresses, int size, int releases, long seed) {
    this.random = new Random(seed);
    listed.addAll(addresses.subList(0, size));
    now.addAll(listed);
    this.waiting = new ArrayDeque<>(addresses.subList(size, addresses.size()));
    double[] drawn = new double[releases];
    Arrays.setAll(drawn, any -> Math.exp(SPREAD * random.nextGaussian()));
    double middle = Figures.median(Arrays.stream(drawn).boxed().toList());
    this.sizes = Arrays.stream(drawn).map(one -> one / middle * MEDIAN * size).toArray();
  }

  /** Makes the next release. */
  void release(Instant at) {
    int changes = (int) Math.round(sizes[made.size()] / 2);
    TreeMap<Address, Change> all = new TreeMap<>();
    for (int i = 0; i < changes; i++) {
      int place = random.nextInt(listed.size());
      Collections.swap(listed, place, listed.size() - 1);
      Address address = listed.remove(listed.size() - 1);
      now.remove(address);
      all.put(address, new Change(address, made.size() + 1, false));
    }
    List<Address> back = mayReturn();
    for (int i = 0; i < changes; i++) {
      boolean returns = !back.isEmpty() && random.nextDouble() < RETURNING;
      Address address = returns ? back.remove(back.size() - 1) : waiting.removeFirst();
      listed.add(address);
      now.add(address);
      all.put(address, new Change(address, made.size() + 1, true));
    }
    made.add(new Made(at, List.copyOf(all.values())));
  }

  /** Those that left between one and four days ago and are not there, in any order. */
  private List<Address> mayReturn() {
    int upTo = Math.max(0, made.size() - PER_DAY);
    int from = Math.max(0, made.size() - 4 * PER_DAY);
    Set<Address> left = new TreeSet<>();
    for (Made one : made.subList(from, upTo)) {
      one.changes().stream()
          .filter(change -> !change.added() && !now.contains(change.address()))
          .forEach(change -> left.add(change.address()));
    }
    List<Address> any = new ArrayList<>(left);
    Collections.shuffle(any, random);
    return any;
  }

  /** Returns which share of the list is another one than so many releases ago. */
  double changedSince(int releases) {
    TreeMap<Address, Boolean> before = new TreeMap<>();
    for (Made one : made.subList(made.size() - releases, made.size())) {
      // The first change of an address tells whether it was there before all of them.
      one.changes().forEach(change -> before.putIfAbsent(change.address(), !change.added()));
    }
    long changed =
        before.entrySet().stream()
            .filter(one -> one.getValue() != now.contains(one.getKey()))
            .count();
    return (double) changed / now.size();
  }

  @Override
  public Newest newest() {
    return new Newest(new UUID(1, 1), made.size());
  }

  @Override
  public List<Address> set() {
    return List.copyOf(now);
  }

  @Override
  public long serialAt(Instant instant) {
    return made.stream().filter(one -> !one.at().isAfter(instant)).count();
  }

  @Override
  public List<Change> changes(long after, long upTo) {
    return made.subList((int) after, (int) upTo).stream()
        .flatMap(one -> one.changes().stream())
        .sorted(Comparator.comparing(Change::address).thenComparing(Change::serial))
        .toList();
  }

  @Override
  public UUID beginSession(Instant at) {
    throw new UnsupportedOperationException("this list never goes back");
  }
}
