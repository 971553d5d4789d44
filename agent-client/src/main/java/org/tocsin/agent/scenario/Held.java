package org.tocsin.agent.scenario;

import org.tocsin.agent.event.Event;

/** What is kept of an event, shared by all buckets that hold it. */
final class Held {
  /** What a place in the queue of a bucket takes. */
  private static final int PLACE = 8;

  private final Event event;
  private final int bytes;
  private int holders;

  Held(Event event, int bytes) {
    this.event = event;
    this.bytes = bytes;
  }

  Event event() {
    return event;
  }

  /** One more bucket holds it. */
  void take(Footprint footprint) {
    footprint.add(PLACE);
    if (holders++ == 0) {
      footprint.add(bytes);
    }
  }

  /** One bucket less holds it. */
  void give(Footprint footprint) {
    footprint.add(-PLACE);
    if (--holders == 0) {
      footprint.add(-bytes);
    }
  }
}
