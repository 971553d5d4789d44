package org.tocsin.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabTest {

  private static final Map<String, String> SMALL =
      Map.of("--world", "tiny", "--days", "16", "--campaign", "none,A2");

  private static final long GROUPS = Figure.Group.values().length;

  @TempDir private Path folder;

  private static String run(Map<String, String> more) throws IOException {
    Map<String, String> options = new HashMap<>(SMALL);
    options.putAll(more);
    StringWriter out = new StringWriter();
    new Lab(Baselines.all(), () -> 0)
        .run(
            LabOptions.parse(options),
            new PrintWriter(out),
            false,
            new ProgressLine(new PrintWriter(Writer.nullWriter()), false));
    return out.toString();
  }

  @Test
  void playsEveryMethod() throws IOException {
    String out = run(Map.of("--methods", "all", "--days", "10"));
    for (Method.Maker maker : Baselines.all()) {
      assertThat(rowsOf(maker.name(), out)).as(maker.name()).isEqualTo(2 * GROUPS);
    }
  }

  @Test
  void playsEverySettingOnceAndTheQuietWorldOncePerSeed() throws IOException {
    String out = run(Map.of("--budget", "0.05,0.2", "--seed", "1,2", "--methods", "single report"));
    assertThat(rowsOf("single report", out)).isEqualTo(2 * 3 * GROUPS);
    assertThat(out).containsOnlyOnce("no attack, seed 2").containsPattern("A2 .*20 %.*seed 2");
  }

  private static long rowsOf(String method, String out) {
    return out.lines().filter(line -> line.strip().startsWith(method + " ")).count();
  }

  @Test
  void writesTheSameFilesForTheSameSeed() throws IOException {
    Path page = folder.resolve("a/lab.html");
    Path markdown = folder.resolve("b/lab.md");
    Map<String, String> options =
        Map.of(
            "--methods", "count 3 agents",
            "--report", page.toString(),
            "--markdown", markdown.toString());
    run(options);
    String firstPage = Files.readString(page);
    String firstMarkdown = Files.readString(markdown);
    run(options);
    assertThat(Files.readString(page)).isEqualTo(firstPage).contains("count 3 agents");
    assertThat(Files.readString(markdown)).isEqualTo(firstMarkdown).contains("count 3 agents");
  }

  @Test
  void writesTheStreamThatAMethodWasGiven() throws IOException {
    run(Map.of("--methods", "count 3 agents", "--write-stream", folder.toString()));
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.sorted().toList();
    }
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "A2-0.05-1-count-3-agents.signals.jsonl.gz",
            "A2-0.05-1-count-3-agents.world.json",
            "none-0.0-1-count-3-agents.signals.jsonl.gz",
            "none-0.0-1-count-3-agents.world.json");
    List<String> attacked = lines(files.get(0));
    assertThat(attacked)
        .allMatch(line -> line.startsWith("{\"at\":\"2026-01-") && line.endsWith("\"}"))
        .hasSizeGreaterThan(lines(files.get(2)).size());
    assertThat(Files.readString(files.get(1)))
        .contains("\"organisations\":[", "\"honeypot\":true", "\"allowlist\":[", "\"shared\":[");
  }

  private static List<String> lines(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void refusesAMethodThatThereIsNot() {
    assertThatThrownBy(() -> run(Map.of("--methods", "crystal ball")))
        .isInstanceOf(LabRefused.class)
        .hasMessageStartingWith("--methods crystal ball: ")
        .hasMessageContaining("count 3 agents");
  }
}
