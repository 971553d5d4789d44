package org.tocsin.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.tocsin.address.Address;
import org.tocsin.curation.Micro;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.rules.RulesRefused;

/** Runs the cases that rules bring with them. */
public final class RulesTest {

  private final boolean mutates;
  private final RuleCase rules;
  private final List<String> failures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private RulesTest(RuleCase rules, boolean mutates) {
    this.rules = rules;
    this.mutates = mutates;
  }

  /**
   * How a case went.
   *
   * @param name the case
   * @param failures what was not as it must be, with its place in {@code expect.yaml}
   * @param notes what leaving out votes led to
   * @param explained what became of the address that was asked about, if the case has it
   */
  public record Outcome(
      String name, List<String> failures, List<String> notes, Optional<Explained> explained) {

    /** Copies the lists. */
    public Outcome {
      failures = List.copyOf(failures);
      notes = List.copyOf(notes);
    }

    /** Returns whether all was as it must be. */
    public boolean passed() {
      return failures.isEmpty();
    }
  }

  /**
   * What became of an address.
   *
   * @param state its state at the end of the case
   * @param verdict how it is judged then
   * @param at when the case ends
   */
  public record Explained(Verdict.State state, Verdict verdict, Instant at) {}

  /** Runs all cases as below, and explains no address. */
  static List<Outcome> run(
      SortedMap<String, String> ruleTexts, SortedMap<String, String> caseTexts, boolean mutates)
      throws RulesRefused {
    return run(ruleTexts, caseTexts, mutates, Optional.empty());
  }

  /**
   * Runs all cases, in the order of their names.
   *
   * @param ruleTexts the texts of the rules
   * @param caseTexts the texts of the cases
   * @param mutates whether to run each case again without each vote behind each listing it expects
   * @param explain an address to explain at the end of each case that has it
   * @throws RulesRefused if rules or cases cannot be read
   */
  public static List<Outcome> run(
      SortedMap<String, String> ruleTexts,
      SortedMap<String, String> caseTexts,
      boolean mutates,
      Optional<Address> explain)
      throws RulesRefused {
    List<Outcome> outcomes = new ArrayList<>();
    for (RuleCase one : CaseReader.read(ruleTexts, caseTexts)) {
      outcomes.add(new RulesTest(one, mutates).outcome(explain));
    }
    return outcomes;
  }

  private boolean has(Address address) {
    return rules.signals().stream().anyMatch(signal -> signal.address().equals(address))
        || rules.expectations().stream().anyMatch(one -> one.address().equals(address));
  }

  private Outcome outcome(Optional<Address> explain) {
    CaseRun run = CaseRun.of(rules, Optional.empty());
    for (RuleCase.Expectation expectation : rules.expectations()) {
      compare(expectation, run.found(expectation));
    }
    for (RuleCase.Never never : rules.nevers()) {
      run.broken(never)
          .ifPresent(
              change ->
                  fail(
                      never.line(),
                      change.verdict().address()
                          + " became "
                          + RuleCase.word(change.verdict().state())
                          + " at "
                          + RuleCase.time(CaseRun.since(change))
                          + ", which must never be"));
    }
    if (mutates) {
      rules.expectations().forEach(this::mutate);
    }
    return new Outcome(
        rules.name(), failures, notes, explain.filter(this::has).map(run::explained));
  }

  private void fail(int line, String message) {
    failures.add("expect.yaml:" + line + ": " + message);
  }

  private static String at(RuleCase.Expectation expectation) {
    return expectation.address() + " at " + RuleCase.time(expectation.at());
  }

  private static String is(CaseRun.Found found) {
    String tier = RuleCase.word(found.tier());
    return found.causes().isEmpty() ? tier : tier + " (" + String.join(", ", found.causes()) + ")";
  }

  private void compare(RuleCase.Expectation expectation, CaseRun.Found found) {
    if (found.tier() != expectation.tier()) {
      fail(
          expectation.line(),
          at(expectation) + " is " + is(found) + ", expected " + RuleCase.word(expectation.tier()));
      return;
    }
    expectation
        .because()
        .filter(cause -> !found.causes().contains(cause))
        .ifPresent(
            cause ->
                fail(
                    expectation.line(),
                    at(expectation) + " is " + is(found) + ", but not because of " + cause));
    expectation
        .reason()
        .forEach(
            (measure, wanted) -> {
              long counted = CaseRun.counts(found.verdict(), measure);
              if (counted != wanted) {
                fail(
                    expectation.line(),
                    at(expectation)
                        + " counts "
                        + RuleCase.word(measure)
                        + " "
                        + shown(measure, counted)
                        + ", expected "
                        + shown(measure, wanted));
              }
            });
  }

  private static String shown(RuleCase.Measure measure, long value) {
    return measure.isCount() ? Long.toString(value) : Micro.toDecimal(value).toPlainString();
  }

  private void mutate(RuleCase.Expectation expectation) {
    if (expectation.tier() == RuleCase.Tier.NONE) {
      return;
    }
    for (long organisation : CaseRun.reporters(rules, expectation.address())) {
      CaseRun.Found found =
          CaseRun.of(rules, Optional.of(new CaseRun.Dropped(organisation, expectation.address())))
              .found(expectation);
      String mutant = at(expectation) + " without organisation " + organisation;
      notes.add(mutant + " is " + is(found));
      check(
          expectation, Optional.ofNullable(expectation.without().get(organisation)), found, mutant);
    }
  }

  private void check(
      RuleCase.Expectation expectation,
      Optional<String> named,
      CaseRun.Found found,
      String mutant) {
    boolean missed = found.tier().compareTo(expectation.tier()) < 0;
    if (missed && named.isEmpty()) {
      fail(expectation.line(), mutant + " is " + is(found) + ", and the case does not say so");
    }
    named.ifPresent(
        cause -> {
          if (!missed || !found.misses(expectation.tier(), cause)) {
            fail(expectation.line(), mutant + " is " + is(found) + ", but should miss " + cause);
          }
        });
  }
}
