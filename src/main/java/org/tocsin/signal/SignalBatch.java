package org.tocsin.signal;

import java.time.Instant;
import java.util.List;
import org.tocsin.enrolment.Agent;

/**
 * What one agent pushed at once.
 *
 * @param agent who pushed, by its token and never by what the body says
 * @param receivedAt the server's clock when the batch arrived
 * @param signals the signals that were understood
 */
public record SignalBatch(Agent agent, Instant receivedAt, List<Signal> signals) {

  /** Copies the list. */
  public SignalBatch {
    signals = List.copyOf(signals);
  }
}
