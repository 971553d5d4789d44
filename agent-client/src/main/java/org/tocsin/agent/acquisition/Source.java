package org.tocsin.agent.acquisition;

import java.util.List;

/** Something that lines come from. */
interface Source extends AutoCloseable {
  /**
   * What is to be done, each in a thread of its own, until the end is asked for or nothing is left.
   */
  List<Runnable> work();

  /** Ends what waits; called after the end was asked for. */
  @Override
  void close();
}
