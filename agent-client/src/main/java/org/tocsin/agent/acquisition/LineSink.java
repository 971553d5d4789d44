package org.tocsin.agent.acquisition;

import org.tocsin.agent.event.Line;

/** What lines are given to, by several threads at once. */
public interface LineSink {
  /**
   * Takes a line the whole way. When this returns the line counts as read and will not be given
   * again; what is thrown drops the line, which is counted and noted.
   *
   * @param replayed whether the line counts by the time in it
   */
  void take(Line line, boolean replayed);
}
