package org.tocsin.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class TransparencyLogTest {

  private static final String CHECKPOINT = "log/checkpoint";

  private final Random random = new Random(21);
  private final MadeHistory history = new MadeHistory();
  private final MemoryCommits commits = new MemoryCommits();
  private final ReleaseKeys keys = ReleaseKeys.parse(ReleaseKeys.generate(new SecureRandom()));
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private final MemoryStore store = new MemoryStore(() -> now);
  private final ReleaseWriter writer = writer(store);

  private ReleaseWriter writer(MemoryStore into) {
    return new ReleaseWriter(history, commits, into, keys, any -> List.of(), Supplier::get);
  }

  private void release() throws IOException {
    now = now.plusSeconds(60);
    history.release(random, 60, now);
    writer.write(now);
  }

  private static Checkpoint checkpoint(MemoryStore of, ReleaseKeys with) {
    return of.get(CHECKPOINT).flatMap(note -> Checkpoint.open(note, with)).orElseThrow();
  }

  private void assertThatTheLogIsWhole(MemoryStore in) {
    MerkleEdge tree = new MerkleEdge();
    Map<String, byte[]> files = in.all();
    List<String> entries = commits.entries(0, Long.MAX_VALUE);
    StringBuilder bundle = new StringBuilder();
    for (String entry : entries) {
      bundle.append((char) 0).append((char) entry.length()).append(entry);
      for (MerkleEdge.Tile full : tree.add(entry.getBytes(StandardCharsets.US_ASCII))) {
        String path = TransparencyLog.path(full.index());
        assertThat(files.get("log/tile/" + full.level() + "/" + path)).isEqualTo(full.hashes());
        if (full.level() == 0) {
          assertThat(files.get("log/tile/entries/" + path))
              .isEqualTo(bundle.toString().getBytes(StandardCharsets.ISO_8859_1));
          bundle.setLength(0);
        }
      }
    }
    for (MerkleEdge.Tile partial : tree.partials()) {
      String path = TransparencyLog.path(partial.index()) + ".p/" + partial.width();
      assertThat(files.get("log/tile/" + partial.level() + "/" + path)).isEqualTo(partial.hashes());
      if (partial.level() == 0) {
        assertThat(files.get("log/tile/entries/" + path))
            .isEqualTo(bundle.toString().getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(checkpoint(in, keys)).isEqualTo(Checkpoint.of(checkpoint(in, keys).origin(), tree));
  }

  @Test
  void everyReleaseIsLoggedOnceAndEveryTileIsThere() throws Exception {
    for (int i = 0; i < 600; i++) {
      release();
      if (i % 40 == 0 || (i > 510 && i < 520)) {
        assertThatTheLogIsWhole(store);
      }
    }
    now = now.plus(Duration.ofHours(5));
    writer.write(now);
    writer.write(now.plus(Duration.ofHours(1)));

    assertThat(commits.entries(0, 1_000)).as("signed again is not logged again").hasSize(600);
    assertThatTheLogIsWhole(store);
    assertThat(store.all().keySet())
        .as("tiles that fuller ones followed are swept away")
        .filteredOn(name -> name.contains(".p/"))
        .hasSize(3);
  }

  @Test
  void aReleaseThatHasAHeadIsInTheLogThatIsServedBesideIt() throws Exception {
    for (int i = 0; i < 20; i++) {
      now = now.plusSeconds(60);
      history.release(random, 60, now);
      for (int writes = 0; ; writes++) {
        store.failAfter(writes);
        try {
          writer.write(now);
          break;
        } catch (IOException e) {
          assertThatTheServedHeadIsLogged();
        }
      }
      store.recover();
      assertThatTheServedHeadIsLogged();
    }
    assertThatTheLogIsWhole(store);
  }

  private void assertThatTheServedHeadIsLogged() throws IOException {
    if (writer.kept().isPresent()) {
      String entry = TransparencyLog.entry(writer.kept().get().head());
      assertThat(commits.entries(0, checkpoint(store, keys).size())).contains(entry);
    }
  }

  @Test
  void aRestoredDatabaseTakesUpWhatReadersSaw() throws Exception {
    for (int i = 0; i < 300; i++) {
      release();
    }
    Checkpoint seen = checkpoint(store, keys);
    List<String> all = commits.entries(0, 300);
    history.restore(250);
    commits.restore(250);
    writer.write(now.plusSeconds(1));

    assertThat(commits.entries(0, 300)).isEqualTo(all);
    assertThat(commits.entries(300, 400)).as("the release in the new session").hasSize(1);
    assertThat(checkpoint(store, keys).size()).isEqualTo(seen.size() + 1);
    assertThatTheLogIsWhole(store);
  }

  @Test
  void aNewDatabaseBesideOldFilesGoesOnWithTheirLog() throws Exception {
    for (int i = 0; i < 5; i++) {
      release();
    }
    String origin = checkpoint(store, keys).origin();
    history.restore(0);
    commits.beginAgain();
    writer.write(now.plusSeconds(1));

    assertThat(checkpoint(store, keys).origin()).isEqualTo(origin);
    assertThat(checkpoint(store, keys).size()).isEqualTo(6);
    assertThatTheLogIsWhole(store);
  }

  @Test
  void lostOrDamagedFilesOfTheLogAreWrittenAgain() throws Exception {
    for (int i = 0; i < 300; i++) {
      release();
    }
    store.damage("log/tile/0/001.p/44", new byte[44 * 32]);
    release();
    assertThatTheLogIsWhole(store);

    MemoryStore empty = new MemoryStore(() -> now);
    writer(empty).write(now);
    assertThatTheLogIsWhole(empty);
  }

  @Test
  void aLogThatThisDatabaseDidNotBeginIsNotGoneOnWith() throws Exception {
    for (int i = 0; i < 5; i++) {
      release();
    }
    MerkleEdge other = new MerkleEdge();
    for (int i = 0; i < 9; i++) {
      other.add(new byte[] {(byte) i});
    }
    String origin = checkpoint(store, keys).origin();
    store.damage(CHECKPOINT, Checkpoint.of(origin, other).seal(keys));
    store.damage("log/tile/entries/000.p/9", "\0\1a".repeat(9).getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(this::release)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("log/")
        .hasMessageContaining("begins again");
  }

  @Test
  void aCheckpointOfAStrangerIsNone() {
    ReleaseKeys strangers = ReleaseKeys.parse(ReleaseKeys.generate(new SecureRandom()));
    byte[] note = new Checkpoint("tocsin/x", 7, "AAAA").seal(strangers);
    String text = new String(note, StandardCharsets.UTF_8);

    assertThat(Checkpoint.open(note, strangers)).isPresent();
    assertThat(Checkpoint.open(note, keys)).isEmpty();
    assertThat(
            Checkpoint.open(
                text.replace("\n7\n", "\n8\n").getBytes(StandardCharsets.UTF_8), strangers))
        .isEmpty();
    assertThat(Checkpoint.open(new byte[0], strangers)).isEmpty();
    assertThat(Checkpoint.open("a\nb\nc\n\nd e AA".getBytes(StandardCharsets.UTF_8), strangers))
        .isEmpty();
  }
}
