package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.check.MadeKey;
import org.tocsin.check.MadeRelease;
import picocli.CommandLine;

/** The command that checks releases, on folders. */
final class CheckCommandTest {

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

  @BeforeEach
  void writeKeys() throws IOException {
    Files.write(scratch.resolve("trusted.json"), MadeKey.jwks(KEY));
    release(2, "45.83.64.9\n");
  }

  private void release(long serial, String set) throws IOException {
    Path releases = Files.createDirectories(scratch.resolve("data/releases"));
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    new MadeRelease(serial, set).at(now).sign(KEY).writeTo(releases);
  }

  private Ended check(String... more) {
    return run(
        Stream.concat(
                Stream.of(
                    "check",
                    scratch.resolve("data").toString(),
                    "--keys",
                    scratch.resolve("trusted.json").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aReleaseThatIsRightEndsWithZeroAndSaysWhatWasVerified() {
    Ended ended = check("--rules", "curation-rules");

    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .contains("ok      set: 1 IPv4 and 0 IPv6 addresses", "all is right")
        .anyMatch(line -> line.startsWith("ok      never-list: none of its "))
        .noneMatch(line -> line.contains("not who made it"));
  }

  @Test
  void whatIsWrongEndsWithOneAndALineForEach() throws IOException {
    release(2, "45.83.64.9\n45.83.64.8\n");
    Ended ended = check();

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out())
        .contains("1 wrong")
        .contains("WRONG   the snapshot, line 2: 45.83.64.8 stands behind 45.83.64.9");
  }

  @Test
  void whatIsOnTheNeverListIsWrong() throws IOException {
    release(2, "8.8.8.8\n");

    assertThat(check().code()).isZero();
    assertThat(check("--rules", "curation-rules").out())
        .contains("WRONG   8.8.8.8 is listed and must never be");
  }

  @Test
  void rulesThatAreRefusedEndWithTwoAndTellWhere() throws IOException {
    Path rules = Files.createDirectories(scratch.resolve("rules"));
    Files.writeString(rules.resolve("policy.yaml"), "no rules\n");
    Ended ended = check("--rules", rules.toString());

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("tocsin: " + rules))
        .anyMatch(line -> line.contains("policy.yaml"));
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void aStateRemembersTheLastRightRelease() throws IOException {
    String state = scratch.resolve("state").toString();
    assertThat(check("--state", state).code()).isZero();
    String remembered = Files.readString(Path.of(state));
    assertThat(remembered).contains("serial 2\n");

    release(1, "45.83.64.9\n");
    Ended back = check("--state", state);
    assertThat(back.code()).isEqualTo(1);
    assertThat(back.out()).contains("WRONG   the head goes back to serial 1, 2 was known");
    assertThat(Path.of(state)).hasContent(remembered);

    release(3, "45.83.64.9\n");
    assertThat(check("--state", state).code()).isZero();
    assertThat(Path.of(state)).content().contains("serial 3\n");
  }

  @Test
  void aStateThatCannotBeWrittenEndsWithTwo() {
    Ended ended = check("--state", scratch.resolve("nowhere/state").toString());

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).singleElement().asString().startsWith("tocsin: cannot write ");
  }

  @Test
  void keysFromBesideTheHeadProveIntegrityOnly() throws IOException {
    Path folder = scratch.resolve("data/releases");
    Ended without = run("check", folder.toString());
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.err()).singleElement().asString().contains("--keys is needed");

    Files.write(folder.resolve("keys.json"), MadeKey.jwks(KEY));
    Ended with = run("check", folder.toString());
    assertThat(with.code()).isZero();
    assertThat(with.out()).anyMatch(line -> line.contains("not who made it (--keys)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check | 'URL|DIR'",
        "check nowhere | nowhere is neither a URL nor a folder with a head.json",
        "check http://127.0.0.1:1/list | is no address of a server",
        "check http://127.0.0.1:1 | cannot check: http://127.0.0.1:1/blocklist/keys.json",
        "check http://127.0.0.1:1 --keys nowhere.json | there is no file nowhere.json",
        "check http://127.0.0.1:1 --keys pom.xml | pom.xml: the key set is no JSON",
        "check http://127.0.0.1:1 --state curation-rules/anchors.yaml | anchors.yaml was not"
            + " written by an earlier check",
        "check http://127.0.0.1:1 --key ä | the consumer's key has characters",
        "check http://127.0.0.1:1 --rules nowhere | nowhere is not a rules folder",
      })
  void whatCannotBeCheckedEndsWithTwoAndOneLine(String line, String told) {
    Ended ended = run(line.split(" "));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).singleElement().asString().startsWith("tocsin: ").contains(told);
    assertThat(ended.out()).isEmpty();
  }
}
