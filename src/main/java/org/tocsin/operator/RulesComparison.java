package org.tocsin.operator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Tells what other rules would have made of what is stored. Nothing that it does takes effect. */
public interface RulesComparison {

  /**
   * An address that is listed otherwise.
   *
   * @param address the address
   * @param from its state by the old rules
   * @param to its state by the new rules
   * @param because why the rules by which it is listed less do not list it further
   */
  record Change(String address, String from, String to, String because) {}

  /**
   * What differs at the end.
   *
   * @param signals how many stored signals were curated
   * @param enter which addresses enter a list, or one that more people get
   * @param leave which leave one
   * @param seconds how long it took
   */
  record Outcome(long signals, List<Change> enter, List<Change> leave, double seconds) {}

  /** Rules that were understood, and signals that are not too many. */
  interface Prepared {

    /** Returns the digests of both sets of rules. */
    String subject();

    /**
     * Compares.
     *
     * @param whileWorking called again and again; what it throws ends the work
     */
    Outcome run(Runnable whileWorking);
  }

  /** What cannot be compared. */
  final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** Names what is wrong with the rules, or with nothing in them if there are no problems. */
    public Refused(String message, List<String> problems) {
      super(message);
      this.problems = List.copyOf(problems);
    }

    /** Returns what is wrong with the rules. */
    public List<String> problems() {
      return problems;
    }
  }

  /**
   * Reads both sets of rules and looks how much there is to do.
   *
   * @param before the text of each file by its name, or nothing for the rules in force
   * @param after the same of the other rules
   * @param last how far back to begin
   * @throws Refused if rules are not understood or there is too much to do
   */
  Prepared prepare(
      Optional<SortedMap<String, String>> before,
      Optional<SortedMap<String, String>> after,
      Duration last)
      throws Refused;
}
