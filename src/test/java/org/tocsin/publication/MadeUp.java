package org.tocsin.publication;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.curation.Tally;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.Vote;
import org.tocsin.evidence.Witness;

/** Verdicts without evidence behind them. */
final class MadeUp {

  private MadeUp() {}

  static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  static Verdict listed(String address, Instant expiresAt) {
    return verdict(address, Verdict.State.GLOBAL, Optional.empty(), Optional.of(expiresAt));
  }

  static Verdict soaking(String address, Instant since) {
    return verdict(address, Verdict.State.SOAKING, Optional.of(since), Optional.empty());
  }

  static Verdict off(String address) {
    return verdict(address, Verdict.State.NONE, Optional.empty(), Optional.empty());
  }

  private static Verdict verdict(
      String address, Verdict.State state, Optional<Instant> since, Optional<Instant> end) {
    Vote vote =
        new Vote(1, Witness.Standing.VOUCHED, "t/attack", 1, 1, 1, Instant.EPOCH, Instant.EPOCH);
    return new Verdict(
        address(address),
        state,
        new Tally(List.of(vote), 1, 1, 1),
        List.of(),
        since,
        since.map(began -> began.plus(Duration.ofMinutes(15))),
        end,
        Optional.empty());
  }
}
