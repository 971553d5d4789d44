package org.tocsin.agent.decision;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tocsin.agent.expression.Program;

/**
 * Which alerts lead to which decisions.
 *
 * @param name what people call it
 * @param filters an alert for which one of them holds is meant
 * @param templates the decisions it leads to
 * @param durationExpression gives the duration of all of them; theirs holds where it gives none
 * @param endsOnSuccess whether no further profile is looked at once this one was meant
 * @param endsOnFailure whether no further profile is looked at once this one was not
 */
record Profile(
    String name,
    List<Program> filters,
    List<Template> templates,
    Optional<Program> durationExpression,
    boolean endsOnSuccess,
    boolean endsOnFailure) {

  /**
   * A decision yet without its alert.
   *
   * @param type what is to be done
   * @param duration for how long
   * @param scope about what of the source; as the alert says if it is empty
   */
  record Template(String type, Duration duration, String scope) {}
}
