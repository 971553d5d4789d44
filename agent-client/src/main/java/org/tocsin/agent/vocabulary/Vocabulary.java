package org.tocsin.agent.vocabulary;

import java.util.HashMap;
import java.util.Map;
import org.tocsin.agent.expression.Function;

/** All functions of rules by the names they have there. */
public final class Vocabulary {
  private Vocabulary() {}

  /** The functions, looking into these data files and stashes. */
  public static Map<String, Function> over(DataFiles files, Stashes stashes) {
    Map<String, Function> all = new HashMap<>();
    all.putAll(TextFunctions.all());
    all.putAll(StructuredFunctions.all());
    all.putAll(NetworkFunctions.ALL);
    all.putAll(IntervalFunctions.ALL);
    all.putAll(LookupFunctions.over(files, stashes));
    return all;
  }
}
