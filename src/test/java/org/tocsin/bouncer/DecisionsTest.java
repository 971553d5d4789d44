package org.tocsin.bouncer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.tocsin.address.Address;
import org.tocsin.distribution.Deliverable;

final class DecisionsTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  /** A bouncer: holds what it was told for as long as it was told. */
  private static final class Bouncer {
    private final Map<Address, Instant> held = new HashMap<>();
    private Optional<Long> cursor = Optional.empty();

    void ask(Decisions decisions) {
      Decisions.Update update = decisions.since(cursor, any -> true);
      update.gone().forEach(gone -> held.remove(gone.address()));
      update.held().forEach(one -> held.put(one.address(), one.until()));
      cursor = Optional.of(decisions.number());
    }

    List<Address> enforces(Instant now) {
      return held.entrySet().stream()
          .filter(entry -> entry.getValue().isAfter(now))
          .map(Map.Entry::getKey)
          .sorted()
          .toList();
    }
  }

  private static Address address(int number) {
    return Address.parse("45.91.1." + number).orElseThrow();
  }

  private static Deliverable list(
      Map<Address, Instant> listed, List<Address> withdrawn, Instant at) {
    List<Deliverable.Entry> entries = new ArrayList<>();
    new TreeMap<>(listed)
        .forEach(
            (address, until) ->
                entries.add(
                    new Deliverable.Entry(
                        address,
                        "t/attack",
                        Duration.ofSeconds(Duration.between(at, until).toSeconds()))));
    return new Deliverable(1, entries, withdrawn);
  }

  @Property(tries = 1_000)
  void howeverSeldomABouncerAsksItEnforcesWhatIsListed(@ForAll long seed) {
    Random random = new Random(seed);
    Map<Address, Instant> listed = new HashMap<>();
    Decisions decisions = Decisions.NONE;
    List<Bouncer> bouncers = List.of(new Bouncer(), new Bouncer(), new Bouncer());
    Instant now = START;
    for (int step = 0; step < 40; step++) {
      now = now.plusSeconds(30 + random.nextInt(20_000));
      Instant at = now;
      listed.values().removeIf(until -> !until.isAfter(at.plusSeconds(1)));
      for (int i = random.nextInt(4); i > 0; i--) {
        Address address = address(random.nextInt(12));
        if (listed.remove(address) == null || random.nextBoolean()) {
          listed.put(address, now.plusSeconds(3_600 + random.nextInt(400_000)));
        }
      }
      decisions = decisions.next(list(listed, List.of(), now), now);
      for (Bouncer bouncer : bouncers) {
        if (random.nextInt(3) == 0) {
          bouncer.ask(decisions);
          assertThat(bouncer.enforces(now)).isEqualTo(listed.keySet().stream().sorted().toList());
        }
      }
    }
  }

  @Example
  void whoHasEverythingIsToldNothing() {
    Deliverable one = list(Map.of(address(1), START.plusSeconds(9_000)), List.of(), START);
    Decisions decisions = Decisions.NONE.next(one, START);
    Decisions later = decisions.next(one, START.plusMillis(300));

    assertThat(later.number()).isEqualTo(decisions.number());
    assertThat(later.since(Optional.of(decisions.number()), any -> true))
        .isEqualTo(new Decisions.Update(List.of(), List.of()));
  }

  @Example
  void aListingThatLastsLongerIsToldAgain() {
    Decisions first =
        Decisions.NONE.next(
            list(Map.of(address(1), START.plusSeconds(9_000)), List.of(), START), START);
    Decisions longer =
        first.next(list(Map.of(address(1), START.plusSeconds(90_000)), List.of(), START), START);

    assertThat(longer.since(Optional.of(first.number()), any -> true).held())
        .extracting(Decisions.Held::until)
        .containsExactly(START.plusSeconds(90_000));
  }

  @Example
  void whoBeginsIsToldWhatWasWithdrawnBeforeThisProcessBegan() {
    Decisions decisions = Decisions.NONE.next(list(Map.of(), List.of(address(7)), START), START);

    assertThat(decisions.since(Optional.empty(), any -> true).gone())
        .extracting(Decisions.Gone::address)
        .containsExactly(address(7));
  }

  @Example
  void nothingIsTheFourBytesNull() {
    assertThat(new String(DecisionJson.list(List.of(), START), StandardCharsets.UTF_8))
        .isEqualTo("null");
  }

  @Example
  void durationsAreWrittenAsGoWritesThem() {
    assertThat(DecisionJson.canonical(Duration.ofHours(4))).isEqualTo("4h0m0s");
    assertThat(DecisionJson.canonical(Duration.ofSeconds(61))).isEqualTo("1m1s");
    assertThat(DecisionJson.canonical(Duration.ofSeconds(9))).isEqualTo("9s");
    assertThat(DecisionJson.canonical(Duration.ofSeconds(-1))).isEqualTo("-1s");
    assertThat(DecisionJson.canonical(Duration.ofDays(3).plusSeconds(1))).isEqualTo("72h0m1s");
  }
}
