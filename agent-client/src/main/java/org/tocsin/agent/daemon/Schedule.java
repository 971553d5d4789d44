package org.tocsin.agent.daemon;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the agent does again and again. What goes wrong once is told and done again all the same.
 */
final class Schedule implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(26);
  private static final Duration AFTER_TROUBLE = Duration.ofMinutes(1);

  private final ScheduledExecutorService threads;
  private final InstantSource clock;
  private final Consumer<String> notes;

  Schedule(int threads, InstantSource clock, Consumer<String> notes) {
    this.threads =
        Executors.newScheduledThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "agent");
              thread.setDaemon(true);
              return thread;
            });
    this.clock = clock;
    this.notes = notes;
  }

  /** Does something now, and again whenever it said. */
  void repeat(String name, Supplier<Instant> work) {
    run(name, work, Duration.ZERO);
  }

  /** Does something over and over with a pause between. */
  void every(String name, Duration pause, Runnable work) {
    repeat(
        name,
        () -> {
          work.run();
          return clock.instant().plus(pause);
        });
  }

  private void run(String name, Supplier<Instant> work, Duration wait) {
    Runnable once =
        () -> {
          Duration next = AFTER_TROUBLE;
          try {
            Instant due = work.get();
            next = Duration.between(clock.instant(), due);
          } catch (Throwable e) {
            // Whatever it was, memory included: nothing of this may end without a word.
            notes.accept(name + " went wrong and is tried again in a minute: " + e);
          }
          if (!threads.isShutdown()) {
            run(name, work, bounded(next));
          }
        };
    ScheduledFuture<?> planned = threads.schedule(once, wait.toMillis(), TimeUnit.MILLISECONDS);
    if (planned.isCancelled()) {
      notes.accept(name + " ends");
    }
  }

  /** A clock that was put forward or back meanwhile must not lead to a wait without end. */
  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        notes.accept("something did not end within " + PATIENCE.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
