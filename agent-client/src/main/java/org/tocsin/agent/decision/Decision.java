package org.tocsin.agent.decision;

import java.time.Instant;

/**
 * What is to be done about somebody.
 *
 * @param uuid its name among machines
 * @param origin who decided: {@code crowdsec} for a scenario, {@code cscli} for a person, {@code
 *     cscli-import} for a file
 * @param scenario why
 * @param type what: {@code ban}, {@code captcha} or a word of the bouncers' own
 * @param target about whom
 * @param from when it was made
 * @param until when it ends
 * @param simulated whether it is only written down and never handed to a bouncer
 */
public record Decision(
    String uuid,
    String origin,
    String scenario,
    String type,
    Target target,
    Instant from,
    Instant until,
    boolean simulated) {

  /** The origins bouncers know. */
  public static final String BY_SCENARIO = "crowdsec";

  public static final String BY_HAND = "cscli";
  public static final String BY_IMPORT = "cscli-import";

  boolean isActive(Instant now) {
    return now.isBefore(until);
  }

  Decision endingAt(Instant end) {
    return new Decision(uuid, origin, scenario, type, target, from, end, simulated);
  }
}
