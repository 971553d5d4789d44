package org.tocsin.signal;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Lets concurrent batches share commits. One thread takes everything that waits, up to a limit,
 * writes it in one transaction, and completes those callers; what arrives meanwhile waits for the
 * next commit. Callers wait however busy the database is, because an agent that is told to come
 * back later throws its signals away; only the bound on memory refuses. Thread-safe.
 */
final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(GroupCommit.class);

  private record Waiting(SignalBatch batch, CompletableFuture<Void> done) {}

  /**
   * The bounds of the queue.
   *
   * @param signalsInMemory how many signals may wait before batches are refused
   * @param signalsPerCommit how many signals one transaction takes at most, a single larger batch
   *     excepted
   */
  record Limits(int signalsInMemory, int signalsPerCommit) {}

  private final SignalWriter writer;
  private final Limits limits;
  private final MeterRegistry metrics;
  private final Timer commits;
  private final DistributionSummary commitSizes;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  // Guarded by lock.
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private int signalsWaiting;
  private boolean closed;

  GroupCommit(SignalWriter writer, Limits limits, MeterRegistry metrics) {
    this.writer = writer;
    this.limits = limits;
    this.metrics = metrics;
    this.commits = metrics.timer("signal.commit");
    this.commitSizes = metrics.summary("signal.commit.size");
    Gauge.builder("signal.queue.size", this, GroupCommit::signalsWaiting).register(metrics);
    this.thread = new Thread(this::run, "signal-commit");
    thread.start();
  }

  CompletionStage<Void> submit(SignalBatch batch) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    int size = batch.signals().size();
    lock.lock();
    try {
      if (closed) {
        done.completeExceptionally(new SignalsNotStored("the server is stopping"));
      } else if (signalsWaiting + size > limits.signalsInMemory && !queue.isEmpty()) {
        done.completeExceptionally(
            new SignalsNotStored("too many signals are waiting to be stored"));
      } else {
        queue.add(new Waiting(batch, done));
        signalsWaiting += size;
        arrived.signal();
      }
    } finally {
      lock.unlock();
    }
    return done;
  }

  private double signalsWaiting() {
    lock.lock();
    try {
      return signalsWaiting;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (List<Waiting> group = next(); !group.isEmpty(); group = next()) {
      commit(group);
    }
  }

  /** Waits for batches; an empty group means that the queue is closed and drained. */
  private List<Waiting> next() {
    List<Waiting> group = new ArrayList<>();
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        arrived.awaitUninterruptibly();
      }
      int size = 0;
      while (!queue.isEmpty()
          && (group.isEmpty() || size + sizeOf(queue.peek()) <= limits.signalsPerCommit)) {
        Waiting waiting = queue.remove();
        size += sizeOf(waiting);
        group.add(waiting);
      }
      signalsWaiting -= size;
    } finally {
      lock.unlock();
    }
    return group;
  }

  private static int sizeOf(Waiting waiting) {
    return waiting.batch.signals().size();
  }

  private void commit(List<Waiting> group) {
    List<SignalBatch> batches = group.stream().map(Waiting::batch).toList();
    Timer.Sample sample = Timer.start(metrics);
    try {
      writeOrRetryOnce(batches);
    } catch (SignalsNotStored | RuntimeException e) {
      LOG.error("Signals of a commit were not stored; their agents are told so", e);
      SignalsNotStored failure = new SignalsNotStored("the signals could not be stored", e);
      group.forEach(waiting -> waiting.done.completeExceptionally(failure));
      return;
    }
    sample.stop(commits);
    commitSizes.record(batches.stream().mapToInt(batch -> batch.signals().size()).sum());
    group.forEach(waiting -> waiting.done.complete(null));
  }

  /**
   * A commit whose answer was lost may have happened; the signals' identities make the second try
   * harmless.
   */
  private void writeOrRetryOnce(List<SignalBatch> batches) throws SignalsNotStored {
    try {
      writer.write(batches);
    } catch (SignalsNotStored e) {
      LOG.warnf("%s, trying once more", e.getMessage());
      writer.write(batches);
    }
  }

  /** Refuses new batches, commits those that wait, and returns when they are committed. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
