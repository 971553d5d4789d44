package org.tocsin.agent.community;

import java.time.Duration;
import java.util.Optional;

/** A call to the server that brought nothing usable. The message is one clean line. */
final class CallFailed extends Exception {
  private final int status;
  private final transient Optional<Duration> retryAfter;

  /** No answer at all, or none that can be relied upon. */
  CallFailed(String message) {
    this(message, 0, Optional.empty());
  }

  CallFailed(String message, int status, Optional<Duration> retryAfter) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** The status of the answer, 0 if there was none. */
  int status() {
    return status;
  }

  /** How long the server asked to be left alone. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
