package org.tocsin.agent.hubtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.ExpressionRefused;
import org.tocsin.agent.expression.Function;
import org.tocsin.agent.expression.Language;
import org.tocsin.agent.expression.Type;
import org.tocsin.agent.vocabulary.DataFiles;
import org.tocsin.agent.vocabulary.Stashes;
import org.tocsin.agent.vocabulary.Vocabulary;

/** The lines of an assertion file, each of which has to hold of the results. */
final class Assertions {
  private static final Pattern COMPARISON = Pattern.compile("[^ \\t]+ == .*");
  private static final Pattern PATH_COMPARISON = Pattern.compile("(?<left>\\S+) == (?<right>.*)");
  private static final double CLOSE = 1e-6;

  private final Language language;

  Assertions(DataFiles files, Stashes stashes) {
    language =
        Language.of(Vocabulary.over(files, stashes))
            .withFunctions(
                Map.of(
                    "basename", Function.of(Type.TEXT, 1, a -> basename(a[0])),
                    "FloatApproxEqual", Function.of(Type.BOOL, 2, a -> close(a[0], a[1]))))
            .with("results", Type.ANY);
  }

  private static String basename(Object path) {
    if (path instanceof String text) {
      return text.substring(text.lastIndexOf('/') + 1);
    }
    throw new EvaluationFailure("basename of what is no string");
  }

  private static boolean close(Object first, Object second) {
    if (first instanceof Number a && second instanceof Number b) {
      return Math.abs(a.doubleValue() - b.doubleValue()) < CLOSE;
    }
    throw new EvaluationFailure("FloatApproxEqual of what is no number");
  }

  /**
   * What an assertion file says of the results.
   *
   * @param failures the lines that do not hold, or cannot be computed
   * @param warnings the lines that do not hold but that the upstream runner does not count
   */
  record Verdict(List<String> failures, List<String> warnings) {}

  /**
   * Checks each line.
   *
   * @param lenient whether only comparisons count
   */
  Verdict check(String text, Object results, boolean lenient) {
    List<String> failures = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank()) {
        String problem = problem(line.strip(), results);
        boolean counts = !lenient || !problem.equals(FALSE) || COMPARISON.matcher(line).find();
        if (!problem.isEmpty()) {
          (counts ? failures : warnings).add(line.strip() + problem);
        }
      }
    }
    return new Verdict(failures, warnings);
  }

  private static final String FALSE = ": does not hold";

  private String problem(String line, Object results) {
    String assertion = line;
    Matcher comparison = PATH_COMPARISON.matcher(line);
    if (line.contains("datasource_path") && !line.contains("basename(") && comparison.matches()) {
      assertion = "basename(" + comparison.group("left") + ") == " + comparison.group("right");
    }
    try {
      return language.compileCondition(assertion).test(results) ? "" : FALSE;
    } catch (EvaluationFailure | ExpressionRefused e) {
      return ": " + e.getMessage();
    }
  }
}
