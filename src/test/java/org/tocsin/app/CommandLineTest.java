package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** How commands end that cannot be carried out. No server is started. */
final class CommandLineTest {

  @TempDir Path scratch = Path.of("");

  private record Ended(int code, List<String> err, String out) {}

  private static Ended run(String... arguments) {
    StringWriter err = new StringWriter();
    StringWriter out = new StringWriter();
    CommandLine commands =
        Main.commandLine().setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true));
    int code = commands.execute(arguments);
    return new Ended(code, err.toString().lines().toList(), out.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --prot 80 | '--prot'",
        "serve --port | '--port'",
        "serve --port abc | '--port'",
        "serve --port 65536 | --port must be a number from 0 to 65535",
        "serve --port -1 | --port must be a number from 0 to 65535",
        "serve more | 'more'",
        "lab --campaign A4..A99 | --campaign A4..A99: A99 is none of A1 to A13",
        "lab --budget 5% | --budget 5%: that is no number",
        "lab --methods ouija | --methods ouija",
        "lab --world tiny --days 1 | --days 1",
        "rules explain | 'IP'",
        "rules explain 45.83.64 | 45.83.64 is no IP address",
        "rules explain 45.83.64.0/24 | 45.83.64.0/24 is no IP address",
        "rules test --explain me curation-rules | me is no IP address",
        "rules diff current | 'NEW'",
        "rules diff current nowhere | nowhere is neither a rules folder nor current",
        "rules diff current current --replay 48h | --replay must be last-1h to last-48h",
        "rules diff current current --replay last-49h | --replay must be last-1h to last-48h",
        "rules explain 45.83.64.1 --url ftp://127.0.0.1 --token t | is no address of a server",
        "rules explain 45.83.64.1 --url http://127.0.0.1:1 --token t | no server answers at",
        "rules diff current current --url http://127.0.0.1:1/ --token t | no server answers at",
        "surf | 'surf'",
        "--verbose | '--verbose'",
      })
  void argumentsThatMakeNoSenseEndWithTwoAndOneLine(String line, String told) {
    Ended ended = run(line.split(" "));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).singleElement().asString().startsWith("tocsin: ").contains(told);
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void noCommandAtAllEndsWithTwo() {
    Ended ended = run();

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).singleElement().asString().contains("a command is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "help serve", "serve --help"})
  void helpEndsWithZero(String line) {
    Ended ended = run(line.split(" "));

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("serve");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void badRulesEndWithTwoNamingEveryPlaceAndTouchNoData() throws IOException {
    Path rules = Files.createDirectories(scratch.resolve("rules"));
    Path data = scratch.resolve("data");
    for (String name : List.of("policy.yaml", "review.yaml", "scenarios.yaml")) {
      Files.copy(Path.of("curation-rules").resolve(name), rules.resolve(name));
    }
    Path policy = rules.resolve("policy.yaml");
    Files.writeString(
        policy,
        Files.readString(policy).replaceFirst("orgs: 2", "orgs: 0").replaceFirst("asns:", "asn:"));
    Ended ended = run("serve", "--data", data.toString(), "--rules", rules.toString());

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .hasSize(3)
        .allMatch(line -> line.matches("tocsin: " + policy + ":\\d+: tiers\\.global\\.[a-z]+: .+"));
    assertThat(data).doesNotExist();
  }

  @Test
  void rulesThatAreNotThereEndWithTwo() {
    Ended ended =
        run(
            "serve",
            "--data",
            scratch.resolve("data").toString(),
            "--rules",
            scratch.resolve("nowhere").toString());

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).anyMatch(line -> line.contains("policy.yaml:1: the file is missing"));
    assertThat(scratch.resolve("data")).doesNotExist();
  }

  @Test
  void aDataFolderThatCannotBeOneEndsWithOneAndOneLine() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "not a folder");
    Ended ended = run("serve", "--data", file.toString(), "--rules", "curation-rules");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).singleElement().asString().contains(file.toString());
    assertThat(file).hasContent("not a folder");
  }
}
