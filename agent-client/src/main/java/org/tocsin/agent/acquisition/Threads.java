package org.tocsin.agent.acquisition;

/** Threads as all sources have them. */
final class Threads {
  private Threads() {}

  /** Starts a thread that does not keep the program running. */
  static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, "acquisition " + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
