package org.tocsin.agent.parser;

/** A rule made an event meaningless: parsing it stops. */
final class EventDropped extends RuntimeException {
  EventDropped(String message) {
    super(message, null, false, false);
  }
}
