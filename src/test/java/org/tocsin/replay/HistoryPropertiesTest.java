package org.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.tocsin.curation.KnownRules;
import org.tocsin.curation.ReviewPolicy;
import org.tocsin.curation.Verdict;

/** What holds for whole histories. */
final class HistoryPropertiesTest {

  private static final int TRIES = 80;
  private static final Duration DAYS = Duration.ofHours(70);
  private static final Duration WEEK = Duration.ofHours(160);

  private static final Set<Verdict.State> LISTED =
      Set.of(Verdict.State.SCOPED, Verdict.State.GLOBAL);

  private static ReviewPolicy review(long seed) {
    return seed % 3 == 0 ? KnownRules.REVIEW : KnownRules.NO_REVIEW;
  }

  private static Duration length(long seed) {
    return seed % 8 == 0 ? Duration.ofDays(16) : seed % 2 == 0 ? WEEK : DAYS;
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void judgingEverythingFromScratchAfterAnyRunFindsNoDifference(@ForAll long seed) {
    RandomHistory history = new RandomHistory(seed, true, length(seed));
    List<Lab> self = new ArrayList<>();
    int[] runs = {0};
    Lab lab =
        new Lab(
            review(seed),
            () -> {
              boolean night = self.get(0).now().getEpochSecond() % 86_400 < 120;
              if (runs[0]++ % 17 == 0 || night) {
                assertThat(self.get(0).audit()).as("%s", self.get(0).now()).isEmpty();
              }
            });
    self.add(lab);
    history.happen(history.lab(lab), history.reports);
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void whatIsPromisedHoldsAtEveryInstant(@ForAll long seed) {
    RandomHistory history = new RandomHistory(seed, false, seed % 2 == 0 ? WEEK : DAYS);
    List<Claims> claims = new ArrayList<>();
    Lab lab = new Lab(review(seed), () -> claims.get(0).afterRun());
    claims.add(new Claims(history, lab));
    history.happen(history.lab(lab), history.reports);
    claims.get(0).atTheEnd();
    Statistics.label("global")
        .collect(claims.get(0).global > 0)
        .coverage(c -> c.check(true).count(n -> n > 5));
    Statistics.label("scoped")
        .collect(claims.get(0).scoped > 0)
        .coverage(c -> c.check(true).count(n -> n > 5));
    Statistics.label("near")
        .collect(claims.get(0).neighbours > 0)
        .coverage(c -> c.check(true).count(n -> n > 2));
    Statistics.label("credits")
        .collect(claims.get(0).credits > 0)
        .coverage(c -> c.check(true).count(n -> n > 5));
  }

  private static List<String> listings(Lab lab) {
    return lab.changes.stream()
        .filter(change -> change.before() != change.verdict().state())
        .filter(
            change -> LISTED.contains(change.before()) || LISTED.contains(change.verdict().state()))
        .map(
            change ->
                change.at() + " " + change.verdict().address() + " " + change.verdict().state())
        .toList();
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void p7WhatNobodyTrustsListsNothingAndKeepsNothing(@ForAll long seed) {
    RandomHistory history = new RandomHistory(seed, false, DAYS);
    Lab without = new Lab(review(seed), () -> {});
    history.happen(history.lab(without), history.reports);
    List<Report> more = new ArrayList<>(history.reports);
    more.addAll(history.crowd());
    more.sort(Comparator.comparing(Report::at));
    Lab with = new Lab(review(seed), () -> {});
    history.happen(history.lab(with), more);

    // The more report an address, the less it says of who is near whom. Who is told less can read
    // less, and so earns more; that is trust, and what is trusted may list.
    boolean same =
        history.organisations.keySet().stream()
            .allMatch(
                one ->
                    with.trust.reputations().get(one) == null
                        || with.trust
                            .reputations()
                            .get(one)
                            .equals(without.trust.reputations().get(one)));
    Statistics.label("same records")
        .collect(same)
        .coverage(c -> c.check(true).percentage(p -> p > 70));
    if (same) {
      assertThat(listings(with)).isEqualTo(listings(without));
    }
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void theOrderWithinAMinuteMakesNoDifference(@ForAll long seed) {
    RandomHistory history = new RandomHistory(seed, false, DAYS);
    Lab plain = new Lab(review(seed), () -> {});
    history.happen(history.lab(plain), history.reports);
    List<Report> shuffled = new ArrayList<>(history.reports);
    Collections.shuffle(shuffled, new Random(seed));
    shuffled.sort(Comparator.comparing(report -> Lab.endOfMinute(report.at())));
    Lab other = new Lab(review(seed), () -> {});
    history.happen(history.lab(other), shuffled);

    assertThat(other.changes).isEqualTo(plain.changes);
    assertThat(other.verdicts.all()).isEqualTo(plain.verdicts.all());
    assertThat(other.trust.reputations()).isEqualTo(plain.trust.reputations());
  }
}
