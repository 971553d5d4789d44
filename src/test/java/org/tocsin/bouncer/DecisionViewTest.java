package org.tocsin.bouncer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.tocsin.address.Address;
import org.tocsin.distribution.Deliverable;

/** What an organisation's bouncers hold while addresses go from its own list to everybody's. */
final class DecisionViewTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  /** A bouncer: holds what it was told for as long as it was told. */
  private static final class Bouncer {
    private final Map<Address, Instant> held = new HashMap<>();
    private Optional<DecisionView.Cursor> cursor = Optional.empty();

    void ask(DecisionView view) {
      Decisions.Update update = view.since(cursor, any -> true);
      List<Address> told = update.held().stream().map(Decisions.Held::address).toList();
      assertThat(update.gone())
          .extracting(Decisions.Gone::address)
          .doesNotHaveDuplicates()
          .as("readers may take these in any order")
          .noneMatch(told::contains);
      update.gone().forEach(gone -> held.remove(gone.address()));
      update.held().forEach(one -> held.put(one.address(), one.until()));
      cursor = Optional.of(view.cursor());
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
    return Address.parse("45.91.2." + number).orElseThrow();
  }

  private static Deliverable list(Map<Address, Instant> listed, Instant at) {
    return new Deliverable(
        1,
        new TreeMap<>(listed)
            .entrySet().stream()
                .map(
                    entry ->
                        new Deliverable.Entry(
                            entry.getKey(),
                            "t/attack",
                            Duration.ofSeconds(Duration.between(at, entry.getValue()).toSeconds())))
                .toList(),
        List.of());
  }

  @Property(tries = 1_000)
  void howeverSeldomABouncerAsksItEnforcesWhatIsListedForItsOrganisation(@ForAll long seed) {
    Random random = new Random(seed);
    Map<Address, Instant> listed = new HashMap<>();
    Map<Address, Instant> scoped = new HashMap<>();
    DecisionView view = new DecisionView(Decisions.NONE, Decisions.NONE);
    List<Bouncer> bouncers = List.of(new Bouncer(), new Bouncer(), new Bouncer());
    Instant now = START;
    for (int step = 0; step < 40; step++) {
      now = now.plusSeconds(30 + random.nextInt(20_000));
      Instant at = now;
      for (Map<Address, Instant> list : List.of(listed, scoped)) {
        list.values().removeIf(until -> !until.isAfter(at.plusSeconds(1)));
        for (int i = random.nextInt(4); i > 0; i--) {
          Address address = address(random.nextInt(8));
          if (list.remove(address) == null || random.nextBoolean()) {
            list.put(address, now.plusSeconds(3_600 + random.nextInt(400_000)));
          }
        }
      }
      Decisions everybody = view.everybody().next(list(listed, now), now);
      view = new DecisionView(everybody, view.own());
      // What is listed for the organisation is looked at only when somebody asks.
      for (Bouncer bouncer : bouncers) {
        if (random.nextInt(3) == 0) {
          Map<Address, Instant> own = new HashMap<>(scoped);
          own.keySet().removeAll(listed.keySet());
          view = new DecisionView(everybody, view.own().next(list(own, now), now));
          bouncer.ask(view);
          TreeMap<Address, Instant> all = new TreeMap<>(scoped);
          all.putAll(listed);
          assertThat(bouncer.enforces(now)).isEqualTo(List.copyOf(all.keySet()));
        }
      }
    }
  }
}
