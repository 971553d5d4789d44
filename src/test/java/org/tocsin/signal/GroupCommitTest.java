package org.tocsin.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tocsin.address.Address;
import org.tocsin.enrolment.Agent;

/** Who shares a commit, when callers are answered, and what refuses them. */
@Timeout(30)
final class GroupCommitTest {

  private final FakeSignalWriter writer = new FakeSignalWriter();
  private final GroupCommit commits =
      new GroupCommit(writer, new GroupCommit.Limits(10, 5), new SimpleMeterRegistry());

  @AfterEach
  void close() {
    writer.commit(1_000);
    commits.close();
  }

  private static EncodedBatch batch(int size) {
    return StoredSignals.encoded(
        new SignalBatch(
            new Agent(1, "agent", OptionalLong.empty(), false),
            Instant.EPOCH,
            IntStream.range(0, size)
                .mapToObj(
                    i ->
                        new Signal(
                            new Address(Address.Family.IPV4, 0, i),
                            new Scenario("a/b", ""),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            true))
                .toList()));
  }

  private CompletableFuture<Void> submit(EncodedBatch batch) {
    return commits.submit(batch).toCompletableFuture();
  }

  private void waits(EncodedBatch batch) {
    assertThat(submit(batch)).isNotDone();
  }

  private static void stored(CompletableFuture<Void> answer) throws Exception {
    answer.get(10, TimeUnit.SECONDS);
  }

  private static void refused(CompletableFuture<Void> answer) {
    assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SignalsNotStored.class);
  }

  @Test
  void answersOnlyAfterTheWriteReturned() throws Exception {
    CompletableFuture<Void> answer = submit(batch(1));

    writer.begun();
    assertThat(answer).isNotDone();
    writer.commit(1);
    stored(answer);
  }

  @Test
  void sharesACommitAmongThoseWhoWaited() throws Exception {
    EncodedBatch second = batch(1);
    EncodedBatch third = batch(2);
    CompletableFuture<Void> one = submit(batch(1));
    writer.begun();
    CompletableFuture<Void> two = submit(second);
    CompletableFuture<Void> three = submit(third);

    writer.commit(1);
    stored(one);
    assertThat(writer.begun()).containsExactly(second, third);
    assertThat(two).isNotDone();
    assertThat(three).isNotDone();
    writer.commit(1);
    stored(two);
    stored(three);
  }

  @Test
  void takesNoMoreIntoACommitThanItsLimit() throws Exception {
    waits(batch(1));
    writer.begun();
    waits(batch(3));
    waits(batch(2));
    waits(batch(1));

    writer.commit(2);

    assertThat(writer.begun()).hasSize(2);
    assertThat(writer.begun()).hasSize(1);
  }

  @Test
  void commitsABatchThatIsLargerThanTheLimitByItself() throws Exception {
    CompletableFuture<Void> large = submit(batch(8));

    assertThat(writer.begun()).hasSize(1);
    writer.commit(1);
    stored(large);
  }

  @Test
  void triesAFailedWriteOnceMore() throws Exception {
    writer.fail(new SignalsNotStored("connection lost"));
    CompletableFuture<Void> answer = submit(batch(1));

    List<EncodedBatch> first = writer.begun();
    writer.commit(1);
    assertThat(writer.begun()).isEqualTo(first);
    assertThat(answer).isNotDone();
    writer.commit(1);
    stored(answer);
  }

  @Test
  void failsExactlyTheGroupWhoseWriteFailedTwice() throws Exception {
    writer.fail(new SignalsNotStored("first"), new SignalsNotStored("second"));
    CompletableFuture<Void> lost = submit(batch(1));
    writer.begun();
    CompletableFuture<Void> next = submit(batch(1));

    writer.commit(2);
    refused(lost);
    assertThat(next).isNotDone();
    writer.commit(1);
    stored(next);
  }

  @Test
  void doesNotRepeatAWriteThatFailedByAMistakeOfOurs() throws Exception {
    writer.fail(new IllegalStateException("mistake"));
    CompletableFuture<Void> answer = submit(batch(1));

    writer.begun();
    writer.commit(1);
    refused(answer);
    assertThat(writer.idle()).isTrue();
  }

  @Test
  void goesOnAfterAnErrorOfTheMachine() throws Exception {
    writer.fail(new OutOfMemoryError("test"));
    CompletableFuture<Void> answer = submit(batch(1));
    writer.commit(2);

    refused(answer);
    stored(submit(batch(1)));
  }

  @Test
  void letsBatchesWaitBelowTheBoundOnMemory() throws Exception {
    waits(batch(1));
    writer.begun();
    List<CompletableFuture<Void>> waiting =
        IntStream.range(0, 10).mapToObj(i -> submit(batch(1))).toList();

    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    writer.commit(3);
    for (CompletableFuture<Void> answer : waiting) {
      stored(answer);
    }
  }

  @Test
  void refusesBeyondTheBoundOnMemoryAtOnce() throws Exception {
    waits(batch(1));
    writer.begun();
    CompletableFuture<Void> last = submit(batch(10));

    refused(submit(batch(1)));
    writer.commit(2);
    stored(last);
  }

  @Test
  void takesBatchesAgainOnceThereIsRoom() throws Exception {
    waits(batch(1));
    writer.begun();
    CompletableFuture<Void> full = submit(batch(10));
    refused(submit(batch(1)));

    writer.commit(3);
    stored(full);
    stored(submit(batch(1)));
  }

  @Test
  void commitsWhatWaitsBeforeItCloses() throws Exception {
    CompletableFuture<Void> one = submit(batch(1));
    writer.begun();
    CompletableFuture<Void> two = submit(batch(5));
    CompletableFuture<Void> three = submit(batch(5));
    CompletableFuture<Void> closed = CompletableFuture.runAsync(commits::close);

    writer.commit(3);
    closed.get(10, TimeUnit.SECONDS);
    assertThat(List.of(one, two, three)).allSatisfy(answer -> assertThat(answer).isCompleted());
    assertThat(commits.submit(batch(1)).toCompletableFuture()).failsWithin(Duration.ofSeconds(10));
  }
}
