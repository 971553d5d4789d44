package org.tocsin.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.check.Bundle;
import org.tocsin.check.BundleCheck;
import org.tocsin.check.Expected;
import org.tocsin.check.FolderFiles;
import org.tocsin.check.Limits;
import org.tocsin.check.Outcome;
import org.tocsin.check.ReleaseCheck;
import org.tocsin.check.TrustedKeys;

/** What the writer writes, carried in one file to another folder again and again. */
final class BundledReleaseTest {

  private static final Limits LIMITS = Limits.documented().withLogRequired();

  @TempDir Path scratch = Path.of("");
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private final ReleaseKeys keys =
      ReleaseKeys.parse(
          ReleaseKeys.generate(new SecureRandom()) + ReleaseKeys.generate(new SecureRandom()));
  private final TrustedKeys trusted =
      TrustedKeys.parse(keys.jwks().getBytes(StandardCharsets.UTF_8));

  private Bundle carried(Path from, Path to) throws IOException {
    BundleCheck check = new BundleCheck(trusted, LIMITS, () -> now);
    BundleCheck.Checked made = check.collect(new FolderFiles(from), (share, what) -> {});
    assertThat(made.outcome().isRight()).as("%s", made.outcome().findings()).isTrue();
    Path file = scratch.resolve("bundle");
    try (OutputStream out = Files.newOutputStream(file)) {
      made.bundle().orElseThrow().writeTo(out);
    }
    BundleCheck.Checked opened =
        check.open(file, Optional.empty(), new FolderFiles(to), (share, what) -> {});
    assertThat(opened.outcome().isRight()).as("%s", opened.outcome().findings()).isTrue();
    return opened.bundle().orElseThrow();
  }

  @Test
  void everyReleaseArrivesAsItWasPublished() throws IOException {
    Path from = scratch.resolve("from");
    Path to = scratch.resolve("to");
    FolderStore published = new FolderStore(from, () -> now);
    FolderStore arrived = new FolderStore(to, () -> now);
    MadeHistory history = new MadeHistory();
    ReleaseWriter writer =
        new ReleaseWriter(
            history, new MemoryCommits(), published, keys, any -> List.of(), Supplier::get);
    Random random = new Random(1);
    for (int release = 1; release <= 300; release++) {
      now = now.plusSeconds(random.nextInt(10_000));
      history.release(random, 60, now);
      writer.write(now);
      if (release % 50 == 1 || release > 296) {
        carried(from, to).each(arrived::put);
        Outcome outcome =
            new ReleaseCheck(new FolderFiles(to), trusted, LIMITS.withWholeLog(), () -> now)
                .check(Expected.NOTHING, (share, what) -> {});
        assertThat(outcome.isRight()).as("%s", outcome.findings()).isTrue();
        assertThat(arrived.get("head.json").orElseThrow())
            .isEqualTo(published.get("head.json").orElseThrow());
        assertThat(arrived.get("keys.json").orElseThrow())
            .isEqualTo(keys.jwks().getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
