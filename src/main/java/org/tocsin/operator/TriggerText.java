package org.tocsin.operator;

import org.tocsin.curation.Trigger;

/** Says what triggers mean, for people who do not know their names. */
public final class TriggerText {

  private TriggerText() {}

  /** Says it in one sentence. */
  public static String of(Trigger trigger) {
    return switch (trigger) {
      case PROTECTED ->
          "It meets the floors, but lies in a range that is listed only if a person agrees.";
      case NO_ANCHOR ->
          "Many organisations report it, but no honeypot and nobody you vouch for saw it.";
      case VELOCITY ->
          "Most of its score is from organisations that are new or report far more than they used"
              + " to.";
      case DIVERSITY ->
          "Many organisations report it, but they stand in few networks or enrolled in few weeks.";
      case CLIQUE -> "The same group of organisations carries one address after another.";
      case BAIT ->
          "An organisation reported an address that cannot be an attacker: a decoy or a canary.";
      case APPEAL -> "Somebody says that this address should not be listed.";
      case RANGE ->
          "Many addresses of this range are listed; ranges are never listed by" + " themselves.";
      case BREAKER ->
          "A run would have changed too much of the list at once; until you decide, the last list"
              + " is served.";
    };
  }
}
