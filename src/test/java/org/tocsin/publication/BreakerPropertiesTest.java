package org.tocsin.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCoverage;
import org.tocsin.address.Address;
import org.tocsin.curation.Policy;

/** P8: whatever curation decides, one run changes no more of the list than the policy allows. */
final class BreakerPropertiesTest {

  private static final int TRIES = 3_000;
  private static final int RUNS = 25;

  /** A list, what waits to change it, and a person who sometimes lets it. */
  private static final class History {
    private final Random random;
    private final Policy.AtLeast adds;
    private final Policy.AtLeast removes;
    private final Set<Address> listed = new TreeSet<>();
    private final Set<Address> waiting = new HashSet<>();
    private final Set<Address> approved = new HashSet<>();
    private boolean parked;

    History(long seed) {
      random = new Random(seed);
      adds = new Policy.AtLeast(1 + random.nextInt(90), random.nextInt(40));
      removes = new Policy.AtLeast(1 + random.nextInt(30), random.nextInt(40));
    }

    private List<Address> some(int most) {
      Set<Address> some = new TreeSet<>();
      for (int i = random.nextInt(most); i > 0; i--) {
        some.add(Address.parse("45.84.0." + random.nextInt(200)).orElseThrow());
      }
      return List.copyOf(some);
    }

    private void decide() {
      if (random.nextInt(4) == 0) {
        approved.addAll(waiting);
        waiting.clear();
      }
    }

    void add() {
      List<Address> wanted = new ArrayList<>(some(90));
      wanted.removeAll(listed);
      waiting.retainAll(wanted);
      approved.retainAll(wanted);
      decide();
      long most = adds.of(listed.size());
      Breaker.Sorted sorted = Breaker.additions(wanted, approved, !waiting.isEmpty(), most);

      assertThat(sorted.go().stream().filter(one -> !approved.contains(one)).count())
          .isLessThanOrEqualTo(most);
      assertThat(wanted.containsAll(sorted.go()) && wanted.containsAll(sorted.park())).isTrue();
      assertThat(Collections.disjoint(sorted.go(), sorted.park())).isTrue();
      assertThat(Collections.disjoint(sorted.go(), waiting)).isTrue();
      assertThat(sorted.go().containsAll(approved)).isTrue();
      keep(sorted);
      listed.addAll(sorted.go());
    }

    void remove() {
      List<Address> wanted = new ArrayList<>(some(90));
      wanted.retainAll(listed);
      waiting.retainAll(wanted);
      approved.retainAll(wanted);
      decide();
      Set<Address> free = new HashSet<>(some(20));
      Set<Address> mayGo = new HashSet<>(free);
      mayGo.addAll(approved);
      long most = removes.of(listed.size());
      Breaker.Sorted sorted = Breaker.removals(wanted, mayGo, waiting, most);

      assertThat(sorted.go().stream().filter(one -> !mayGo.contains(one)).count())
          .isLessThanOrEqualTo(most);
      assertThat(sorted.go().containsAll(wanted.stream().filter(mayGo::contains).toList()))
          .as("nobody is kept on the list who ran out or was taken off")
          .isTrue();
      assertThat(Collections.disjoint(sorted.go(), sorted.park())).isTrue();
      keep(sorted);
      listed.removeAll(sorted.go());
    }

    private void keep(Breaker.Sorted sorted) {
      parked |= !sorted.park().isEmpty();
      waiting.addAll(sorted.park());
    }
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void p8NoRunAddsMoreThanThePolicyAllows(@ForAll long seed) {
    History history = new History(seed);
    for (int run = 0; run < RUNS; run++) {
      history.add();
    }
    bothHappen("parked", history.parked);
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void noRunRemovesMoreThanThePolicyAllowsButWhatMustLeave(@ForAll long seed) {
    History history = new History(seed);
    for (int run = 0; run < RUNS; run++) {
      history.listed.addAll(history.some(90));
      history.waiting.clear();
      history.remove();
    }
    bothHappen("parked", history.parked);
  }

  private static void bothHappen(String label, boolean value) {
    Statistics.label(label)
        .collect(value)
        .coverage(
            (StatisticsCoverage coverage) -> {
              coverage.check(true).percentage(share -> share > 2);
              coverage.check(false).percentage(share -> share > 2);
            });
  }
}
