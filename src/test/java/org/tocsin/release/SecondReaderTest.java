package org.tocsin.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.check.Expected;
import org.tocsin.check.Known;
import org.tocsin.check.Limits;
import org.tocsin.check.Outcome;
import org.tocsin.check.Ranges;
import org.tocsin.check.ReleaseCheck;
import org.tocsin.check.TrustedKeys;

/** What is written is right in the eyes of a reader that was made from the documentation alone. */
final class SecondReaderTest {

  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private final MadeHistory history = new MadeHistory();
  private final MemoryStore store = new MemoryStore(() -> now);
  private final ReleaseKeys keys =
      ReleaseKeys.parse(
          ReleaseKeys.generate(new SecureRandom()) + ReleaseKeys.generate(new SecureRandom()));
  private final ReleaseWriter writer =
      new ReleaseWriter(history, new MemoryCommits(), store, keys, any -> List.of(), Supplier::get);

  private Outcome check(Expected expected) throws IOException {
    return new ReleaseCheck(
            (url, most) -> store.get(url.substring("/blocklist/".length())),
            TrustedKeys.parse(keys.jwks().getBytes(StandardCharsets.UTF_8)),
            Limits.documented().withLogRequired(),
            () -> now)
        .check(expected, (share, what) -> {});
  }

  private String set(long serial) {
    return history.setOf(serial).stream()
        .map(address -> address + "\n")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void everyReleaseOfTheWriterIsRight(int seed) throws IOException {
    Random random = new Random(seed);
    Optional<Known> known = Optional.empty();
    long before = 0;
    for (int release = 1; release <= 420; release++) {
      now = now.plusSeconds(random.nextInt(10_000));
      history.release(random, 60, now);
      if (random.nextInt(3) > 0) {
        SignedHead written = writer.write(now);
        Expected.Earlier earlier =
            new Expected.Earlier(written.head().session(), before, set(before));
        Outcome outcome = check(new Expected(known, Optional.of(earlier), Ranges.none()));
        assertThat(outcome.isRight()).as("%s", outcome.findings()).isTrue();
        assertThat(outcome.findings())
            .as("all deltas reach back to the release before")
            .hasSizeLessThanOrEqualTo(1);
        known = outcome.known();
        before = release;
      }
    }
    assertThat(known.map(Known::serial)).contains(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"set/", "delta/", "log/tile/0/", "log/tile/entries/", "log/checkpoint"})
  void aFileThatWasDamagedIsFound(String kind) throws IOException {
    history.release(new Random(1), 60, now);
    writer.write(now);
    assertThat(check(Expected.NOTHING).isRight()).isTrue();
    List<String> damaged =
        store.all().keySet().stream()
            .filter(name -> name.startsWith(kind) && !name.matches(".*(gz|zst)"))
            .toList();
    damaged.forEach(name -> store.damage(name, new byte[] {'\n'}));

    assertThat(damaged).isNotEmpty();
    assertThat(check(Expected.NOTHING).isRight()).isFalse();
  }
}
