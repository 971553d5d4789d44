package org.tocsin.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What is signed here is, to the byte, what the agent's tests verify: both read these files. With
 * {@code -Dvectors.write=true} they are written anew, which is only right when the format changed.
 */
final class SharedVectorsTest {

  private static final Path FOLDER = Path.of("src/test/resources/vectors/release");
  private static final UUID SESSION = UUID.fromString("11111111-2222-3333-4444-555555555555");
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final String FIRST = "45.90.1.1\n45.90.1.2\n2a0a::1\n";
  private static final String DELTA = "-45.90.1.1\n+45.90.1.3\n+2a0a::2\n";
  private static final String SECOND = "45.90.1.2\n45.90.1.3\n2a0a::1\n2a0a::2\n";

  /** The first key of RFC 8032, section 7.1. */
  private final ReleaseKeys keys =
      ReleaseKeys.parse(
          base64(
                  "302e020100300506032b657004220420"
                      + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
              + " "
              + base64(
                  "302a300506032b6570032100"
                      + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));

  @Test
  void filesAreSignedAsTheSharedOnesAre() throws IOException {
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      Path shared = FOLDER.resolve(file.getKey());
      if (Boolean.getBoolean("vectors.write")) {
        Files.createDirectories(shared.getParent());
        Files.write(shared, file.getValue());
      }
      assertThat(shared).hasBinaryContent(file.getValue());
    }
  }

  private Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("keys.json", bytes(keys.jwks()));
    files.put("first.txt", bytes(FIRST));
    files.put("first.head.json", head(1, FIRST, 2, 1, List.of()));
    files.put("delta.txt", bytes(DELTA));
    Head.Delta delta = new Head.Delta(1, 2, file("delta/", DELTA));
    files.put("second.txt", bytes(SECOND));
    files.put("second.head.json", head(2, SECOND, 2, 2, List.of(delta)));
    MerkleEdge log = new MerkleEdge();
    log.add(bytes(entry(1, FIRST)));
    files.put("log1.checkpoint", checkpoint(log));
    files.put("log1.tile", log.partials().get(0).hashes());
    log.add(bytes(entry(2, SECOND)));
    files.put("log2.checkpoint", checkpoint(log));
    files.put("log2.tile", log.partials().get(0).hashes());
    return files;
  }

  private static String entry(long serial, String set) {
    return SESSION + " " + serial + " " + sha256(set);
  }

  private byte[] checkpoint(MerkleEdge log) {
    return Checkpoint.of(TransparencyLog.origin(SESSION), log).seal(keys);
  }

  private byte[] head(long serial, String set, int v4, int v6, List<Head.Delta> deltas) {
    Head head =
        new Head(
            SESSION,
            serial,
            NOW.plusSeconds(serial),
            NOW.plusSeconds(serial).plus(Duration.ofDays(1)),
            v4,
            v6,
            sha256(set),
            file("set/", set),
            deltas);
    return Envelope.seal(HeadJson.write(head, keys.ids()), keys);
  }

  private static Head.File file(String folder, String text) {
    String url = "/blocklist/" + folder + sha256(text) + ".txt";
    return new Head.File(url, sha256(text), text.length());
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(Sha256.of(bytes(text)));
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
