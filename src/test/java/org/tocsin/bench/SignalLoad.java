package org.tocsin.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Agents that push signals, each over a connection of its own, each its next batch as soon as the
 * last one is answered.
 */
final class SignalLoad {

  /**
   * What came of a push.
   *
   * @param acknowledged how many signals were answered 200
   * @param refused how many batches were answered anything else
   * @param seconds from the first request to the last answer
   * @param latencies of every batch
   */
  record Outcome(long acknowledged, long refused, double seconds, Latencies latencies) {

    double perSecond() {
      return acknowledged / seconds;
    }
  }

  /** When an agent stops. */
  private interface Until {
    boolean over(long now, long sentBatches);
  }

  private record Agent(long acknowledged, long refused, List<Long> latencies) {}

  private final URI server;
  private final List<SignalRequest> requests;
  private final AtomicLong nextAddress = new AtomicLong();

  /** Every token is an agent; its request is written here, before any clock runs. */
  SignalLoad(URI server, List<String> tokens, int signalsPerBatch, int scenarios) {
    this.server = server;
    this.requests = new ArrayList<>();
    for (String token : tokens) {
      requests.add(SignalRequest.of(server, token, signalsPerBatch, scenarios, System.nanoTime()));
    }
  }

  int bytesPerRequest() {
    return requests.get(0).length();
  }

  /** Pushes new addresses for that long. */
  Outcome pushFor(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    return push((now, sent) -> now - end >= 0);
  }

  /** Pushes that many addresses, the same ones whenever a new load is asked. */
  Outcome push(int addresses) {
    int batches = addresses / requests.get(0).signals() / requests.size();
    return push((now, sent) -> sent == batches);
  }

  private Outcome push(Until until) {
    ExecutorService threads = Executors.newFixedThreadPool(requests.size());
    CountDownLatch connected = new CountDownLatch(requests.size());
    try {
      List<Future<Agent>> running = new ArrayList<>();
      long start = System.nanoTime();
      for (SignalRequest request : requests) {
        Callable<Agent> work = () -> agent(request, until, connected);
        running.add(threads.submit(work));
      }
      List<Agent> agents = new ArrayList<>();
      for (Future<Agent> agent : running) {
        agents.add(agent.get());
      }
      return sum(agents, Machine.seconds(System.nanoTime() - start));
    } catch (ExecutionException e) {
      throw new BenchmarkFailed("pushing signals failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkFailed("interrupted");
    } finally {
      threads.shutdownNow();
    }
  }

  private Agent agent(SignalRequest request, Until until, CountDownLatch connected)
      throws IOException, InterruptedException {
    long acknowledged = 0;
    long refused = 0;
    List<Long> latencies = new ArrayList<>();
    try (LoadConnection connection = new LoadConnection(server)) {
      connected.countDown();
      connected.await();
      for (long now = System.nanoTime(); !until.over(now, latencies.size()); ) {
        byte[] bytes = request.stamped(nextAddress.getAndAdd(request.signals()));
        long sent = System.nanoTime();
        int status = connection.exchange(bytes);
        now = System.nanoTime();
        latencies.add(now - sent);
        if (status == 200) {
          acknowledged += request.signals();
        } else {
          refused++;
        }
      }
    }
    return new Agent(acknowledged, refused, latencies);
  }

  private static Outcome sum(List<Agent> agents, double seconds) {
    return new Outcome(
        agents.stream().mapToLong(Agent::acknowledged).sum(),
        agents.stream().mapToLong(Agent::refused).sum(),
        seconds,
        new Latencies(agents.stream().flatMap(agent -> agent.latencies.stream()).toList()));
  }
}
