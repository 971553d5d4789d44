package org.tocsin.curation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** All organisations at one instant, and who is near whom. Immutable. */
final class Community {

  private final Map<Long, Member> members;
  private final Neighbours neighbours;
  private final long threshold;
  private final long trusted;

  /**
   * Copies the members.
   *
   * @param members all organisations by their number
   * @param neighbours who is near enough to an organisation to be told what it saw
   * @param threshold the trust from which an organisation votes
   */
  Community(Map<Long, Member> members, Neighbours neighbours, long threshold) {
    this.members = new HashMap<>(members);
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
  long trusted() {
    return trusted;
  }

  /** Returns who is near at least some of the given witnesses. */
  Set<Long> near(Iterable<Long> witnesses, int least) {
    return neighbours.near(witnesses, least);
  }

  /** All that a community is made from. */
  record Facts(
      Map<Long, Enrolled> enrolled,
      Map<Long, Reputation> records,
      Set<Long> bursting,
      Optional<LocalDate> lastNight,
      String rules) {}

  /** Remembers a community for as long as it would be made from the same. */
  static final class Cache {
    private Optional<Facts> from = Optional.empty();
    private Community community = new Community(Map.of(), Neighbours.NONE, 0);

    synchronized Community get(Facts facts, Supplier<Community> make) {
      if (from.filter(facts::equals).isEmpty()) {
        community = make.get();
        from = Optional.of(facts);
      }
      return community;
    }
  }
}
