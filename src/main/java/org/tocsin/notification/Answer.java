package org.tocsin.notification;

import java.util.OptionalInt;

/**
 * What came of sending a message.
 *
 * @param taken whether the other side took it
 * @param status what it answered, if it speaks HTTP
 * @param said what happened, in a line that may be kept and shown
 * @param body the beginning of its answer, for whoever asked for a test
 */
public record Answer(boolean taken, OptionalInt status, String said, String body) {

  static Answer failed(String why) {
    return new Answer(false, OptionalInt.empty(), why, "");
  }
}
