package org.tocsin.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Reports that a campaign has decided on and not yet sent, handed out when they are due. */
final class Agenda {

  private static final Comparator<Report> IN_ORDER =
      Comparator.comparingLong(Report::at)
          .thenComparingInt(Report::agent)
          .thenComparingInt(Report::address)
          .thenComparing(Report::kind);

  private final PriorityQueue<Report> waiting = new PriorityQueue<>(IN_ORDER);

  void add(Report report) {
    waiting.add(report);
  }

  /** Returns, in order, what is to be sent before {@code until}, and forgets it. */
  List<Report> due(long until) {
    List<Report> due = new ArrayList<>();
    for (Report next = waiting.peek(); next != null && next.at() < until; next = waiting.peek()) {
      due.add(waiting.remove());
    }
    return due;
  }
}
