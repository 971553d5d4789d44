package org.tocsin.publication;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tocsin.address.Address;
import org.tocsin.curation.Policy;
import org.tocsin.curation.Standing;
import org.tocsin.curation.Tally;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.Vote;
import org.tocsin.evidence.Network;
import org.tocsin.evidence.Witness;

/** Verdicts without evidence behind them. */
final class MadeUp {

  /** More than five at once is too many. */
  static final Policy.Breaker BREAKER =
      new Policy.Breaker(new Policy.AtLeast(5, 10), new Policy.AtLeast(5, 10));

  private MadeUp() {}

  static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  static Verdict listed(String address, Instant expiresAt) {
    return verdict(
        address, Verdict.State.GLOBAL, standing(Optional.of(Standing.Tier.GLOBAL)), expiresAt);
  }

  static Verdict scoped(String address, Set<Long> recipients, Instant expiresAt) {
    Verdict plain =
        verdict(
            address, Verdict.State.SCOPED, standing(Optional.of(Standing.Tier.SCOPED)), expiresAt);
    return new Verdict(
        plain.address(),
        plain.state(),
        plain.because(),
        plain.tally(),
        plain.floors(),
        plain.triggers(),
        plain.timeout(),
        recipients,
        plain.after(),
        plain.soakUntil(),
        plain.expiresAt(),
        plain.judgeAt(),
        plain.exemption(),
        plain.findings());
  }

  static Verdict soaking(String address, Instant since) {
    Standing standing =
        new Standing(
            Optional.empty(),
            Optional.of(since),
            Optional.empty(),
            Optional.empty(),
            Standing.Past.NONE);
    return verdict(address, Verdict.State.SOAKING, standing, since.plus(Duration.ofMinutes(15)));
  }

  static Verdict held(String address, Instant since) {
    Standing standing =
        new Standing(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(since),
            Standing.Past.NONE);
    return verdict(address, Verdict.State.HELD, standing, since.plusSeconds(60));
  }

  static Verdict rejected(String address, Instant until) {
    return verdict(address, Verdict.State.REJECTED, standing(Optional.empty()), until);
  }

  static Verdict off(String address) {
    return verdict(address, Verdict.State.NONE, standing(Optional.empty()), Instant.EPOCH);
  }

  private static Standing standing(Optional<Standing.Tier> listed) {
    return new Standing(
        listed, Optional.empty(), Optional.empty(), Optional.empty(), Standing.Past.NONE);
  }

  private static Verdict verdict(
      String address, Verdict.State state, Standing after, Instant judgeAt) {
    Vote vote =
        new Vote(
            1,
            Witness.Standing.VOUCHED,
            Network.UNKNOWN,
            "t/attack",
            1_000_000,
            1_000_000,
            1,
            1,
            1,
            1,
            Instant.EPOCH,
            Instant.EPOCH);
    Optional<Instant> end = Optional.of(judgeAt);
    return new Verdict(
        address(address),
        state,
        "made up",
        new Tally(List.of(vote), 1, 1, 1, 1),
        List.of(),
        List.of(),
        Duration.ZERO,
        Set.of(),
        after,
        Optional.empty(),
        after.listed().isPresent() ? end : Optional.empty(),
        end,
        Optional.empty(),
        new Verdict.Findings(List.of(), List.of(), Optional.empty()));
  }
}
