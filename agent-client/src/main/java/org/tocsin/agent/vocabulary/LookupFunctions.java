package org.tocsin.agent.vocabulary;

import static org.tocsin.agent.expression.Function.text;

import java.util.Map;
import org.tocsin.agent.expression.Function;
import org.tocsin.agent.expression.Type;

/**
 * Functions that look into data files and stashes. Data files have to be loaded before expressions
 * are compiled, which may look into them once and for all.
 */
final class LookupFunctions {
  private LookupFunctions() {}

  static Map<String, Function> over(DataFiles files, Stashes stashes) {
    return Map.of(
        "File",
        Function.of(Type.listOf(Type.TEXT), 1, a -> files.lines(text(a, 0, "File"))),
        "RegexpInFile",
        Function.of(
            Type.BOOL,
            2,
            a -> files.anyRegexFinds(text(a, 0, "RegexpInFile"), text(a, 1, "RegexpInFile"))),
        "LookupFile",
        Function.of(
            Type.TEXT, 2, a -> files.tag(text(a, 0, "LookupFile"), text(a, 1, "LookupFile"))),
        "GetFromStash",
        Function.of(
                Type.TEXT,
                2,
                a -> stashes.get(text(a, 0, "GetFromStash"), text(a, 1, "GetFromStash")))
            .withEffects());
  }
}
