package org.tocsin.agent.community;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * Sends what waits in the outbox and takes out what the server has. A batch that the server refuses
 * for what is in it is halved until the one signal is found, which is set aside so that it cannot
 * hold up the others. One thread sends.
 */
final class SignalPush {
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final int WORTH_PACKING = 1024;

  private final MemberCalls calls;
  private final Outbox outbox;
  private final int batch;
  private final Duration deadline;
  private final Consumer<Notice> notices;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong setAside = new AtomicLong();

  SignalPush(
      MemberCalls calls, Outbox outbox, int batch, Duration deadline, Consumer<Notice> notices) {
    this.calls = calls;
    this.outbox = outbox;
    this.batch = batch;
    this.deadline = deadline;
    this.notices = notices;
  }

  long sent() {
    return sent.get();
  }

  long setAside() {
    return setAside.get();
  }

  /** Sends until nothing waits; what fails stays where it is. */
  void push() throws CallFailed, IOException {
    Outbox.Batch next = outbox.next(batch);
    while (!next.signals().isEmpty()) {
      send(next.signals());
      outbox.remove(next);
      next = outbox.next(batch);
    }
  }

  private void send(List<byte[]> signals) throws CallFailed {
    Reply reply = posted(Outbox.array(signals));
    if (reply.isSuccess()) {
      sent.addAndGet(signals.size());
      return;
    }
    if (!isForWhatIsInIt(reply.status())) {
      throw reply.failure();
    }
    if (signals.size() == 1) {
      setAside.incrementAndGet();
      notices.accept(
          new Notice(
              Notice.Kind.LOST,
              "the server refuses a signal: HTTP " + reply.status() + ", set aside"));
      return;
    }
    int middle = signals.size() / 2;
    send(signals.subList(0, middle));
    send(signals.subList(middle, signals.size()));
  }

  private static boolean isForWhatIsInIt(int status) {
    return status == 400 || status == 413 || status == 422;
  }

  private Reply posted(byte[] body) throws CallFailed {
    URI uri = calls.url().resolve("v3/signals");
    boolean pack = body.length > WORTH_PACKING;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(pack ? packed(body) : body));
    if (pack) {
      request.header("Content-Encoding", "gzip");
    }
    return calls.send(request, LONGEST_ANSWER, deadline);
  }

  private static byte[] packed(byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("written to memory only", e);
    }
    return packed.toByteArray();
  }
}
