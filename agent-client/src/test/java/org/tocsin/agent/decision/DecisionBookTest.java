package org.tocsin.agent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
  void ofSeveralAboutOneTheLongestIsTold() {
    put(1, "9.1.2.3", START.plusSeconds(60));
    put(2, "9.1.2.3", START.plusSeconds(600));
    put(3, "9.1.2.3", START.plusSeconds(6));

    List<Decision> told = book.since(Optional.empty(), START).added();

    assertThat(told).extracting(Decision::until).containsExactly(START.plusSeconds(600));
  }

  @Test
  void aShorterDecisionDoesNotShortenALongerOneAlreadyTold() {
    put(1, "9.1.2.3", START.plusSeconds(600));
    DecisionBook.News first = book.since(Optional.empty(), START);
    put(2, "9.1.2.3", START.plusSeconds(6));

    List<Decision> second = book.since(Optional.of(first.told()), START).added();

    assertThat(second).extracting(Decision::until).containsExactly(START.plusSeconds(600));
  }

  @Test
  void anEndIsNotToldWhileAnotherDecisionHolds() {
    put(1, "9.1.2.3", START.plusSeconds(10));
    put(2, "9.1.2.3", START.plusSeconds(600));
    DecisionBook.News first = book.since(Optional.empty(), START);

    DecisionBook.News later = book.since(Optional.of(first.told()), START.plusSeconds(20));

    assertThat(later.removed()).isEmpty();
  }

  @Test
  void whoWasTakenBackEarlyIsToldAsRemoved() {
    HeldDecision held = put(1, "9.1.2.3", START.plusSeconds(600));
    DecisionBook.News first = book.since(Optional.empty(), START);
    book.put(new HeldDecision(1, ++changes, 0, held.decision().endingAt(START)));

    DecisionBook.News later = book.since(Optional.of(first.told()), START.plusSeconds(1));

    assertThat(later.added()).isEmpty();
    assertThat(later.removed()).extracting(d -> d.target().value()).containsExactly("9.1.2.3");
  }

  @Test
  void simulatedDecisionsAreToldToNobody() {
    Decision decision =
        new Decision(
            "u", "crowdsec", "a/b", "ban", Target.of("9.1.2.3"), START, START.plusSeconds(9), true);
    book.put(new HeldDecision(1, 1, 0, decision));

    assertThat(book.since(Optional.empty(), START).added()).isEmpty();
    assertThat(about("9.1.2.3", START)).isEmpty();
  }

  /** Whatever happens: who applies all news holds exactly what is in force. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whoAppliesAllNewsHoldsWhatIsInForce(int seed) {
    Random random = new Random(seed);
    List<HeldDecision> all = new ArrayList<>();
    Set<String> held = new HashSet<>();
    Map<Long, Decision> model = new HashMap<>();
    Optional<DecisionBook.Told> told = Optional.empty();
    Instant now = START;
    for (int step = 0; step < 400; step++) {
      now = now.plusSeconds(random.nextInt(20));
      int dice = random.nextInt(10);
      if (dice < 5) {
        Instant until = now.plusSeconds(1 + random.nextInt(300));
        HeldDecision fresh = put(step + 1L, "9.0.0." + random.nextInt(6), until);
        all.add(fresh);
        model.put(fresh.id(), fresh.decision());
      } else if (dice < 7 && !all.isEmpty()) {
        HeldDecision some = all.get(random.nextInt(all.size()));
        if (model.getOrDefault(some.id(), some.decision()).isActive(now)) {
          Decision ended = some.decision().endingAt(now);
          book.put(new HeldDecision(some.id(), ++changes, 0, ended));
          model.put(some.id(), ended);
        }
      } else if (dice < 8) {
        book.forget(now);
      } else {
        DecisionBook.News news = book.since(told, now);
        news.removed().forEach(decision -> held.remove(decision.target().value()));
        news.added().forEach(decision -> held.add(decision.target().value()));
        told = Optional.of(news.told());
        assertThat(held).isEqualTo(inForce(model, now));
      }
    }
    assertThat(Duration.between(START, now)).isPositive();
  }

  private static Set<String> inForce(Map<Long, Decision> model, Instant now) {
    return model.values().stream()
        .filter(decision -> decision.isActive(now))
        .map(decision -> decision.target().value())
        .collect(Collectors.toSet());
  }
}
