package org.tocsin.notification;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What operators can be told of. */
public enum Event {
  /** The oldest open case waits longer than it should. */
  QUEUE_AGE(true),
  /** A release would change too much and waits for a person. */
  PARKED_RUN(true),
  /** Somebody reported what cannot be an attacker. */
  CANARY_HIT(false),
  /** What is served, or what is kept, is not what it has to be. */
  FAILED_CHECK(true),
  /** Somebody says that an address should not be listed. */
  APPEAL(false);

  private final boolean lasting;

  Event(boolean lasting) {
    this.lasting = lasting;
  }

  /** Returns whether it can end and begin again; what happened once is told once. */
  boolean lasting() {
    return lasting;
  }

  /** Returns its name in requests, answers and messages. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the names of all. */
  public static List<String> texts() {
    return Arrays.stream(values()).map(Event::text).toList();
  }

  /** Returns the event of a name that {@link #text} gave. */
  public static Event of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
