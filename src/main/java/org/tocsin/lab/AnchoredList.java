package org.tocsin.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Enrolled;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.Verdict;
import org.tocsin.evidence.Network;
import org.tocsin.evidence.Witness;
import org.tocsin.replay.Replay;

/** Ours: the production curation code, by given rules, over the lab's stream. */
final class AnchoredList implements Method {

  /** When the stream begins: any Monday does. */
  private static final Instant BEGINNING = Instant.parse("2026-01-05T00:00:00Z");

  /**
   * Makes it.
   *
   * @param name what it is called in tables
   * @param book the rules it goes by
   * @param vouchesForAll whether every organisation is vouched for, attackers included
   */
  record Rule(String name, RuleBook book, boolean vouchesForAll) implements Maker {
    @Override
    public Method make(Community community) {
      return new AnchoredList(this, community);
    }
  }

  private final String name;
  private final Replay replay;
  private final Published global = new Published(Tier.GLOBAL);
  private final Map<Integer, Set<Integer>> scoped = new HashMap<>();
  private final List<Change> scopedChanges = new ArrayList<>();
  private final Map<Integer, Network> networks = new HashMap<>();
  private final Decoys decoys;
  private long now;

  private AnchoredList(Rule rule, Community community) {
    this.name = rule.name();
    this.decoys = new Decoys(community.decoys());
    this.replay =
        new Replay(
            community.decoys().isEmpty()
                ? rule.book()
                : Ours.baited(rule.book(), community.decoys()),
            community.organisations().stream().map(one -> enrolled(one, rule)).toList(),
            Stream.concat(
                    exempt(community.allowlist(), Exemption.Tier.BENIGN),
                    exempt(community.shared(), Exemption.Tier.SHARED))
                .toList(),
            this::changed);
  }

  private static Enrolled enrolled(Organisation organisation, Rule rule) {
    return new Enrolled(
        organisation.id(),
        organisation.honeypot()
            ? Witness.Standing.HONEYPOT
            : organisation.vouched() || rule.vouchesForAll()
                ? Witness.Standing.VOUCHED
                : Witness.Standing.ORDINARY,
        BEGINNING.plusSeconds(organisation.enrolledAt()));
  }

  private static Stream<Exemption> exempt(List<Prefix> ranges, Exemption.Tier tier) {
    return ranges.stream().map(range -> new Exemption(range, tier, "known to the operator"));
  }

  private static int number(Address address) {
    return (int) address.low();
  }

  private void changed(org.tocsin.replay.Change change) {
    int address = number(change.verdict().address());
    long at = Duration.between(BEGINNING, change.at()).toSeconds();
    Verdict.State state = change.verdict().state();
    if (state == Verdict.State.GLOBAL) {
      global.add(address, at);
    } else {
      global.remove(address, at);
    }
    if (state == Verdict.State.SCOPED) {
      Set<Integer> recipients = new HashSet<>();
      change.verdict().recipients().forEach(one -> recipients.add(one.intValue()));
      if (scoped.put(address, recipients) == null) {
        scopedChanges.add(new Change(at, address, Tier.SCOPED, true));
      }
    } else if (scoped.remove(address) != null) {
      scopedChanges.add(new Change(at, address, Tier.SCOPED, false));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void accept(Report report) {
    replay.accept(
        new org.tocsin.replay.Report(
            BEGINNING.plusSeconds(report.at()),
            report.organisation(),
            report.agent(),
            networks.computeIfAbsent(
                report.agent(),
                any -> new Network(report.asn(), Integer.toString(report.prefix()))),
            Community.toAddress(report.address()),
            report.kind().scenario(),
            Duration.ZERO));
  }

  @Override
  public void advanceTo(long time) {
    now = time;
    replay.advanceTo(BEGINNING.plusSeconds(time));
  }

  @Override
  public boolean lists(int address) {
    return global.contains(address);
  }

  @Override
  public boolean delivers(int address, int organisation) {
    return lists(address) || scoped.getOrDefault(address, Set.of()).contains(organisation);
  }

  @Override
  public int[] deliveredTo(int organisation) {
    int[] listed = global.all();
    return Stream.of(
            Arrays.stream(listed).boxed(),
            scoped.entrySet().stream()
                .filter(entry -> entry.getValue().contains(organisation))
                .map(Map.Entry::getKey),
            decoys.of(organisation, now, listed.length).boxed())
        .flatMap(each -> each)
        .sorted(Integer::compareUnsigned)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Override
  public List<Change> drain() {
    List<Change> drained = new ArrayList<>(global.drain());
    drained.addAll(scopedChanges);
    scopedChanges.clear();
    drained.sort(java.util.Comparator.comparingLong(Change::at));
    return drained;
  }

  @Override
  public void overrule(int address) {
    replay.overrule(Community.toAddress(address));
  }

  @Override
  public Set<Integer> contradicted() {
    return replay.contradicted().stream().map(Long::intValue).collect(Collectors.toSet());
  }

  @Override
  public long reviews() {
    return replay.casesAsked();
  }
}
