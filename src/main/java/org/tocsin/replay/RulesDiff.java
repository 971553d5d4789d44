package org.tocsin.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tocsin.address.Address;
import org.tocsin.curation.Enrolled;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.Reputation;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.Standing;
import org.tocsin.curation.TrustLedger;
import org.tocsin.curation.Verdict;

/**
 * What two sets of rules make of the same reports. Both begin with nothing listed and with the same
 * organisations, whose records and neighbours are those of the end: what one of them does within
 * the stream changes nothing for the other. Not thread-safe.
 *
 * <p>Memory: two replays, each of which holds every (address, organisation, scenario) and every
 * (address, agent, day) of the stream once.
 */
public final class RulesDiff {

  /**
   * What is known when the stream begins.
   *
   * @param organisations all organisations
   * @param records what is remembered of them
   * @param exemptions exemptions beside those of the rules
   */
  public record World(
      Collection<Enrolled> organisations,
      Collection<Reputation> records,
      List<Exemption> exemptions) {}

  /**
   * A set of rules.
   *
   * @param book the rules
   * @param neighbours by how much pairs of organisations saw the same in the rules' own window
   */
  public record Side(RuleBook book, Map<TrustLedger.Pair, Long> neighbours) {}

  /**
   * That an address is listed otherwise.
   *
   * @param address the address
   * @param before its state by the old rules
   * @param after its state by the new rules
   * @param because why the rules by which it is listed less do not list it further
   */
  public record Difference(
      Address address, Verdict.State before, Verdict.State after, String because) {

    /** Returns whether it enters a list, or one that more people get. */
    public boolean enters() {
      return rank(after) > rank(before);
    }
  }

  private final Replay before;
  private final Replay after;
  private Instant last = Instant.MIN;

  /**
   * Begins.
   *
   * @param end up to when the reports go; the records in the world are those of that day
   */
  public RulesDiff(Side before, Side after, World world, Instant end) {
    this.before = replay(before, world, end);
    this.after = replay(after, world, end);
  }

  private static Replay replay(Side side, World world, Instant end) {
    Replay replay =
        new Replay(
            side.book(), List.copyOf(world.organisations()), world.exemptions(), change -> {});
    // Every night up to the end is in the records already; going through it would add it again.
    LocalDate night = end.atZone(ZoneOffset.UTC).toLocalDate().minusDays(1);
    replay.remember(world.records(), night);
    replay.rememberNeighbours(side.neighbours(), night);
    return replay;
  }

  /** Has both take up a report. One that is older than the one before it counts as just as old. */
  public void accept(Report report) {
    Report inOrder = report.at().isBefore(last) ? report.at(last) : report;
    last = inOrder.at();
    before.accept(inOrder);
    after.accept(inOrder);
  }

  /** Lets time pass until the end, and returns what differs, in the order of addresses. */
  public List<Difference> differences(Instant end) {
    Instant until = end.isBefore(last) ? last : end;
    before.advanceTo(until);
    after.advanceTo(until);
    TreeSet<Address> kept = new TreeSet<>(before.all().keySet());
    kept.addAll(after.all().keySet());
    kept.removeIf(address -> rank(state(before, address)) == rank(state(after, address)));
    List<Address> entering = kept.stream().filter(this::enters).toList();
    List<Address> leaving = kept.stream().filter(address -> !enters(address)).toList();
    Map<Address, String> because = new HashMap<>();
    // Whoever lists less says why.
    before.explain(entering, until).forEach(one -> because.put(one.address(), because(one)));
    after.explain(leaving, until).forEach(one -> because.put(one.address(), because(one)));
    List<Difference> differences = new ArrayList<>(kept.size());
    for (Address address : kept) {
      differences.add(
          new Difference(
              address,
              state(before, address),
              state(after, address),
              because.getOrDefault(address, "")));
    }
    return differences;
  }

  /** What is listed for some says what keeps it from being listed for everybody. */
  private static String because(Verdict verdict) {
    if (verdict.state() != Verdict.State.SCOPED) {
      return verdict.because();
    }
    return verdict.floors().stream()
        .filter(floor -> floor.tier() == Standing.Tier.GLOBAL && !floor.met())
        .findFirst()
        .map(floor -> "floor." + floor.name())
        .orElse("soak");
  }

  private boolean enters(Address address) {
    return rank(state(after, address)) > rank(state(before, address));
  }

  private static Verdict.State state(Replay replay, Address address) {
    return replay.kept(address).state();
  }

  private static int rank(Verdict.State state) {
    return switch (state) {
      case GLOBAL -> 2;
      case SCOPED -> 1;
      case NONE, SOAKING, HELD, REJECTED -> 0;
    };
  }
}
