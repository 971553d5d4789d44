package org.tocsin.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** A real object store in this process, spoken to by the protocol. */
final class S3StoreTest {

  private static final Instant FAR = Instant.parse("2200-01-01T00:00:00Z");

  private final LocalS3 server =
      LocalS3.builder().port(-1).mode(LocalS3Mode.IN_MEMORY).initialDataCacheEnabled(false).build();
  private S3Client client;
  private S3Store store;

  @BeforeEach
  void begin() {
    server.start();
    System.setProperty("aws.accessKeyId", "any");
    System.setProperty("aws.secretAccessKey", "any");
    client =
        ReleaseStores.client(
            new ReleaseStores.Bucket(
                "list",
                Optional.of(URI.create("http://127.0.0.1:" + server.getPort())),
                "us-east-1"));
    client.createBucket(create -> create.bucket("list"));
    store = new S3Store(client, "list");
  }

  @AfterEach
  void end() {
    client.close();
    server.shutdown();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void filesAreKeptReplacedTouchedListedAndDeleted() throws Exception {
    store.put("set/a.txt", bytes("one"));
    store.put("set/a.txt", bytes("other"));
    store.touch("set/a.txt");
    store.touch("set/none.txt");

    assertThat(store.get("set/a.txt").orElseThrow()).isEqualTo(bytes("other"));
    assertThat(store.get("set/none.txt")).isEmpty();
    assertThat(store.has("set/a.txt", 5)).isTrue();
    assertThat(store.has("set/a.txt", 4)).isFalse();
    assertThat(store.has("set/none.txt", 4)).isFalse();
    assertThat(store.writtenBefore(FAR)).containsExactly("set/a.txt");
    assertThat(store.writtenBefore(Instant.EPOCH)).isEmpty();
    store.delete("set/a.txt");
    store.delete("set/a.txt");
    assertThat(store.writtenBefore(FAR)).isEmpty();
  }

  @Test
  void releasesInABucketAreTheSameFilesAsInAFolder() throws Exception {
    Instant now = Instant.parse("2026-03-01T00:00:00Z");
    MadeHistory history = new MadeHistory();
    MemoryCommits commits = new MemoryCommits();
    ReleaseKeys keys = ReleaseKeys.parse(ReleaseKeys.generate(new SecureRandom()));
    MemoryStore folder = new MemoryStore(() -> now);
    ReleaseWriter here =
        new ReleaseWriter(
            history, commits, folder, keys, any -> java.util.List.of(), Supplier::get);
    ReleaseWriter copy =
        new ReleaseWriter(history, commits, store, keys, any -> java.util.List.of(), Supplier::get);
    Random random = new Random(5);
    for (int i = 0; i < 12; i++) {
      history.release(random, 60, now);
      here.write(now);
      assertThat(copy.write(now)).isEqualTo(here.kept().orElseThrow());
    }
    Map<String, byte[]> copied = new HashMap<>();
    for (String name : store.writtenBefore(FAR)) {
      copied.put(name, store.get(name).orElseThrow());
    }

    assertThat(copied).containsOnlyKeys(folder.all().keySet());
    assertThat(copied)
        .allSatisfy((name, file) -> assertThat(file).isEqualTo(folder.all().get(name)));
    assertThat(new Reader(copied, keys.jwks()).serial()).isEqualTo(12);
  }

  @Test
  void aBucketThatIsNotThereIsSaid() {
    S3Store none = new S3Store(client, "none");

    assertThatThrownBy(() -> none.put("set/a.txt", bytes("one")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("set/a.txt")
        .hasMessageContaining("none");
  }
}
