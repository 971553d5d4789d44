package org.tocsin.agent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tocsin.agent.address.Address;

/** What the book says is in force, and what it tells who asks again and again. */
final class DecisionBookTest {
  private static final Instant START = Instant.parse("2026-05-06T07:08:09Z");

  private final DecisionBook book = new DecisionBook();
  private long changes;

  private HeldDecision put(long id, String target, Instant until) {
    Decision decision =
        new Decision("u" + id, "crowdsec", "a/b", "ban", Target.of(target), START, until, false);
    HeldDecision held = new HeldDecision(id, ++changes, 0, decision);
    book.put(held);
    return held;
  }

  private List<String> about(String address, Instant now) {
    return book.about(Address.parse(address).orElseThrow(), now).stream()
        .map(decision -> decision.target().value())
        .toList();
  }

  @Test
  void findsAnAddressByItselfAndByItsRanges() {
    put(1, "9.1.2.3", START.plusSeconds(60));
    put(2, "9.1.0.0/16", START.plusSeconds(60));
    put(3, "2a00:1::/32", START.plusSeconds(60));

    assertThat(about("9.1.2.3", START)).containsExactlyInAnyOrder("9.1.2.3", "9.1.0.0/16");
    assertThat(about("9.1.9.9", START)).containsExactly("9.1.0.0/16");
    assertThat(about("2a00:1::7", START)).containsExactly("2a00:1::/32");
    assertThat(about("9.2.0.1", START)).isEmpty();
  }

  @Test
  void whatEndedIsNotInForce() {
    put(1, "9.1.2.3", START.plusSeconds(60));

    assertThat(about("9.1.2.3", START.plusSeconds(59))).isNotEmpty();
    assertThat(about("9.1.2.3", START.plusSeconds(60))).isEmpty();
  }

  @Test
  void whoWasToldNothingHearsOfAllThatIsInForce() {
    put(1, "9.1.2.3", START.plusSeconds(60));
    put(2, "9.1.2.4", START);

    DecisionBook.Happened all = book.since(Optional.empty(), START);

    assertThat(all.begun()).extracting(aim -> aim.target().value()).containsExactly("9.1.2.3");
    assertThat(all.ended()).isEmpty();
  }

  @Test
  void anEndBeforeItsTimeIsAnEnd() {
    HeldDecision held = put(1, "9.1.2.3", START.plusSeconds(600));
    DecisionBook.Happened first = book.since(Optional.empty(), START);
    book.put(new HeldDecision(1, ++changes, 0, held.decision().endingAt(START)));

    DecisionBook.Happened later = book.since(Optional.of(first.told()), START.plusSeconds(1));

    assertThat(later.begun()).isEmpty();
    assertThat(later.ended().keySet())
        .extracting(aim -> aim.target().value())
        .containsExactly("9.1.2.3");
  }

  @Test
  void whatIsOnNoDiskYetIsToldWheneverSomebodyAsks() {
    put(1, "9.1.2.3", START.plusSeconds(600));
    DecisionBook.Happened first = book.since(Optional.empty(), START);
    Decision decision =
        new Decision(
            "p",
            "crowdsec",
            "a/b",
            "ban",
            Target.of("9.1.2.9"),
            START,
            START.plusSeconds(9),
            false);
    book.put(new HeldDecision(-1, -1, 0, decision));

    assertThat(book.since(Optional.of(first.told()), START).begun()).hasSize(1);
    assertThat(book.since(Optional.of(first.told()), START).told()).isEqualTo(first.told());
  }

  @Test
  void aClockThatWasPutBackMeansToTellAllAgain() {
    put(1, "9.1.2.3", START.plusSeconds(600));
    DecisionBook.Happened ahead = book.since(Optional.empty(), START.plusSeconds(3_600));

    assertThat(book.since(Optional.of(ahead.told()), START).begun()).hasSize(1);
  }

  @Test
  void simulatedDecisionsAreNotInForce() {
    Decision decision =
        new Decision(
            "u", "crowdsec", "a/b", "ban", Target.of("9.1.2.3"), START, START.plusSeconds(9), true);
    book.put(new HeldDecision(1, 1, 0, decision));

    assertThat(about("9.1.2.3", START)).isEmpty();
    assertThat(book.active(START)).isEmpty();
  }
}
