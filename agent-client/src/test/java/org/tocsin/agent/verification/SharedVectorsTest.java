package org.tocsin.agent.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the server's own signer made, and its tests hold to the byte, is believed here. */
final class SharedVectorsTest {
  private static final Path FOLDER = Path.of("../src/test/resources/vectors/release");
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:10Z");

  @Test
  void walksFromTheFirstReleaseToTheSecond() throws Exception {
    TrustedKeys keys = TrustedKeys.read(file("keys.json"));
    Verifier verifier = new Verifier(keys);
    VerifiedList first = verifier.kept(file("first.head.json"), file("first.txt"), List.of());
    VerifiedHead second =
        verifier.head(file("second.head.json"), Optional.of(Believed.of(first.head())), NOW);
    Walk walk = Walk.to(second, Optional.of(first));
    walk.take(file("delta.txt"));

    assertThat(walk.anew()).isFalse();
    assertThat(walk.list().addresses().sha256()).isEqualTo(Sha256.hex(file("second.txt")));
    assertThat(second.head().keys()).containsExactlyElementsOf(keys.fingerprints());
  }

  @Test
  void followsTheLogFromTheFirstCheckpointToTheSecond() throws Exception {
    TrustedKeys keys = TrustedKeys.read(file("keys.json"));
    Verifier verifier = new Verifier(keys);
    ListHead first = verifier.keptHead(file("first.head.json")).head();
    ListHead second = verifier.keptHead(file("second.head.json")).head();
    byte[] tile = file("log1.tile");
    byte[] wider = file("log2.tile");
    LogMemory kept =
        LogCheck.follow(
            file("log1.checkpoint"),
            keys,
            Optional.empty(),
            first.release(),
            (path, bytes) -> tile);

    assertThat(
            LogCheck.follow(
                    file("log2.checkpoint"),
                    keys,
                    Optional.of(kept),
                    second.release(),
                    (path, bytes) -> wider)
                .size())
        .isEqualTo(2);
  }

  private static byte[] file(String name) throws IOException {
    return Files.readAllBytes(FOLDER.resolve(name));
  }
}
