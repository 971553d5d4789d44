package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;

/**
 * The same stream, replayed by the command and played over HTTP to a running server, leads through
 * the same changes to the same states.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(ReplayEqualsServerTest.OfItsOwn.class)
@Timeout(300)
final class ReplayEqualsServerTest {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Instant LAB_BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  /** A server whose clock and rules no other test shares. */
  public static final class OfItsOwn implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("tocsin.rules", rules().toString(), "tocsin.enrolment.token-lifetime", "1000d");
    }

    private static Path rules() {
      try {
        Path folder = Files.createTempDirectory("tocsin-rules");
        Path shipped = RulesFolder.shipped();
        try (Stream<Path> files = Files.walk(shipped)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            Path copy = folder.resolve(shipped.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
          }
        }
        mark(folder, "shared", RandomStream.SHARED);
        mark(folder, "protected", RandomStream.PROTECTED);
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void mark(Path folder, String tier, String range) throws IOException {
      Files.writeString(
          folder.resolve("allowlists").resolve("test-" + tier + ".yaml"),
          "tier: " + tier + "\nreason: a test\nentries: [\"" + range + "\"]\n");
    }
  }

  @TempDir Path scratch = Path.of("");

  @Inject ServerConfig config;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private int replay(RecordedHistory history, Path out) throws IOException {
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute(
                "replay",
                "--rules",
                config.rules().toString(),
                "--signals",
                history.writeSignals(scratch.resolve("signals.jsonl")).toString(),
                "--world",
                history.writeWorld(scratch.resolve("world.json")).toString(),
                "--out",
                out.toString());
    assertThat(err.toString()).isEmpty();
    return code;
  }

  private Instant nextMonday() {
    Instant begin = LAB_BEGIN;
    while (!begin.isAfter(clock.instant().plus(WEEK))) {
      begin = begin.plus(WEEK);
    }
    return begin;
  }

  private List<ToldChange> compare(RecordedHistory history) throws Exception {
    Path out = scratch.resolve("out.jsonl");
    assertThat(replay(history, out)).isZero();
    List<ToldChange> replayed = ToldChange.read(out);
    ServerPlay server = new ServerPlay(history, TestOperator.administrator(), clock, dataSource);
    server.play();

    List<ToldChange> expected = ToldChange.noticeable(replayed);
    List<ToldChange> played = ToldChange.noticeable(server.changes());
    assertThat(played.stream().map(ToldChange::withoutReason).toList())
        .containsExactlyElementsOf(expected.stream().map(ToldChange::withoutReason).toList());
    for (int i = 0; i < played.size(); i++) {
      if (!played.get(i).reason().isEmpty()) {
        assertThat(played.get(i)).isEqualTo(expected.get(i));
      }
    }
    compareFinally(history, replayed, server);
    return expected;
  }

  private static void compareFinally(
      RecordedHistory history, List<ToldChange> replayed, ServerPlay server) {
    Map<String, ToldChange> last = new HashMap<>();
    replayed.forEach(change -> last.put(change.ip(), change));
    Set<String> ips = new TreeSet<>();
    history.lines().forEach(line -> ips.add(line.ip()));
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    Map<String, Set<String>> delivered = new HashMap<>();
    for (String ip : ips) {
      ToldChange change = last.get(ip);
      String state = change == null ? "none" : change.state();
      expected.put(ip, state);
      found.put(ip, server.state(ip));
      if (change != null && (state.equals("scoped") || state.equals("global"))) {
        Set<String> to = new TreeSet<>(state.equals("global") ? server.reporters() : change.orgs());
        to.retainAll(server.reporters());
        delivered.put(ip, to);
      }
    }
    assertThat(found).isEqualTo(expected);
    assertThat(server.delivered(ips)).isEqualTo(delivered);
  }

  @ParameterizedTest
  @ValueSource(longs = {1})
  void leadsThroughTheSameChangesToTheSameStates(long seed) throws Exception {
    List<ToldChange> changes = compare(RandomStream.of(seed, nextMonday(), 12));

    assertThat(changes.stream().map(ToldChange::state).collect(Collectors.toSet()))
        .isEqualTo(Set.of("global", "scoped", "held", "rejected", "none"));
  }

  @Test
  void agreesOnAStreamOfTheLabUnderAttack() throws Exception {
    List<ToldChange> changes = compare(cut(attacked()));

    assertThat(changes).hasSizeGreaterThan(10);
  }

  private RecordedHistory attacked() throws IOException {
    Path folder = scratch.resolve("lab");
    List<String> line =
        List.of("lab", "--campaign", "A4", "--budget", "0.1", "--world", "tiny", "--days", "10");
    List<String> more = List.of("--methods", "single report", "--write-stream", folder.toString());
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(new StringWriter()))
            .execute(Stream.of(line, more).flatMap(List::stream).toArray(String[]::new));
    assertThat(code).isZero();
    String name = "A4-0.1-1-single-report";
    return RecordedHistory.read(
        folder.resolve(name + ".signals.jsonl.gz"),
        folder.resolve(name + ".world.json"),
        Duration.between(LAB_BEGIN, nextMonday()));
  }

  /** Leaves some of the addresses that several saw, so that it is played in seconds. */
  private static RecordedHistory cut(RecordedHistory history) {
    Map<String, Set<String>> reporters = new TreeMap<>();
    history
        .lines()
        .forEach(
            line -> reporters.computeIfAbsent(line.ip(), any -> new HashSet<>()).add(line.org()));
    Set<String> some = new HashSet<>();
    reporters.forEach(
        (ip, by) -> {
          if (by.size() >= 4 && ip.hashCode() % 40 == 0) {
            some.add(ip);
          }
        });
    return history.only(line -> some.contains(line.ip()));
  }
}
