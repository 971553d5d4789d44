package org.tocsin.agent.scenario;

import java.util.BitSet;
import java.util.List;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.Program;

/**
 * Weighs what is seen of a bucket.
 *
 * @param prior how likely an attack is before anything is seen
 * @param threshold from which likelihood on the bucket runs over
 * @param observations what is weighed
 */
record Bayes(double prior, double threshold, List<Observation> observations) {

  /**
   * Something that may hold of a bucket.
   *
   * @param condition what may hold
   * @param ifEvil how likely it is with an attack
   * @param ifBenign how likely it is without
   * @param sticky whether it stays once it held
   */
  record Observation(Program condition, double ifEvil, double ifBenign, boolean sticky) {}

  /**
   * Whether what holds makes an attack likely enough.
   *
   * @param stuck the sticky observations that held before; updated
   */
  boolean decides(BitSet stuck, Object... variables) {
    double likelihood = prior;
    for (int i = 0; i < observations.size(); i++) {
      Observation observation = observations.get(i);
      boolean held = stuck.get(i) || holds(observation, variables);
      if (held && observation.sticky()) {
        stuck.set(i);
      }
      double evil = held ? observation.ifEvil() : 1 - observation.ifEvil();
      double benign = held ? observation.ifBenign() : 1 - observation.ifBenign();
      double both = evil * likelihood + benign * (1 - likelihood);
      likelihood = both == 0 ? 0 : evil * likelihood / both;
    }
    return likelihood >= threshold;
  }

  private static boolean holds(Observation observation, Object... variables) {
    try {
      return observation.condition().test(variables);
    } catch (EvaluationFailure e) {
      return false;
    }
  }
}
