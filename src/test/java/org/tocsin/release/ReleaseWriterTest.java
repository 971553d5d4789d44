package org.tocsin.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.address.Address;

final class ReleaseWriterTest {

  private static final String KEY = ReleaseKeys.generate(new SecureRandom());

  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private final MadeHistory history = new MadeHistory();
  private final MemoryStore store = new MemoryStore(() -> now);
  private final ReleaseKeys keys = ReleaseKeys.parse(KEY);
  private final MemoryCommits commits = new MemoryCommits();
  private final List<String> findings = new ArrayList<>();
  private final ReleaseWriter writer = writer(keys);

  private static List<String> texts(List<Address> set) {
    return set.stream().map(Address::toString).toList();
  }

  private ReleaseWriter writer(ReleaseKeys signing) {
    return new ReleaseWriter(
        history, commits, store, signing, any -> List.copyOf(findings), Supplier::get);
  }

  private void write() throws IOException {
    writer.write(now);
  }

  private Reader reader() throws Exception {
    return new Reader(store.all(), keys.jwks());
  }

  @Test
  void beforeTheFirstReleaseTheSetIsEmpty() throws Exception {
    write();

    assertThat(reader().serial()).isZero();
    assertThat(reader().snapshot()).isEmpty();
    assertThat(reader().head.path("deltas")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyPathOfDeltasFromAnyRetainedReleaseGivesTheHeadsSet(int seed) throws Exception {
    Random random = new Random(seed);
    Map<Long, List<String>> held = new HashMap<>();
    for (int i = 0; i < 150; i++) {
      now = now.plusSeconds(random.nextInt(10_000));
      history.release(random, 60, now);
      if (random.nextInt(3) > 0) {
        write();
        Reader reader = reader();
        assertThat(reader.snapshot()).isEqualTo(texts(history.setOf(reader.serial())));
        for (long from = reader.oldest(); from <= reader.serial(); from++) {
          assertThat(reader.update(from, texts(history.setOf(from)))).isEqualTo(reader.snapshot());
        }
        held.put(reader.serial(), reader.snapshot());
        assertThat(reader.oldest())
            .isLessThanOrEqualTo(history.serialAt(now.minus(ReleaseWriter.RETAINED)));
      }
    }
    assertThat(held.size()).isGreaterThan(50);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereverAWriteFailsAHeadAndAllItNamesAreThere(boolean andIsKeptAllTheSame) throws Exception {
    if (andIsKeptAllTheSame) {
      store.keepWhatFails();
    }
    Random random = new Random(9);
    history.release(random, 60, now);
    write();
    for (int release = 0; release < 25; release++) {
      long before = reader().serial();
      now = now.plusSeconds(5_000);
      history.release(random, 60, now);
      for (int writes = 0; ; writes++) {
        store.failAfter(writes);
        try {
          write();
          break;
        } catch (IOException e) {
          Reader reader = reader();
          assertThat(reader.serial()).isBetween(before, before + 1);
          assertThat(reader.snapshot()).isEqualTo(texts(history.setOf(reader.serial())));
          reader.update(reader.oldest(), texts(history.setOf(reader.oldest())));
        }
      }
      store.recover();
      write();
      assertThat(reader().serial()).isEqualTo(before + 1);
      assertThat(commits.entries(0, 99)).as("each release is logged once").hasSize(release + 2);
    }
  }

  @Test
  void ofTwoPublishersOneWinsAndTheOtherTakesItsHead() throws Exception {
    Random random = new Random(11);
    history.release(random, 60, now);
    write();
    now = now.plusSeconds(60);
    history.release(random, 60, now);
    commits.meanwhile(
        () -> {
          try {
            writer(keys).write(now.plusSeconds(1));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    SignedHead mine = writer.write(now.plusSeconds(2));

    assertThat(mine.head().issuedAt()).as("the other one's").isEqualTo(now.plusSeconds(1));
    assertThat(writer.kept()).contains(mine);
    assertThat(commits.entries(0, 99)).hasSize(2);
  }

  @Test
  void aServerWhoseFolderLacksFilesOfTheCommittedHeadWritesThem() throws Exception {
    Random random = new Random(12);
    history.release(random, 60, now);
    write();
    MemoryStore other = new MemoryStore(() -> now);
    new ReleaseWriter(history, commits, other, keys, any -> List.of(), Supplier::get).write(now);

    assertThat(new Reader(other.all(), keys.jwks()).snapshot()).isEqualTo(reader().snapshot());
  }

  @Test
  void aReleaseThatIsFoundWantingStaysInsideAndTheLastOneIsServed() throws Exception {
    Random random = new Random(13);
    history.release(random, 60, now);
    write();
    now = now.plusSeconds(60);
    history.release(random, 60, now);
    findings.add("1.1.1.1 must never be listed");

    assertThatThrownBy(this::write)
        .isInstanceOf(ReleaseRefused.class)
        .hasMessageContaining("release 2")
        .hasMessageContaining("1.1.1.1");
    assertThat(reader().serial()).isEqualTo(1);
    assertThat(commits.entries(0, 99)).hasSize(1);

    findings.clear();
    write();
    assertThat(reader().serial()).isEqualTo(2);
  }

  @Test
  void whoStillReadsTheLastHeadFindsWhatItNames() throws Exception {
    Random random = new Random(4);
    history.release(random, 60, now);
    write();
    Map<String, byte[]> old = store.all();
    String snapshot =
        reader().head.path("snapshot").path("url").asText().substring("/blocklist/".length());
    now = now.plus(Duration.ofDays(3));
    history.release(random, 60, now);
    write();
    now = now.plus(ReleaseWriter.LINGERS);
    write();

    assertThat(store.all().keySet())
        .containsAll(old.keySet().stream().filter(name -> !name.startsWith("log/")).toList());

    now = now.plusSeconds(1);
    write();
    assertThat(store.all().keySet()).as("and then no more").doesNotContain(snapshot);
  }

  @Test
  void aRestoredDatabaseBeginsANewSession() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < 9; i++) {
      history.release(random, 60, now);
    }
    write();
    String session = reader().head.path("session").asText();
    history.restore(6);
    commits.restore(0);
    write();
    String restored = reader().head.path("session").asText();

    assertThat(restored).isNotEqualTo(session);
    assertThat(reader().serial()).isEqualTo(6);

    history.release(random, 60, now);
    write();
    assertThat(reader().head.path("session").asText()).as("and then goes on").isEqualTo(restored);
  }

  @Test
  void aSerialThatStandsForAnotherSetBeginsANewSession() throws Exception {
    Random random = new Random(6);
    for (int i = 0; i < 9; i++) {
      history.release(random, 60, now);
    }
    write();
    String session = reader().head.path("session").asText();
    history.restore(8);
    commits.restore(0);
    history.release(new Random(77), 60, now);
    write();

    assertThat(reader().head.path("session").asText()).isNotEqualTo(session);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void aClockThatWasADayOffIsMadeGoodWithTheNextWrite(int days) throws Exception {
    history.release(new Random(5), 60, now);
    write();
    Instant right = now;
    now = right.plus(Duration.ofDays(days));
    history.release(new Random(6), 60, now);
    write();
    assertThat(reader().serial()).isEqualTo(2);
    now = right.plusSeconds(60);
    write();
    Reader reader = reader();

    assertThat(reader.serial()).as("it never goes back").isEqualTo(2);
    assertThat(reader.head.path("issuedAt").asText()).isEqualTo(now.toString());
    assertThat(Instant.parse(reader.head.path("expiresAt").asText())).isAfter(now);
    assertThat(reader.update(1, texts(history.setOf(1)))).isEqualTo(reader.snapshot());
  }

  @Test
  void aHeadOfAStrangerIsNotGoneOnFrom() throws Exception {
    history.release(new Random(1), 60, now);
    write();
    byte[] ours = store.all().getOrDefault("head.json", new byte[0]);
    String forged =
        new String(ours, StandardCharsets.UTF_8).replaceFirst("\"sig\":\"..", "\"sig\":\"AA");
    store.damage("head.json", forged.getBytes(StandardCharsets.UTF_8));

    assertThat(writer.kept()).isEmpty();
    write();
    assertThat(reader().serial()).isEqualTo(1);
  }

  @Test
  void deltasTakeNoMoreRoomThanTheSnapshotOrALittle() throws Exception {
    Random random = new Random(3);
    for (int i = 0; i < 4_000; i++) {
      history.release(random, 250, now.plusSeconds(i));
    }
    now = now.plusSeconds(4_000);
    write();
    Reader reader = reader();
    long bytes = 0;
    for (var delta : reader.path(reader.oldest())) {
      bytes += delta.path("bytes").asLong();
    }

    assertThat(bytes).isPositive().isLessThanOrEqualTo(ReleaseWriter.LEAST_ROOM_FOR_DELTAS);
  }

  @Test
  void aReaderOfTheOldKeyAndOneOfTheNewOneBothVerifyWhileKeysAreRotated() throws Exception {
    history.release(new Random(1), 60, now);
    String next = ReleaseKeys.generate(new SecureRandom());
    ReleaseKeys both = ReleaseKeys.parse(KEY + next);
    writer(both).write(now);

    assertThat(new Reader(store.all(), keys.jwks()).serial()).isEqualTo(1);
    assertThat(new Reader(store.all(), ReleaseKeys.parse(next).jwks()).serial()).isEqualTo(1);
  }

  @Test
  void aMalformedKeyIsRefusedWithoutRepeatingIt() {
    String secret = KEY.substring(0, KEY.indexOf(' '));
    for (String text : List.of("", "# none\n", secret, secret + " AAAA", KEY.strip() + " more")) {
      assertThatThrownBy(() -> ReleaseKeys.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .doesNotContain(secret);
    }
    String next = ReleaseKeys.generate(new SecureRandom()).strip();
    String other = next.substring(next.indexOf(' ') + 1);
    assertThatThrownBy(() -> ReleaseKeys.parse(secret + " " + other))
        .as("two halves of different keys")
        .isInstanceOf(IllegalArgumentException.class);
  }
}
