package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.check.Bundle;
import org.tocsin.check.BundleCheck;
import org.tocsin.check.Expected;
import org.tocsin.check.FolderFiles;
import org.tocsin.check.Limits;
import org.tocsin.check.MadeKey;
import org.tocsin.check.MadeRelease;
import org.tocsin.check.Outcome;
import org.tocsin.check.ReleaseCheck;
import org.tocsin.check.TrustedKeys;
import org.tocsin.release.FolderStore;
import picocli.CommandLine;

/** The commands that carry releases, on folders. */
final class BundleCommandTest {

  private static final MadeKey KEY = new MadeKey();

  @TempDir Path scratch = Path.of("");

  private record Ended(int code, List<String> err, List<String> out) {}

  private static Ended run(String... arguments) {
    StringWriter err = new StringWriter();
    StringWriter out = new StringWriter();
    CommandLine commands =
        Main.commandLine().setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true));
    int code = commands.execute(arguments);
    return new Ended(code, err.toString().lines().toList(), out.toString().lines().toList());
  }

  private Path at(String name) {
    return scratch.resolve(name);
  }

  @BeforeEach
  void writeKeys() throws IOException {
    Files.write(at("trusted.json"), MadeKey.jwks(KEY));
  }

  private void release(long serial, Instant issued) throws IOException {
    Path releases = Files.createDirectories(at("from"));
    new MadeRelease(serial, "45.83.64." + serial + "\n")
        .at(issued.truncatedTo(ChronoUnit.SECONDS))
        .sign(KEY)
        .writeTo(releases);
    Files.write(releases.resolve("keys.json"), MadeKey.jwks(KEY));
  }

  private Ended export(String out) {
    return run("bundle", "export", at("from").toString(), "--out", at(out).toString());
  }

  private Ended apply(String bundle, String... more) {
    return run(
        Stream.concat(
                Stream.of("bundle", "apply", at(bundle).toString(), "--to", at("to").toString()),
                Stream.concat(Stream.of("--keys", at("trusted.json").toString()), Stream.of(more)))
            .toArray(String[]::new));
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(at(folder))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> at(folder).relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aReleaseIsCarriedAndServedPackedBesidePlain() throws IOException {
    release(2, Instant.now());
    Ended exported = export("bundle");
    assertThat(exported.code()).as("%s", exported).isZero();
    assertThat(exported.out())
        .contains("all is right")
        .anyMatch(line -> line.contains("not who made it (--keys)"));
    byte[] bundle = Files.readAllBytes(at("bundle"));
    assertThat(export("bundle").code()).isZero();
    assertThat(Files.readAllBytes(at("bundle"))).as("packed again").isEqualTo(bundle);

    Ended applied = apply("bundle");
    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(applied.err()).isEmpty();
    List<String> names = names("to");
    assertThat(names)
        .hasSize(4)
        .contains("head.json", "keys.json")
        .filteredOn(name -> name.startsWith("set/"))
        .hasSize(2);
    Path set = at("to").resolve(names.get(2));
    assertThat(set).hasContent("45.83.64.2\n");
    try (GZIPInputStream packed =
        new GZIPInputStream(
            new ByteArrayInputStream(Files.readAllBytes(at("to").resolve(names.get(3)))))) {
      assertThat(packed.readAllBytes()).isEqualTo(Files.readAllBytes(set));
    }
    assertThat(run("check", at("to").toString(), "--keys", at("trusted.json").toString()).code())
        .isZero();
    assertThat(apply("bundle").code()).as("applied again").isZero();
  }

  @Test
  void neitherTheFolderNorTheStateGoesBack() throws IOException {
    Instant now = Instant.now();
    release(2, now.minusSeconds(60));
    export("old");
    release(3, now);
    export("new");
    String state = at("state").toString();
    assertThat(apply("new", "--state", state).code()).isZero();
    List<String> before = names("to");

    Ended back = apply("old");
    assertThat(back.code()).isEqualTo(1);
    assertThat(back.err()).containsExactly("tocsin: nothing was applied");
    assertThat(back.out()).contains("WRONG   the head goes back to serial 2, 3 was known");
    assertThat(names("to")).isEqualTo(before);

    Files.delete(at("to/head.json"));
    assertThat(apply("old", "--state", state).code()).isEqualTo(1);
    assertThat(at("to/head.json")).doesNotExist();
    assertThat(at("state")).content().contains("serial 3\n");
    assertThat(apply("new", "--state", state).code()).isZero();
  }

  @Test
  void anExpiredReleaseIsAppliedOnlyOnOrderAndLoudly() throws IOException {
    release(2, Instant.now().minusSeconds(90_000));
    assertThat(export("late").code()).as("expired already").isEqualTo(1);
    assertThat(at("late")).doesNotExist();
    Limits limits = Limits.documented().withExpiredAllowed();
    Bundle bundle =
        new BundleCheck(TrustedKeys.parse(MadeKey.jwks(KEY)), limits, InstantSource.system())
            .collect(new FolderFiles(at("from")), (share, what) -> {})
            .bundle()
            .orElseThrow();
    try (var out = Files.newOutputStream(at("late"))) {
      bundle.writeTo(out);
    }

    assertThat(apply("late").code()).isEqualTo(1);
    assertThat(at("to")).doesNotExist();
    Ended applied = apply("late", "--allow-expired");
    assertThat(applied.code()).isZero();
    assertThat(applied.err()).singleElement().asString().contains("WARNING").contains("expired");
    assertThat(applied.out()).anyMatch(line -> line.startsWith("notice  the head has expired at "));
    assertThat(at("to/head.json")).exists();
  }

  @Test
  void whoeverIsStoppedInTheMiddleLeavesTheOldReleaseOrTheNewOne() throws IOException {
    Instant now = Instant.now();
    TrustedKeys keys = TrustedKeys.parse(MadeKey.jwks(KEY));
    BundleCheck check = new BundleCheck(keys, Limits.documented(), InstantSource.system());
    release(2, now.minusSeconds(60));
    export("old");
    release(3, now);
    Bundle next =
        check.collect(new FolderFiles(at("from")), (share, what) -> {}).bundle().orElseThrow();
    assertThat(apply("old").code()).isZero();
    FolderStore store = new FolderStore(at("to"), InstantSource.system());
    byte[] before = store.get("head.json").orElseThrow();

    int writes = 0;
    for (boolean done = false; !done; writes++) {
      Countdown left = new Countdown(writes);
      BundleFolder folder =
          new BundleFolder(
              store,
              (name, bytes) -> {
                left.use();
                store.put(name, bytes);
              });
      done = writes == 3;
      if (done) {
        folder.apply(next);
      } else {
        assertThatThrownBy(() -> folder.apply(next)).hasMessage("stopped");
        assertThat(store.get("head.json").orElseThrow()).isEqualTo(before);
      }
      Outcome outcome =
          new ReleaseCheck(
                  new FolderFiles(at("to")), keys, Limits.documented(), InstantSource.system())
              .check(Expected.NOTHING, (share, what) -> {});
      assertThat(outcome.isRight()).as("%s", outcome.findings()).isTrue();
      assertThat(outcome.known().map(known -> known.serial()))
          .isEqualTo(Optional.of(done ? 3L : 2L));
      if (!done) {
        // What the next attempt would find there already, it would not write.
        for (String name : names("to")) {
          if (next.names().contains(name.replace(".gz", "")) && name.startsWith("set/")) {
            Files.delete(at("to").resolve(name));
          }
        }
      }
    }
    assertThat(writes).isEqualTo(4);
  }

  /** So many writes pass. */
  private static final class Countdown {
    private int left;

    Countdown(int left) {
      this.left = left;
    }

    void use() throws IOException {
      if (left-- == 0) {
        throw new IOException("stopped");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bundle | a command is missing",
        "bundle export | 'URL|DIR'",
        "bundle export . | '--out=FILE'",
        "bundle export nowhere --out f | nowhere is neither a URL nor a folder with a head.json",
        "bundle export http://127.0.0.1:1 --out f | cannot export: http://127.0.0.1:1/blocklist/",
        "bundle apply | 'FILE'",
        "bundle apply pom.xml | '--to=DIR'",
        "bundle apply pom.xml --to target/nowhere | '--keys=FILE'",
        "bundle apply pom.xml --to target/nowhere --keys pom.xml | the key set is no JSON",
      })
  void whatCannotBeDoneEndsWithTwoAndOneLine(String line, String told) {
    Ended ended = run(line.split(" "));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).singleElement().asString().startsWith("tocsin: ").contains(told);
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void aFileThatIsNoBundleEndsWithOneAndABundleThatIsNotThereWithTwo() throws IOException {
    Files.writeString(at("text"), "no bundle");
    Ended text = apply("text");
    assertThat(text.code()).isEqualTo(1);
    assertThat(text.out()).containsExactly("WRONG   the bundle is no whole ZIP file", "1 wrong");
    assertThat(at("to")).doesNotExist();
    assertThat(apply("nowhere").code()).isEqualTo(2);
  }
}
