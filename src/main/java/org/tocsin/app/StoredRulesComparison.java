package org.tocsin.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.tocsin.curation.Ledgers;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.TrustLedger;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.rules.RulesProblem;
import org.tocsin.curation.rules.RulesReader;
import org.tocsin.curation.rules.RulesRefused;
import org.tocsin.evidence.StoredReports;
import org.tocsin.operator.RulesComparison;
import org.tocsin.replay.Report;
import org.tocsin.replay.RulesDiff;

/**
 * Replays the stored signals by two sets of rules at once. What it holds in memory is bounded by
 * {@code tocsin.rules-diff.most-distinct}, and how long it works by {@code most-signals}.
 */
@ApplicationScoped
class StoredRulesComparison implements RulesComparison {

  private static final int LOOK = 200;

  private final RulesInForce inForce;
  private final StoredReports stored;
  private final Ledgers ledgers;
  private final ServerConfig.RulesDiff limits;
  private final InstantSource clock;

  StoredRulesComparison(
      RulesInForce inForce,
      StoredReports stored,
      Ledgers ledgers,
      ServerConfig config,
      InstantSource clock) {
    this.inForce = inForce;
    this.stored = stored;
    this.ledgers = ledgers;
    this.limits = config.rulesDiff();
    this.clock = clock;
  }

  @Override
  public Prepared prepare(
      Optional<SortedMap<String, String>> before,
      Optional<SortedMap<String, String>> after,
      Duration last)
      throws Refused {
    List<String> problems = new ArrayList<>();
    Optional<RuleBook> one = book("old", before, problems);
    Optional<RuleBook> other = book("new", after, problems);
    if (one.isEmpty() || other.isEmpty()) {
      throw new Refused(
          "the rules are not understood: "
              + problems.get(0)
              + (problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)"),
          problems);
    }
    Instant end = clock.instant().truncatedTo(ChronoUnit.MICROS);
    StoredReports.Extent extent = stored.since(end.minus(last));
    if (extent.reports() > limits.mostSignals() || extent.distinct() > limits.mostDistinct()) {
      throw new Refused(
          String.format(
              Locale.ROOT,
              "the last %d hours hold %d signals, %d of them distinct; at most %d and %d can be"
                  + " compared: ask for fewer hours",
              last.toHours(),
              extent.reports(),
              extent.distinct(),
              limits.mostSignals(),
              limits.mostDistinct()),
          List.of());
    }
    return new Work(one.get(), other.get(), extent, end);
  }

  private Optional<RuleBook> book(
      String side, Optional<SortedMap<String, String>> texts, List<String> problems) {
    if (texts.isEmpty()) {
      return Optional.of(inForce.book());
    }
    try {
      return Optional.of(new RuleBook(RulesReader.read(texts.get()).rules()));
    } catch (RulesRefused e) {
      e.problems().stream()
          .map(RulesProblem::toString)
          .forEach(problem -> problems.add(side + "/" + problem));
      return Optional.empty();
    }
  }

  private final class Work implements Prepared {
    private final RuleBook before;
    private final RuleBook after;
    private final StoredReports.Extent extent;
    private final Instant end;

    Work(RuleBook before, RuleBook after, StoredReports.Extent extent, Instant end) {
      this.before = before;
      this.after = after;
      this.extent = extent;
      this.end = end;
    }

    @Override
    public String subject() {
      return "old " + before.rules().digest() + ", new " + after.rules().digest();
    }

    @Override
    public Outcome run(Runnable whileWorking) {
      Instant begun = clock.instant();
      RulesDiff diff = new RulesDiff(side(before), side(after), world(), end);
      long[] count = {0};
      stored.read(
          extent,
          reported -> {
            diff.accept(report(reported));
            if (++count[0] % LOOK == 0) {
              whileWorking.run();
            }
          });
      List<RulesDiff.Difference> differences = diff.differences(end);
      return new Outcome(
          count[0],
          changes(differences, true),
          changes(differences, false),
          Duration.between(begun, clock.instant()).toMillis() / 1000.0);
    }

    private RulesDiff.World world() {
      return new RulesDiff.World(
          ledgers.trust().enrolled().values(),
          ledgers.trust().reputations().values(),
          ledgers.exemptions().inForce(end));
    }

    private RulesDiff.Side side(RuleBook book) {
      LocalDate night =
          ledgers
              .trust()
              .lastNight()
              .orElseGet(() -> end.atZone(ZoneOffset.UTC).toLocalDate().minusDays(1));
      long days = book.rules().policy().scoped().affinityWindow().toDays();
      Map<TrustLedger.Pair, Long> pairs = ledgers.trust().coReportsSince(night.minusDays(days - 1));
      return new RulesDiff.Side(book, pairs);
    }
  }

  private static Report report(StoredReports.Reported reported) {
    return new Report(
        reported.at(),
        reported.organisation(),
        reported.agent(),
        reported.network(),
        reported.address(),
        reported.scenario(),
        reported.digest(),
        reported.skew());
  }

  private static List<Change> changes(List<RulesDiff.Difference> differences, boolean entering) {
    return differences.stream()
        .filter(one -> one.enters() == entering)
        .map(
            one ->
                new Change(
                    one.address().toString(), word(one.before()), word(one.after()), one.because()))
        .toList();
  }

  private static String word(Verdict.State state) {
    return state == Verdict.State.SOAKING ? "none" : state.name().toLowerCase(Locale.ROOT);
  }
}
