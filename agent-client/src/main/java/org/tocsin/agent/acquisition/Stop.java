package org.tocsin.agent.acquisition;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of everything, once it is asked for, and who has to come to it. */
final class Stop {
  private final CountDownLatch latch = new CountDownLatch(1);
  private final Set<Thread> started = ConcurrentHashMap.newKeySet();

  void ask() {
    latch.countDown();
  }

  /** Starts a thread that is waited for in the end. */
  void start(String name, Runnable work) {
    started.removeIf(thread -> !thread.isAlive());
    started.add(Threads.start(name, work));
  }

  /** The threads to be waited for, some of which may have ended. */
  Set<Thread> started() {
    return Set.copyOf(started);
  }

  boolean asked() {
    return latch.getCount() == 0;
  }

  /** Waits as long, or until the end is asked for, and says whether it is; so does an interrupt. */
  boolean within(Duration time) {
    try {
      return latch.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
