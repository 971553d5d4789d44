package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A replay takes well-formed input or nothing: what is wrong is told in one line that says where,
 * and no output is left. In these texts ' stands for ".
 */
@Timeout(60)
final class HostileReplayTest {

  private static final String AT = "'at':'2026-01-01T00:00:00Z'";
  private static final String REST =
      ",'org':'o1','agent':'a1','asn':64500,'prefix':'p1','ip':'45.1.2.3',"
          + "'scenario':'crowdsecurity/ssh-bf'}";
  private static final String GOOD = "{" + AT + REST;

  private static final List<String> RULES =
      List.of("policy.yaml", "scenarios.yaml", "review.yaml", "anchors.yaml");

  @TempDir Path scratch = Path.of("");
  private Path rules = Path.of("");

  /** Without the many ranges, which take longer to read than what is tested. */
  @BeforeEach
  void fewRules(@TempDir Path folder) throws IOException {
    for (String name : RULES) {
      Files.copy(Path.of("curation-rules", name), folder.resolve(name));
    }
    rules = folder;
  }

  private record Ended(int code, List<String> err, Path out) {}

  private Ended replay(Object... more) {
    Path out = scratch.resolve("out.jsonl");
    List<String> line = new ArrayList<>(List.of("replay"));
    Stream.of(more).map(Object::toString).forEach(line::add);
    if (!line.contains("--rules")) {
      line.addAll(List.of("--rules", rules.toString()));
    }
    if (!line.contains("--out")) {
      line.addAll(List.of("--out", out.toString()));
    }
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine().setErr(new PrintWriter(err, true)).execute(line.toArray(String[]::new));
    return new Ended(code, err.toString().lines().toList(), out);
  }

  private Ended replayed(byte[] signals) throws IOException {
    return replay("--signals", Files.write(scratch.resolve("s.jsonl"), signals));
  }

  private Ended replayed(String... lines) throws IOException {
    return replayed(bytes(String.join("\n", lines) + "\n"));
  }

  private static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private void assertRefused(Ended ended, String where) throws IOException {
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .singleElement()
        .asString()
        .startsWith("tocsin: ")
        .contains(where)
        .hasSizeLessThan(600)
        .doesNotContain("Exception", "\tat ");
    assertNothingLeft();
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("out."));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // The value of one field is what is wrong with a line; what is told names the field.
        "at | 'yesterday'",
        "at | ''",
        "at | 1767225600",
        "at | null",
        "at | '2026-01-01'",
        "at | '2026-01-01T00:00:00'",
        "at | '2026-02-30T00:00:00Z'",
        "at | '2026-01-01T24:00:01Z'",
        "at | '2026-06-30T23:59:60Z'",
        "at | '0001-01-01T00:00:00Z'",
        "at | '-0001-01-01T00:00:00Z'",
        "at | '9999-12-31T23:59:59Z'",
        "at | '+999999999-12-31T23:59:59Z'",
        "at | ['2026-01-01T00:00:00Z']",
        "org | ''",
        "org | ' '",
        "org | 7",
        "org | null",
        "org | 'a\\u0000b'",
        "org | 'a\\nb'",
        "agent | {}",
        "agent | true",
        "asn | -1",
        "asn | 64500.5",
        "asn | '64500'",
        "asn | 4294967296",
        "asn | 99999999999999999999999999",
        "asn | 1e400",
        "asn | null",
        "prefix | 5",
        "prefix | ''",
        "ip | ''",
        "ip | 'localhost'",
        "ip | '45.1.2'",
        "ip | '45.66051'",
        "ip | '0x2d.1.2.3'",
        "ip | '045.1.2.3'",
        "ip | '45.1.2.256'",
        "ip | '45.1.2.3:80'",
        "ip | '[2a01::1]'",
        "ip | '[2a01::1]:80'",
        "ip | 'fe80::1%eth0'",
        "ip | '2a01::1%0'",
        "ip | '45.1.2.0/24'",
        "ip | ' 45.1.2.3'",
        "ip | '4٥.1.2.3'",
        "ip | 755040771",
        "ip | ':::'",
        "scenario | ''",
        "scenario | []",
        "scenario | null",
      })
  void refusesAValueThatMakesNoSenseNamingLineAndField(String field, String value)
      throws IOException {
    String line = GOOD.replaceFirst("'" + field + "':('[^']*'|[0-9]+)", "'" + field + "':@");

    assertRefused(replayed(GOOD, "", line.replace("@", value)), "s.jsonl:3: " + field + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"at", "org", "agent", "asn", "prefix", "ip", "scenario"})
  void refusesALineWithoutAFieldNamingIt(String field) throws IOException {
    String without = GOOD.replaceFirst("'" + field + "':('[^']*'|[0-9]+),?", "").replace(",}", "}");

    assertRefused(replayed(GOOD, without), "s.jsonl:2: " + field + ": the field is missing");
  }

  @Test
  void refusesUnknownAndRepeatedFieldsNamingThem() throws IOException {
    assertRefused(replayed("{'more':1," + GOOD.substring(1)), "s.jsonl:1: more: unknown field");
    assertRefused(
        replayed("{'ip':'45.1.2.4'," + GOOD.substring(1)),
        "s.jsonl:1: not JSON: Duplicate field 'ip'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "7",
        "null",
        "'text'",
        "{",
        "}",
        "not json",
        "{'at'}",
        "{} {}",
        "# a comment",
        "{'at':NaN}",
        "{'at':0x7}",
        "{'at':'\\ud800'}x",
      })
  void refusesALineThatIsNoObject(String line) throws IOException {
    assertRefused(replayed(GOOD, line), "s.jsonl:2: ");
  }

  @Test
  void refusesTwoObjectsOnALine() throws IOException {
    assertRefused(replayed(GOOD + GOOD), "s.jsonl:1: ");
    assertRefused(replayed("[" + GOOD + "]"), "s.jsonl:1: ");
  }

  @Test
  void refusesWhatIsDeepOrLong() throws IOException {
    assertRefused(replayed(GOOD, "[".repeat(30_000)), "s.jsonl:2: ");
    assertRefused(replayed(GOOD, "{'at':".repeat(9_000)), "s.jsonl:2: ");
    assertRefused(replayed(GOOD, "x".repeat(10_000_000)), "s.jsonl:2: the line is longer than");
    assertRefused(replayed(GOOD.replace("o1", "o".repeat(201))), "s.jsonl:1: org: ");
  }

  @Test
  void refusesTimesOutOfOrder() throws IOException {
    String earlier = GOOD.replace("2026-01-01T00:00:00Z", "2025-12-31T23:59:59.999Z");

    assertRefused(replayed(GOOD, earlier), "s.jsonl:2: at: ");
  }

  @Test
  void refusesBytesThatAreNoText() throws IOException {
    byte[] latin = GOOD.replace("o1", "é").replace('\'', '"').getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(replayed(latin), "s.jsonl:1: the text is not UTF-8");
    assertRefused(replayed(GOOD, "\0\0\0"), "s.jsonl:2: ");
    assertRefused(replayed(GOOD.replace("o1", "o\0")), "s.jsonl:1: ");
    assertRefused(replayed(GOOD.getBytes(StandardCharsets.UTF_16)), "s.jsonl:1: ");
    assertRefused(replayed(new byte[4_096]), "s.jsonl:1: ");
  }

  @Test
  void refusesGzipThatIsBrokenOrCutOff() throws IOException {
    byte[] zipped = gzip(bytes((GOOD + "\n").repeat(2_000)));
    byte[] broken = zipped.clone();
    broken[zipped.length / 2] ^= 0x55;
    for (byte[] bad :
        List.of(
            java.util.Arrays.copyOf(zipped, zipped.length / 2),
            java.util.Arrays.copyOf(zipped, zipped.length - 4),
            java.util.Arrays.copyOf(zipped, 5),
            java.util.Arrays.copyOf(zipped, 2),
            broken)) {
      assertRefused(replayed(bad), "s.jsonl:");
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | w.json: ",
        "`` | w.json: ",
        "{ | w.json: ",
        "{} {} | w.json: ",
        "{'organisation':[]} | w.json: organisation: unknown field",
        "{'organisations':{}} | w.json: organisations: ",
        "{'organisations':null} | w.json: organisations: ",
        "{'organisations':[7]} | w.json: organisations[0]",
        "{'organisations':[{'id':'a'},{}]} | w.json: organisations[1]: id: ",
        "{'organisations':[{'id':'a'},{'id':'a'}]} | w.json: organisations[1]: id: ",
        "{'organisations':[{'id':'a','vouched':'yes'}]} | w.json: organisations[0]: vouched: ",
        "{'organisations':[{'id':'a','honeypot':1}]} | w.json: organisations[0]: honeypot: ",
        "{'organisations':[{'id':'a','name':'a'}]} | w.json: organisations[0]: name: unknown",
        "{'organisations':[{'id':'a','enrolledAt':'x'}]} | w.json: organisations[0]: enrolledAt: ",
        "{'allowlist':'45.0.0.0/8'} | w.json: allowlist: ",
        "{'allowlist':[{'tier':'never'}]} | w.json: allowlist[0]: range: ",
        "{'allowlist':[{'range':'45.0.0.0/8'}]} | w.json: allowlist[0]: tier: ",
        "{'allowlist':[{'range':'45.0.0.0/8','tier':'x'}]} | w.json: allowlist[0]: tier: ",
        "{'allowlist':[{'range':'45.0.0.0/33','tier':'never'}]} | w.json: allowlist[0]: range: ",
        "{'allowlist':[{'range':'45.0.0.1/8','tier':'never'}]} | w.json: allowlist[0]: range: ",
        "{'allowlist':[{'range':7,'tier':'never'}]} | w.json: allowlist[0]: range: ",
        "{'shared':[7]} | w.json: shared[0]: ",
        "{'shared':['here']} | w.json: shared[0]: ",
        "{'shared':[],'shared':[]} | w.json: ",
      })
  void refusesAWorldThatMakesNoSenseNamingThePath(String world, String where) throws IOException {
    Path signals = Files.write(scratch.resolve("s.jsonl"), bytes(GOOD));
    Path file = Files.write(scratch.resolve("w.json"), bytes(world));

    assertRefused(replay("--signals", signals, "--world", file), where);
  }

  @Test
  void refusesAWorldThatIsNoText() throws IOException {
    Path signals = Files.write(scratch.resolve("s.jsonl"), bytes(GOOD));
    Path file = Files.write(scratch.resolve("w.json"), new byte[] {'{', (byte) 0xff, '}'});

    assertRefused(replay("--signals", signals, "--world", file), "w.json: ");
  }

  @Test
  void refusesFilesThatAreNotThereOrAreFolders() throws IOException {
    Path signals = Files.write(scratch.resolve("s.jsonl"), bytes(GOOD));
    Path folder = Files.createDirectory(scratch.resolve("folder"));
    Path nowhere = scratch.resolve("nowhere");

    assertRefused(replay("--signals", nowhere), "nowhere");
    assertRefused(replay("--signals", folder), "folder");
    assertRefused(replay("--signals", signals, "--world", nowhere), "nowhere");
    assertRefused(replay("--signals", signals, "--world", folder), "folder");
    assertRefused(replay("--signals", signals, "--rules", nowhere), "nowhere");
    assertRefused(replay("--signals", signals, "--rules", signals), "s.jsonl");
    assertRefused(replay("--signals", signals, "--out", folder), "folder");
    assertThat(folder).isEmptyDirectory();
    assertRefused(replay("--signals", signals, "--out", nowhere.resolve("out.jsonl")), "nowhere");
    assertRefused(replay("--signals", signals, "--out", signals), "s.jsonl");
    assertThat(signals).hasBinaryContent(bytes(GOOD));
  }

  @Test
  void refusesRulesThatMakeNoSense() throws IOException {
    Path signals = Files.write(scratch.resolve("s.jsonl"), bytes(GOOD));
    String policy = Files.readString(rules.resolve("policy.yaml"));
    Files.writeString(rules.resolve("policy.yaml"), policy.replace("score: 1.5", "score: much"));

    Ended ended = replay("--signals", signals);

    assertThat(ended.err()).anyMatch(line -> line.matches(".*policy.yaml:\\d+: .*score: .*"));
    assertThat(ended.code()).isEqualTo(2);
    assertNothingLeft();
  }

  @Test
  void keepsAnOlderOutputWhenTheInputIsRefused() throws IOException {
    Path out = Files.writeString(scratch.resolve("older.jsonl"), "older");
    Path signals = Files.write(scratch.resolve("s.jsonl"), bytes(GOOD + "\n{}"));

    assertRefused(replay("--signals", signals, "--out", out), "s.jsonl:2: at: ");
    assertThat(out).hasContent("older");
    assertThat(scratch.resolve("older.jsonl.unfinished")).doesNotExist();
  }

  @Test
  void takesNothingForAStreamInWhichNothingHappens() throws IOException {
    for (String text : List.of("", "\n", " \n\r\n\n", "﻿")) {
      Ended ended = replayed(bytes(text));

      assertThat(ended.err()).isEmpty();
      assertThat(ended.code()).isZero();
      assertThat(ended.out()).isEmptyFile();
    }
    Ended ended = replayed(gzip(new byte[0]));
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).isEmptyFile();
  }

  /** What of a stream stays the same however it is written down. */
  @Test
  void takesAnyLineEndsAndAByteOrderMark() throws IOException {
    String second = GOOD.replace("o1", "o2");
    Path world =
        Files.write(
            scratch.resolve("w.json"),
            bytes("﻿{'organisations':[{'id':'o1','vouched':true},{'id':'o2','honeypot':true}]}"));
    List<String> outs = new ArrayList<>();
    for (byte[] signals :
        List.of(
            bytes(GOOD + "\n" + second),
            bytes("﻿" + GOOD + "\n" + second + "\n"),
            bytes(GOOD + "\r\n" + second + "\r\n"),
            bytes("\n  " + GOOD + " \n\n\t" + second + "\n\n"),
            bytes(GOOD.replace("T00:00:00Z", "T01:00:00+01:00") + "\n" + second),
            gzip(bytes(GOOD + "\n" + second)),
            concat(gzip(bytes(GOOD + "\n")), gzip(bytes(second))))) {
      Path file = Files.write(scratch.resolve("s.jsonl"), signals);
      Ended ended = replay("--signals", file, "--world", world);
      assertThat(ended.err()).isEmpty();
      assertThat(ended.code()).isZero();
      outs.add(Files.readString(ended.out()));
    }

    assertThat(outs.get(0).lines()).singleElement().asString().contains("\"state\":\"global\"");
    assertThat(outs).allMatch(outs.get(0)::equals);
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** No address is listed for everybody unless an anchor saw it in the 72 hours before. */
  @Test
  @Timeout(30)
  void keepsItsPromisesInAStreamThatJumpsAndRepeats() throws IOException {
    Path world =
        Files.write(
            scratch.resolve("w.json"),
            bytes("{'organisations':[{'id':'pot','honeypot':true},{'id':'v','vouched':true}]}"));
    List<String> lines = new ArrayList<>();
    Map<String, List<Instant>> anchored = new HashMap<>();
    for (String start :
        List.of("1970-01-01T00:00:00Z", "2016-02-29T23:59:59.999999999Z", "2026-01-01T00:00:00Z")) {
      Instant at = Instant.parse(start);
      for (int i = 0; i < 4_000; i++) {
        String ip = "45.1." + (i % 40) + "." + (i % 7);
        String org = i % 50 == 0 ? "pot" : i % 31 == 0 ? "v" : "o" + (i % 300);
        if (org.equals("pot") || org.equals("v")) {
          anchored.computeIfAbsent(ip, any -> new ArrayList<>()).add(at);
        }
        String line =
            GOOD.replace("2026-01-01T00:00:00Z", at.toString())
                .replace("'o1'", "'" + org + "'")
                .replace("64500", String.valueOf(i % 90))
                .replace("p1", "p" + i % 200)
                .replace("45.1.2.3", ip);
        lines.add(line);
        lines.add(line);
        at = i > 2_000 ? at.plusSeconds(i % 120) : at;
      }
    }
    Path signals = Files.write(scratch.resolve("s.jsonl"), bytes(String.join("\n", lines)));

    Ended ended = replay("--signals", signals, "--world", world);

    assertThat(ended.err()).isEmpty();
    List<ToldChange> global =
        ToldChange.read(ended.out()).stream()
            .filter(change -> change.state().equals("global"))
            .toList();
    assertThat(global).hasSizeGreaterThan(20);
    for (ToldChange change : global) {
      assertThat(anchored.getOrDefault(change.ip(), List.of()))
          .as("%s", change)
          .anyMatch(
              seen ->
                  !seen.isAfter(change.at())
                      && seen.isAfter(change.at().minus(Duration.ofDays(3))));
    }
  }
}
