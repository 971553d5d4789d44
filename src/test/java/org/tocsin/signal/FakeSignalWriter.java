package org.tocsin.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A database whose commits end when a test lets them, and as the test wants. */
final class FakeSignalWriter implements SignalWriter {

  private final BlockingQueue<List<EncodedBatch>> begun = new LinkedBlockingQueue<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Semaphore commits = new Semaphore(0);

  @Override
  public void write(List<EncodedBatch> batches) throws SignalsNotStored {
    begun.add(batches);
    commits.acquireUninterruptibly();
    Throwable failure = failures.poll();
    if (failure instanceof SignalsNotStored e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  /** Lets that many writes end. */
  void commit(int writes) {
    commits.release(writes);
  }

  /** Has the next writes that end fail like this, in this order. */
  void fail(Throwable... next) {
    failures.addAll(List.of(next));
  }

  /** Returns what the next write holds, once it has begun. */
  List<EncodedBatch> begun() throws InterruptedException {
    List<EncodedBatch> batches = begun.poll(10, TimeUnit.SECONDS);
    assertThat(batches).as("a write that begins").isNotNull();
    return List.copyOf(batches);
  }

  boolean idle() {
    return begun.isEmpty();
  }
}
