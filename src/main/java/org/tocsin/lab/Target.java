package org.tocsin.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A figure that our method set out to reach, and whether it did.
 *
 * @param figure which
 * @param what in words
 * @param bound the last value that is good enough
 * @param atLeast whether more is better
 * @param value what it is; a dash's worth, NaN, says nothing either way
 */
record Target(Figure figure, String what, double bound, boolean atLeast, double value) {

  private static final Set<String> CAN_HOLD_AN_ANCHOR = Set.of("A10");
  private static final Set<String> COVERAGE_IS_COMPARED =
      Set.of("A1", "A2", "A3", "A4", "A5", "A6");
  private static final double SMALL_BUDGET = 0.05;
  private static final double LARGE_BUDGET = 0.30;
  private static final double FEW_VOUCHED = 0.10;
  private static final double MANY_VOUCHED = 0.50;
  private static final double EQUAL = 1e-9;

  /** How a figure stands to its target. */
  enum Outcome {
    MET("met"),
    MISSED("MISSED"),
    NOTHING_TO_SAY("–");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  Outcome outcome() {
    if (!Double.isFinite(value)) {
      return Outcome.NOTHING_TO_SAY;
    }
    boolean met = atLeast ? value >= bound - EQUAL : value <= bound + EQUAL;
    return met ? Outcome.MET : Outcome.MISSED;
  }

  /** Returns the bound with its direction. */
  String wanted() {
    boolean exact = bound == 0 && !atLeast;
    return (exact ? "" : atLeast ? "≥ " : "≤ ") + figure.text(bound);
  }

  String reached() {
    return figure.text(value);
  }

  /**
   * Returns the targets that are stated for a cell.
   *
   * @param ours our own figures in this cell
   * @param quiet our own figures in the same world without an attack, if they were taken
   * @param variant what world it was
   */
  static List<Target> of(Metrics ours, Optional<Metrics> quiet, Variant variant) {
    List<Target> targets = new ArrayList<>();
    safety(ours, targets);
    publishMedian(variant)
        .ifPresent(
            most ->
                targets.add(atMost(Figure.PUBLISH_MEDIAN, "time to publish, median", most, ours)));
    byVouched(variant, 120, 48)
        .ifPresent(
            most ->
                targets.add(
                    atMost(Figure.PUBLISH_TAIL, "time to publish, 95th percentile", most, ours)));
    targets.add(atMost(Figure.REMOVE_MEDIAN, "time to remove, median", 48, ours));
    targets.add(atMost(Figure.REMOVE_TAIL, "time to remove, 95th percentile", 72, ours));
    targets.add(atMost(Figure.CHURN, "churn a day", 0.30, ours));
    coverage(ours, quiet, variant, targets);
    return List.copyOf(targets);
  }

  private static void safety(Metrics ours, List<Target> targets) {
    if (ours.cell().budget() > LARGE_BUDGET + EQUAL) {
      return;
    }
    if (!CAN_HOLD_AN_ANCHOR.contains(ours.cell().campaign())) {
      targets.add(atMost(Figure.VICTIMS, "victims listed for everybody, ever", 0, ours));
    }
    if (ours.cell().campaign().equals("A4")) {
      double bound = ours.cell().budget() <= SMALL_BUDGET + EQUAL ? 0.015 : 0.04;
      targets.add(atMost(Figure.HARM, "harm pairs at the peak", bound, ours));
    }
    if (ours.cell().campaign().equals("A6")) {
      targets.add(atMost(Figure.USERS, "people at home listed", 2, ours));
    }
    targets.add(atMost(Figure.CRAWLERS, "crawlers and monitors listed", 0, ours));
    targets.add(atLeast(Figure.PRECISION, "precision of the global list", 0.985, ours));
  }

  /** Returns how much first-contact coverage was to be reached in a quiet world of this kind. */
  static OptionalDouble coverage(Variant variant) {
    return byVouched(variant, 0.66, 0.73);
  }

  /** Returns within how many hours half of the sources were to be published. */
  static OptionalDouble publishMedian(Variant variant) {
    return byVouched(variant, 12, 4);
  }

  private static OptionalDouble byVouched(Variant variant, double few, double many) {
    if (near(variant.vouchedShare(), FEW_VOUCHED)) {
      return OptionalDouble.of(few);
    }
    return near(variant.vouchedShare(), MANY_VOUCHED)
        ? OptionalDouble.of(many)
        : OptionalDouble.empty();
  }

  private static void coverage(
      Metrics ours, Optional<Metrics> quiet, Variant variant, List<Target> targets) {
    if (ours.cell().campaign().equals(Campaign.none().name())) {
      coverage(variant)
          .ifPresent(
              least ->
                  targets.add(
                      atLeast(Figure.COVERAGE, "first-contact coverage, no attack", least, ours)));
    } else if (COVERAGE_IS_COMPARED.contains(ours.cell().campaign())) {
      quiet.ifPresent(
          before ->
              targets.add(
                  new Target(
                      Figure.COVERAGE,
                      "coverage moved by the attack",
                      0.02,
                      false,
                      Math.abs(ours.coverage() - before.coverage()))));
    }
  }

  private static boolean near(double one, double other) {
    return Math.abs(one - other) < EQUAL;
  }

  private static Target atMost(Figure figure, String what, double bound, Metrics ours) {
    return new Target(figure, what, bound, false, figure.of(ours));
  }

  private static Target atLeast(Figure figure, String what, double bound, Metrics ours) {
    return new Target(figure, what, bound, true, figure.of(ours));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s: %s, wanted %s: %s", what, reached(), wanted(), outcome().word());
  }
}
