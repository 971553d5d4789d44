package org.tocsin.curation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** All organisations at one instant, and who is near whom. Immutable. */
public final class Community {

  private final Map<Long, Member> members;
  private final Map<Long, Set<Long>> neighbours;
  private final long threshold;
  private final long trusted;

  /**
   * Copies the members.
   *
   * @param members all organisations by their number
   * @param neighbours who is near enough to an organisation to be told what it saw
   * @param threshold the trust from which an organisation votes
   */
  public Community(
      Map<Long, Member> members, Map<Long, Set<Long>> neighbours, long threshold) {
    this.members = Map.copyOf(members);
    this.neighbours = neighbours;
    this.threshold = threshold;
    this.trusted = members.values().stream().filter(this::votes).count();
  }

  Optional<Member> member(long organisation) {
    return Optional.ofNullable(members.get(organisation));
  }

  boolean votes(Member member) {
    return member.trust() >= threshold;
  }

  /** Returns how many organisations vote. */
  public long trusted() {
    return trusted;
  }

  /** Returns who is near at least some of the given witnesses. */
  Set<Long> near(Iterable<Long> witnesses, int least) {
    Map<Long, Integer> count = new HashMap<>();
    Set<Long> near = new TreeSet<>();
    for (Long witness : witnesses) {
      for (Long organisation : neighbours.getOrDefault(witness, Set.of())) {
        if (count.merge(organisation, 1, Integer::sum) == least) {
          near.add(organisation);
        }
      }
    }
    return near;
  }

  /** Remembers who is near whom until the next night. */
  static final class Cache {
    private Optional<LocalDate> night = Optional.empty();
    private long affinity;
    private Map<Long, Set<Long>> neighbours = Map.of();

    synchronized Map<Long, Set<Long>> get(
        LocalDate last, long threshold, Supplier<Map<Long, Set<Long>>> load) {
      if (night.filter(last::equals).isEmpty() || affinity != threshold) {
        neighbours = load.get();
        night = Optional.of(last);
        affinity = threshold;
      }
      return neighbours;
    }
  }
}
