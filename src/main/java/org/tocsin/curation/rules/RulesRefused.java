package org.tocsin.curation.rules;

import java.util.List;
import java.util.stream.Collectors;

/** The rules cannot be used; nothing of them takes effect. */
public final class RulesRefused extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<RulesProblem> problems;

  /** Carries all problems that were found. */
  public RulesRefused(List<RulesProblem> problems) {
    super(problems.stream().map(RulesProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems, in the order of files and lines. */
  public List<RulesProblem> problems() {
    return problems;
  }
}
