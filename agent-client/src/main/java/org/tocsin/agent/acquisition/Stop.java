package org.tocsin.agent.acquisition;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of everything, once it is asked for. */
final class Stop {
  private final CountDownLatch latch = new CountDownLatch(1);

  void ask() {
    latch.countDown();
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
