package org.tocsin.agent.parser;

import java.time.Duration;
import java.util.Map;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.Program;
import org.tocsin.agent.vocabulary.Stashes;

/**
 * What a node remembers for later lines.
 *
 * @param stash where
 * @param key under which key; not a string: nothing is remembered
 * @param value what; not a string: nothing is remembered
 * @param timeToLive for how long
 * @param size how many values the stash holds
 */
record StashEntry(String stash, Program key, Program value, Duration timeToLive, int size) {

  void remember(Stashes stashes, Object[] variables) {
    try {
      if (key.evaluate(variables) instanceof String name
          && value.evaluate(variables) instanceof String text) {
        stashes.put(stash, size, timeToLive, Map.entry(name, text));
      }
    } catch (EvaluationFailure e) {
      // The event lacks what would be remembered.
      return;
    }
  }
}
