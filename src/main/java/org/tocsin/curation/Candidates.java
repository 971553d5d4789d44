package org.tocsin.curation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
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

  private final Supplier<List<Candidate>> load;
  private final Map<Address, Candidate> recent = new HashMap<>();
  private final Map<Long, List<Candidate>> byVoter = new HashMap<>();
  private boolean loaded;

  /** Begins with what earlier runs found, which is asked for when it is first needed. */
  public Candidates(Supplier<List<Candidate>> load) {
    this.load = load;
  }

  private void load() {
    if (!loaded) {
      loaded = true;
      load.get().forEach(this::add);
    }
  }

  /** Remembers a candidate. */
  void add(Candidate candidate) {
    load();
    // A newer candidate of the same address takes the place of the older.
    Candidate old = recent.put(candidate.address(), candidate);
    if (old != null) {
      for (Long voter : old.voters()) {
        Objects.requireNonNull(byVoter.get(voter))
            .removeIf(one -> one.address().equals(old.address()));
      }
    }
    candidate
        .voters()
        .forEach(voter -> byVoter.computeIfAbsent(voter, any -> new ArrayList<>()).add(candidate));
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
    load();
    IdentityHashMap<Candidate, Integer> shared = new IdentityHashMap<>();
    for (Long voter : voters) {
      for (Candidate other : byVoter.getOrDefault(voter, List.of())) {
        if (other.at().isAfter(since)) {
          shared.merge(other, 1, Integer::sum);
        }
      }
    }
    return shared.entrySet().stream()
        .filter(entry -> entry.getValue() >= least)
        .map(entry -> entry.getKey().address())
        .filter(other -> !other.equals(address))
        .sorted()
        .toList();
  }
}
