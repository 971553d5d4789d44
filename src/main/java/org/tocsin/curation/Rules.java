package org.tocsin.curation;

import java.util.List;

/**
 * Everything an operator decided in advance.
 *
 * @param policy the numbers
 * @param scenarios what each scenario proves
 * @param exemptions what is never listed
 * @param digest SHA-256 in hex of the files the rules were read from: other rules, other digest
 */
public record Rules(
    Policy policy, ScenarioWeights scenarios, List<Exemption> exemptions, String digest) {

  /** Copies the list. */
  public Rules {
    exemptions = List.copyOf(exemptions);
  }
}
