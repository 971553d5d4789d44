package org.tocsin.replay;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Standing;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.VerdictLedger;

/** Verdicts in memory. Tells of every change. */
final class InMemoryVerdicts implements VerdictLedger {

  private record Due(Instant at, Address address) {
    private static final Comparator<Due> ORDER =
        Comparator.comparing(Due::at).thenComparing(Due::address);
  }

  private final Consumer<Change> changes;
  private final TreeMap<Address, Kept> kept = new TreeMap<>();
  private final Map<Address, Instant> judgeAt = new HashMap<>();
  private final TreeSet<Due> due = new TreeSet<>(Due.ORDER);
  private final Map<Prefix, Integer> listed = new HashMap<>();
  private String digest = "";

  InMemoryVerdicts(Consumer<Change> changes) {
    this.changes = changes;
  }

  @Override
  public Map<Address, Kept> kept(Collection<Address> addresses) {
    Map<Address, Kept> found = new HashMap<>();
    addresses.forEach(address -> found.put(address, kept.getOrDefault(address, Kept.NOTHING)));
    return found;
  }

  /** Returns when something has to be judged although nothing new is seen. */
  Optional<Instant> nextDue() {
    return due.isEmpty() ? Optional.empty() : Optional.of(due.first().at());
  }

  boolean anySoaking() {
    return kept.values().stream()
        .anyMatch(
            one ->
                one.state() == Verdict.State.SOAKING
                    || one.standing().globalSince().isPresent()
                    || one.standing().scopedSince().isPresent());
  }

  @Override
  public List<Address> due(Instant now, int limit) {
    return due.stream()
        .takeWhile(one -> !one.at().isAfter(now))
        .limit(limit)
        .map(Due::address)
        .toList();
  }

  @Override
  public int save(Collection<Verdict> verdicts, Instant now) {
    int changed = 0;
    for (Verdict verdict : verdicts) {
      Kept before = kept.getOrDefault(verdict.address(), Kept.NOTHING);
      Kept after = Kept.of(verdict);
      put(verdict.address(), after, verdict.judgeAt());
      count(verdict.address(), before, after);
      if (differs(before, after)) {
        changed++;
        changes.accept(new Change(now, before.state(), verdict));
      }
    }
    return changed;
  }

  private static boolean differs(Kept before, Kept after) {
    return before.state() != after.state() || !before.recipients().equals(after.recipients());
  }

  private void put(Address address, Kept after, Optional<Instant> at) {
    Instant old = judgeAt.remove(address);
    if (old != null) {
      due.remove(new Due(old, address));
    }
    if (after.equals(Kept.NOTHING)) {
      kept.remove(address);
    } else {
      kept.put(address, after);
      at.ifPresent(
          instant -> {
            judgeAt.put(address, instant);
            due.add(new Due(instant, address));
          });
    }
  }

  private void count(Address address, Kept before, Kept after) {
    int was = before.state() == Verdict.State.GLOBAL ? 1 : 0;
    int is = after.state() == Verdict.State.GLOBAL ? 1 : 0;
    if (was != is) {
      int length = address.family() == Address.Family.IPV4 ? 24 : 48;
      listed.merge(Prefix.around(address, length), is - was, Integer::sum);
    }
  }

  /** Returns how many addresses are listed for everybody. */
  int listed() {
    return listed.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public int listed(Prefix range) {
    return listed.getOrDefault(range, 0);
  }

  @Override
  public void change(Address address, UnaryOperator<Standing> change, Instant now) {
    Kept before = kept.getOrDefault(address, Kept.NOTHING);
    Kept after = new Kept(before.state(), change.apply(before.standing()), before.recipients());
    put(address, after, Optional.of(now));
  }

  @Override
  public void makeAllDue(Instant now) {
    List.copyOf(kept.entrySet()).forEach(entry -> makeDue(entry.getKey(), entry.getValue(), now));
  }

  @Override
  public void makeDue(Prefix range, Instant now) {
    List.copyOf(kept.entrySet()).stream()
        .filter(entry -> range.contains(entry.getKey()))
        .forEach(entry -> makeDue(entry.getKey(), entry.getValue(), now));
  }

  private void makeDue(Address address, Kept value, Instant now) {
    put(address, value, Optional.of(now));
  }

  @Override
  public boolean rulesChanged(String current) {
    boolean changed = !digest.equals(current);
    digest = current;
    return changed;
  }

  @Override
  public List<Address> keptAfter(Optional<Address> after, int limit) {
    return after.map(address -> kept.tailMap(address, false)).orElse(kept).keySet().stream()
        .limit(limit)
        .toList();
  }

  Set<Map.Entry<Address, Kept>> all() {
    return kept.entrySet();
  }
}
