package org.tocsin.agent.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.agent.verification.Forge.NOW;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.agent.community.Outbox.Bounds;

final class OutboxTest {
  private final List<Notice> notices = new ArrayList<>();
  private Path folder = Path.of("");

  @BeforeEach
  void useFolder(@TempDir Path given) {
    folder = given.resolve("outbox");
  }

  static Signal signal(int number) {
    return new Signal(
        new UUID(0, number), "a/b", "ab", "0.1", "Ip", "9.1.1." + number % 250, NOW, NOW);
  }

  private static List<Signal> signals(int from, int to) {
    return IntStream.range(from, to).mapToObj(OutboxTest::signal).toList();
  }

  @Test
  void handsOutWhatItTookInOrderAlsoAfterAKill() throws IOException {
    Outbox killed = opened(Bounds.USUAL);
    killed.add(signals(0, 3));
    killed.add(signals(3, 5));

    Outbox outbox = opened(Bounds.USUAL);

    assertThat(drained(outbox, 2)).isEqualTo(List.of(0, 1, 2, 3, 4));
    assertThat(outbox.waiting()).isZero();
    assertThat(opened(Bounds.USUAL).waiting()).isZero();
  }

  @Test
  void handsOutTheSameUntilItIsRemoved() throws IOException {
    Outbox outbox = opened(Bounds.USUAL);
    outbox.add(signals(0, 5));

    assertThat(numbers(outbox.next(3).signals())).containsExactly(0, 1, 2);
    assertThat(numbers(outbox.next(3).signals())).containsExactly(0, 1, 2);
    outbox.remove(outbox.next(3));
    assertThat(numbers(outbox.next(3).signals())).containsExactly(3, 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 50})
  void cutsOffATornEndAndSaysSo(int lost) throws IOException {
    opened(Bounds.USUAL).add(signals(0, 3));
    Path file = onlyFile();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - lost));

    Outbox outbox = opened(Bounds.USUAL);
    outbox.add(signals(3, 4));

    assertThat(drained(outbox, 10)).isEqualTo(List.of(0, 1, 3));
    assertThat(notices).extracting(Notice::kind).containsExactly(Notice.Kind.LOST);
  }

  @Test
  void doesNotBelieveARecordThatWasChanged() throws IOException {
    opened(Bounds.USUAL).add(signals(0, 3));
    byte[] bytes = Files.readAllBytes(onlyFile());
    bytes[bytes.length - 5] ^= 1;
    Files.write(onlyFile(), bytes);

    assertThat(drained(opened(Bounds.USUAL), 10)).isEqualTo(List.of(0, 1));
  }

  @Test
  void doesNotReadARecordOfImpossibleLength() throws IOException {
    opened(Bounds.USUAL).add(signals(0, 1));
    byte[] huge = {0x7f, -1, -1, -1, 0, 0, 0, 0, 1};
    Files.write(onlyFile(), huge, StandardOpenOption.APPEND);

    assertThat(drained(opened(Bounds.USUAL), 10)).isEqualTo(List.of(0));
  }

  @Test
  void dropsTheOldestLoudlyWhenThereAreTooMany() throws IOException {
    Outbox outbox = opened(new Bounds(600, 1800, 10));
    for (int i = 0; i < 40; i++) {
      outbox.add(signals(i, i + 1));
    }

    List<Integer> left = drained(outbox, 100);
    assertThat(left).last().isEqualTo(39);
    assertThat(left.size() + outbox.dropped()).isEqualTo(40);
    assertThat(outbox.dropped()).isPositive();
    assertThat(notices).extracting(Notice::kind).contains(Notice.Kind.LOST);
  }

  @Test
  void keepsSomeInMemoryWhileTheDiskTakesNone() throws IOException {
    Outbox outbox = opened(new Bounds(1000, 10_000, 5));
    Files.delete(folder);
    Files.writeString(folder, "in the way");
    outbox.add(signals(0, 4));
    outbox.add(signals(4, 8));

    assertThat(outbox.waiting()).isEqualTo(5);
    assertThat(outbox.dropped()).isEqualTo(3);
    assertThat(notices.stream().filter(one -> one.kind() == Notice.Kind.FAILED)).hasSize(1);
    assertThat(numbers(outbox.next(2).signals())).containsExactly(3, 4);
    outbox.remove(outbox.next(2));
    Files.delete(folder);
    Files.createDirectory(folder);
    outbox.add(signals(8, 9));
    assertThat(drained(opened(Bounds.USUAL), 10)).isEqualTo(List.of(5, 6, 7, 8));
  }

  @Test
  void holdsNothingButTheAlertsBareFacts() throws IOException {
    Outbox outbox = opened(Bounds.USUAL);
    outbox.add(signals(7, 8));

    assertThat(new String(Outbox.array(outbox.next(1).signals()), StandardCharsets.UTF_8))
        .isEqualTo(
            "[{\"uuid\":\"00000000-0000-0000-0000-000000000007\",\"scenario\":\"a/b\","
                + "\"scenario_hash\":\"ab\",\"scenario_version\":\"0.1\","
                + "\"scenario_trust\":\"\",\"message\":\"\","
                + "\"start_at\":\"2026-03-04T05:06:07Z\",\"stop_at\":\"2026-03-04T05:06:07Z\","
                + "\"source\":{\"scope\":\"Ip\",\"value\":\"9.1.1.7\"}}]");
  }

  private Outbox opened(Bounds bounds) throws IOException {
    Outbox outbox = new Outbox(folder, bounds, notices::add);
    outbox.open();
    return outbox;
  }

  private Path onlyFile() throws IOException {
    try (var files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  private static List<Integer> drained(Outbox outbox, int most) throws IOException {
    List<Integer> all = new ArrayList<>();
    for (Outbox.Batch next = outbox.next(most);
        !next.signals().isEmpty();
        next = outbox.next(most)) {
      all.addAll(numbers(next.signals()));
      outbox.remove(next);
    }
    return all;
  }

  private static List<Integer> numbers(List<byte[]> signals) {
    return signals.stream()
        .map(one -> new String(one, StandardCharsets.UTF_8))
        .map(one -> Integer.parseInt(one.substring(35, 45).replaceFirst("^0+(?=.)", ""), 16))
        .toList();
  }
}
