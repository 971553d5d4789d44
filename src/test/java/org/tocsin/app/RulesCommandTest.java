package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an operator sees of {@code rules test}. */
final class RulesCommandTest {

  private static final Path SHIPPED = Path.of("curation-rules");

  @TempDir Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void copyTheShippedRulesAndSomeCases() throws IOException {
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = SHIPPED.relativize(file).toString();
        if (!name.startsWith("tests/") || name.matches("tests/(soak|tier-scoped|a10-.*)/.*")) {
          Files.createDirectories(folder.resolve(name).getParent());
          Files.copy(file, folder.resolve(name));
        }
      }
    }
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private void spoil(String file, String part, String replacement) throws IOException {
    Path path = folder.resolve(file);
    assertThat(path).content().contains(part);
    Files.writeString(path, Files.readString(path).replace(part, replacement));
  }

  @Test
  void sayHowManyPassed() {
    assertThat(run("rules", "test", folder.toString())).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "pass a10-anchor-pressure", "pass soak", "pass tier-scoped", "3 passed, 0 failed");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void sayWhatFailedAndEndWithAnError() throws IOException {
    spoil("policy.yaml", "vouched: 0.5", "vouched: 1");

    assertThat(run("rules", "test", folder.toString())).isEqualTo(1);
    assertThat(out.toString().lines())
        .contains("FAIL a10-anchor-pressure", "pass soak", "2 passed, 1 failed")
        .anyMatch(line -> line.matches(" +expect.yaml:\\d+: 198.51.100.7 at 2h is global.*"));
  }

  @Test
  void sayWhatEachVoteIsFor() {
    assertThat(run("rules", "test", "--mutate", folder.toString())).isZero();
    assertThat(out.toString())
        .contains("198.51.100.7 at 27m without organisation 1 is none (floor.anchors,");
  }

  @Test
  void explainAnAddressInEachCaseThatHasIt() {
    assertThat(run("rules", "test", "--explain", "198.51.100.7", folder.toString())).isZero();
    assertThat(out.toString().lines())
        .contains("     198.51.100.7 is global", "     floors", "     votes")
        .anyMatch(line -> line.matches(" +global +anchors +[0-9.]+ +1 +met"))
        .anyMatch(line -> line.matches(" +1 +(honeypot|vouched) +\\S+ +1 +<\\S+"));

    assertThat(run("rules", "test", "--explain", "45.83.64.1", folder.toString())).isZero();
    assertThat(out.toString()).doesNotContain("45.83.64.1");
  }

  @Test
  void refuseBadRulesAndBadCasesWithTheirPlace() throws IOException {
    spoil("tests/soak/expect.yaml", "tier:", "tear:");
    assertThat(run("rules", "test", folder.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("tocsin: " + folder.resolve("tests/soak/expect.yaml") + ":3: expect.tier: ");

    spoil("policy.yaml", "soak: 15m", "soak: 15");
    assertThat(run("rules", "test", folder.toString())).isEqualTo(2);
    assertThat(err.toString())
        .containsPattern(
            "tocsin: " + folder.resolve("policy.yaml") + ":\\d+: tiers.global.soak: expected");
  }

  @Test
  void refuseWhatIsNoFolderAndWhatIsNoCommand() {
    assertThat(run("rules", "test", folder.resolve("lost").toString())).isEqualTo(2);
    assertThat(run("rules")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "tocsin: " + folder.resolve("lost") + " is not a rules folder (see: tocsin help)",
            "tocsin: a command is missing (see: tocsin help)");
  }
}
