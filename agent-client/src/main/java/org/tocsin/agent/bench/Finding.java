package org.tocsin.agent.bench;

import java.time.Instant;

/** That a scenario ran over, for whom and when by the time in the log. */
record Finding(String scenario, String source, Instant time) {

  /** Who was found, whenever that was. */
  record Attacker(String scenario, String source) {
    @Override
    public String toString() {
      return scenario + " " + source;
    }
  }

  Attacker attacker() {
    return new Attacker(scenario, source);
  }
}
