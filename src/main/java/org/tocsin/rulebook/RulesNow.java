package org.tocsin.rulebook;

import java.util.Optional;

/** The rules that decide now. */
public interface RulesNow {

  /** Returns their texts. */
  RuleTexts inForce();

  /** Returns why what is in the folder is not in force, file, line and key; empty if it is. */
  Optional<String> problem();
}
