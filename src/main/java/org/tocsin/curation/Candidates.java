package org.tocsin.curation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tocsin.address.Address;

/**
 * Which groups recently carried addresses that no anchor saw. A group that does so again and again
 * looks like one that agreed to. Not thread-safe; one run uses one.
 */
public final class Candidates {

  /**
   * An address that met the scoped floors without an anchor.
   *
   * @param address the address
   * @param at when it first did
   * @param voters the organisations that carried it, anchors left out
   */
  public record Candidate(Address address, Instant at, Set<Long> voters) {

    /** Copies the set. */
    public Candidate {
      voters = Set.copyOf(voters);
    }
  }

  private final Map<Address, Candidate> recent = new HashMap<>();
  private final Map<Long, Set<Address>> byVoter = new HashMap<>();

  /** Begins with what earlier runs found. */
  public Candidates(List<Candidate> recent) {
    recent.forEach(this::add);
  }

  /** Remembers a candidate. */
  void add(Candidate candidate) {
    Candidate before = recent.put(candidate.address(), candidate);
    if (before != null) {
      before.voters().forEach(voter -> of(voter).remove(candidate.address()));
    }
    candidate.voters().forEach(voter -> of(voter).add(candidate.address()));
  }

  private Set<Address> of(Long voter) {
    return byVoter.computeIfAbsent(voter, any -> new TreeSet<>());
  }

  /**
   * Returns how many candidates since an instant, this one included, share at least so many voters
   * with it.
   */
  long sharing(Address address, Set<Long> voters, int least, Instant since) {
    return voters.size() < least ? 0 : 1 + others(address, voters, least, since).size();
  }

  /** Returns the other candidates since an instant that share at least so many voters. */
  List<Address> others(Address address, Set<Long> voters, int least, Instant since) {
    Map<Address, Integer> shared = new HashMap<>();
    for (Long voter : voters) {
      for (Address other : byVoter.getOrDefault(voter, Set.of())) {
        shared.merge(other, 1, Integer::sum);
      }
    }
    return shared.entrySet().stream()
        .filter(entry -> entry.getValue() >= least && !entry.getKey().equals(address))
        .map(entry -> java.util.Objects.requireNonNull(recent.get(entry.getKey())))
        .filter(candidate -> candidate.at().isAfter(since))
        .map(Candidate::address)
        .toList();
  }
}
