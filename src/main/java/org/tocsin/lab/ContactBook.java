package org.tocsin.lab;

import java.util.Arrays;

/**
 * When which attacker met which honest organisation, whatever became of it. Kept apart from the
 * reports, because an attacker that a list keeps out is still there.
 */
final class ContactBook {

  /** A contact is a first one if the organisation has not met the attacker for this long. */
  private static final long FIRST_AFTER = 72 * Timeline.HOUR;

  /** How many different organisations are told apart for each attacker. */
  private static final int TOLD_APART = 3;

  private final long evaluateFrom;
  private final Numbering pairs = new Numbering();
  private final Numbering attackers = new Numbering();
  private long[] lastOfPair = new long[1 << 12];
  private long[] first = new long[1 << 10];
  private long[] last = new long[1 << 10];
  private int[] organisations = new int[1 << 10];
  private int[] evaluated = new int[1 << 10];

  ContactBook(long evaluateFrom) {
    this.evaluateFrom = evaluateFrom;
  }

  /** Writes a contact down; returns whether it is a first one for that organisation. */
  boolean contact(Report report) {
    int known = pairs.size();
    int pair =
        pairs.of((long) report.organisation() << 32 | Integer.toUnsignedLong(report.address()));
    if (pair == lastOfPair.length) {
      lastOfPair = Arrays.copyOf(lastOfPair, 2 * pair);
    }
    boolean newPair = pair == known;
    long before = newPair ? Long.MIN_VALUE : lastOfPair[pair];
    lastOfPair[pair] = report.at();
    note(report, newPair, before < evaluateFrom);
    return newPair || report.at() - before > FIRST_AFTER;
  }

  private void note(Report report, boolean newPair, boolean notEvaluatedYet) {
    int known = attackers.size();
    int number = attackers.of(report.address());
    if (number == first.length) {
      first = Arrays.copyOf(first, 2 * number);
      last = Arrays.copyOf(last, 2 * number);
      organisations = Arrays.copyOf(organisations, 2 * number);
      evaluated = Arrays.copyOf(evaluated, 2 * number);
    }
    if (number == known) {
      first[number] = report.at();
    }
    last[number] = report.at();
    if (newPair) {
      organisations[number]++;
    }
    if (report.at() >= evaluateFrom && notEvaluatedYet) {
      evaluated[number]++;
    }
  }

  /** Returns when the attacker first met anybody, or -1. */
  long first(int address) {
    int number = attackers.find(address);
    return number < 0 ? -1 : first[number];
  }

  /** Returns when the attacker last met anybody, or -1. */
  long last(int address) {
    int number = attackers.find(address);
    return number < 0 ? -1 : last[number];
  }

  /** Returns whether three organisations or more met the attacker. */
  boolean widespread(int address) {
    int number = attackers.find(address);
    return number >= 0 && organisations[number] >= TOLD_APART;
  }

  /** Returns whether three organisations or more met the attacker while figures are taken. */
  boolean widespreadInEvaluation(int address) {
    int number = attackers.find(address);
    return number >= 0 && evaluated[number] >= TOLD_APART;
  }
}
