package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small stream of which every change was worked out by hand from the shipped rules:
 *
 * <ul>
 *   <li>45.1.0.1 is seen by two vouched organisations at 10:00 and 10:05:30, listed after a soak of
 *       15 minutes from the run at 10:06, and kept for as long as both halving votes sum up to a
 *       half: both are down to a quarter 48 hours on, and the older one loses a step at 10:10. A
 *       day later one vouched organisation is not enough to list it again, a honeypot is, at once.
 *   <li>45.1.0.2 is seen by a honeypot and a vouched organisation on the minute, whose run takes
 *       both up. 45.1.0.3 has nobody beside the honeypot who is trusted, 45.1.0.4 only a sighting
 *       that can be forged, 45.1.0.5 only weak ones: nothing changes.
 *   <li>45.1.1.1 and 45.1.2.1 are exempt. 45.1.3.1 is protected: held for a person, and dropped
 *       after a day.
 *   <li>45.1.4.1 is shared: two and three witnesses are not enough, four are, and six hours after
 *       the last sighting it is off.
 *   <li>2a01:4f8::1 is one address however it is written.
 * </ul>
 */
final class GoldenReplayTest {

  private static final Path FOLDER = Path.of("src/test/resources/replay");

  @TempDir Path scratch = Path.of("");

  @Test
  void changesWhatWasWorkedOutByHand() throws Exception {
    Path out = scratch.resolve("out.jsonl");
    StringWriter err = new StringWriter();

    int code =
        Main.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute(
                "replay",
                "--rules",
                "curation-rules",
                "--signals",
                FOLDER.resolve("signals.jsonl").toString(),
                "--world",
                FOLDER.resolve("world.json").toString(),
                "--out",
                out.toString());

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(withoutVersion(Files.readAllLines(out)))
        .containsExactlyElementsOf(Files.readAllLines(FOLDER.resolve("expected.jsonl")));
  }

  /** The version is that of all rules, also of those that have no say here. */
  private static List<String> withoutVersion(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceFirst("\"rule_version\":\"[^\"]{16,}\",", ""))
        .toList();
  }
}
