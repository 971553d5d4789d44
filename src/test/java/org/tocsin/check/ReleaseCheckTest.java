package org.tocsin.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ReleaseCheckTest {

  private static final MadeKey KEY = new MadeKey();
  private static final String SET = "45.83.64.9\n45.83.64.10\n2a01:4f9::1\n";

  private static MadeRelease release() {
    return new MadeRelease(3, SET)
        .delta(2, 3, "-45.83.64.8\n+45.83.64.10\n")
        .delta(0, 2, "+45.83.64.8\n+45.83.64.9\n+2a01:4f9::1\n");
  }

  private static Outcome check(MadeRelease release) {
    return Checks.check(release.files, KEY);
  }

  private static void assertWrong(Outcome outcome, String told) {
    assertThat(outcome.isRight()).isFalse();
    assertThat(outcome.known()).isEmpty();
    assertThat(Checks.wrong(outcome)).anyMatch(sentence -> sentence.contains(told));
  }

  private static Known known(long serial, String set) {
    return new Known(UUID.fromString(MadeRelease.SESSION), serial, set, Optional.empty());
  }

  private static Outcome after(Known known) {
    return Checks.check(
        release().sign(KEY).files,
        new Expected(Optional.of(known), Optional.empty(), Ranges.none()),
        Limits.documented(),
        Checks.NOW,
        KEY);
  }

  @Test
  void aReleaseAsDocumentedIsRight() {
    Outcome outcome = check(release().sign(KEY));

    assertThat(Checks.wrong(outcome)).isEmpty();
    assertThat(outcome.verified())
        .contains(
            "set: 2 IPv4 and 1 IPv6 addresses",
            "deltas: 2, 62 bytes, from serial 0",
            "signed by " + KEY.id());
    assertThat(outcome.known().map(Known::serial)).contains(3L);
    assertThat(Known.parse(outcome.known().orElseThrow().text()))
        .isEqualTo(outcome.known().orElseThrow());
  }

  @Test
  void theEmptySetBeforeTheFirstReleaseIsRight() {
    assertThat(check(new MadeRelease(0, "").sign(KEY)).isRight()).isTrue();
  }

  static Stream<Arguments> heads() {
    return Stream.of(
        head(head -> head.put("more", 1), "a field that is not documented: \"more\""),
        head(head -> head.remove("count"), "the head, count is no JSON object"),
        head(head -> head.remove("serial"), "serial must be a whole number"),
        head(head -> head.put("serial", "3"), "serial must be a whole number"),
        head(head -> head.put("serial", 3.5), "serial must be a whole number"),
        head(head -> head.put("serial", -1), "serial must be a whole number"),
        head(head -> head.put("serial", 4), "delta 2 to 3 leads to 3 and from there nothing to 4"),
        head(head -> head.put("serial", 0), "serial 0 must be the empty set"),
        head(head -> head.put("session", "1-1-1-1-1"), "session must be a UUID"),
        head(head -> head.put("issuedAt", "yesterday"), "issuedAt must be an instant"),
        head(head -> head.put("setSha256", "AB"), "setSha256 must be a SHA-256"),
        head(head -> head.put("setSha256", "0".repeat(64)), "the snapshot's checksum is"),
        head(head -> object(head, "count").put("v4", 3), "counts 3 IPv4 and 1 IPv6"),
        head(head -> object(head, "count").put("v5", 3), "not documented: \"v5\""),
        head(head -> object(head, "snapshot").put("bytes", 1), "should have 1 bytes, it has more"),
        head(head -> object(head, "snapshot").put("bytes", 99), "it has only"),
        head(head -> object(head, "snapshot").put("bytes", 1L << 40), "at most 67108864 are read"),
        head(head -> object(head, "snapshot").put("url", "/blocklist/x.txt"), "must end in"),
        head(head -> object(head, "snapshot").put("url", "//evil/x.txt"), "url must be"),
        head(head -> object(head, "snapshot").put("url", "/a/../x.txt"), "url must be"),
        head(head -> object(head, "snapshot").put("url", "file:///x.txt"), "url must be"),
        head(head -> head.putObject("deltas"), "deltas must be a list"),
        head(
            head -> head.withArray("deltas").remove(0),
            "delta 0 to 2 leads to 2 and from there nothing to 3"),
        head(head -> delta(head, 1).put("to", 1), "delta 0 to 1 leads to 1 and from there nothing"),
        head(
            head -> head.withArray("deltas").insert(0, delta(head, 1)),
            "delta 2 to 3 stands behind one from 0"),
        head(head -> delta(head, 1).put("from", 2), "delta 2 to 2 does not lead forward"),
        head(
            head -> {
              for (int i = 0; i < 200; i++) {
                head.withArray("deltas").add(delta(head, 1));
              }
            },
            "deltas has 202, at most 200"));
  }

  private static Arguments head(Consumer<ObjectNode> change, String told) {
    return Arguments.of(told, change);
  }

  private static ObjectNode object(ObjectNode head, String name) {
    return (ObjectNode) head.path(name);
  }

  private static ObjectNode delta(ObjectNode head, int index) {
    return (ObjectNode) head.path("deltas").path(index);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("heads")
  void aHeadThatIsNotAsDocumentedIsWrong(String told, Consumer<ObjectNode> change) {
    assertWrong(check(release().change(change).sign(KEY)), told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "45.83.64.10;45.83.64.9; | line 2: 45.83.64.9 stands behind 45.83.64.10",
        "2a01:4f9::1;45.83.64.9; | line 2: 45.83.64.9 stands behind 2a01:4f9::1",
        "45.83.64.9;45.83.64.9; | line 2: 45.83.64.9 stands there twice",
        "45.83.64.9;45.83.64.10 | line 2: it does not end in a line feed",
        "45.83.64.9;;45.83.64.10; | line 2: \"\" is no address",
        "45.83.64.09; | is no address in canonical text",
        "45.83.64.9\\r; | \"45.83.64.9?\" is no address",
        "45.83.64.0/24; | is no address in canonical text",
        "2A01:4f9::1; | is no address in canonical text",
        "::ffff:1.2.3.4; | is no address in canonical text",
      })
  void aSetThatIsNotCanonicalIsWrong(String set, String told) {
    String text = set.replace(';', '\n').replace("\\r", "\r");

    assertWrong(check(new MadeRelease(1, text).sign(KEY)), told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+45.83.64.10;-45.83.64.8; | is removed behind additions",
        "-45.83.64.8;-45.83.64.7; | 45.83.64.7 stands behind",
        "-45.83.64.8;+45.83.64.10;+45.83.64.10; | stands there twice",
        "-45.83.64.10;+45.83.64.10; | is both removed and added",
        "45.83.64.10; | begins with neither",
        "+45.83.64.10 | does not end in a line feed",
        "-45.83.64.10; | 45.83.64.10 leaves but is in the set",
        "-45.83.64.8;+45.83.64.10;+45.83.64.11; | 45.83.64.11 joins but is not in the set",
        "+45.83.64.10; | 45.83.64.8 joins but is not in the set",
        "-45.83.64.8; | serial 0, updated by the deltas, is not the head's: 45.83.64.10 is missing",
      })
  void aDeltaThatDoesNotLeadToTheSetIsWrong(String newest, String told) {
    MadeRelease release =
        new MadeRelease(3, SET)
            .delta(2, 3, newest.replace(';', '\n'))
            .delta(0, 2, "+45.83.64.8\n+45.83.64.9\n+2a01:4f9::1\n");

    assertWrong(check(release.sign(KEY)), told);
  }

  @Test
  void deltasMayTakeNoMoreRoomThanTheSnapshot() {
    StringBuilder removed = new StringBuilder();
    for (int i = 0; i < 6_000; i++) {
      removed.append("-45.84." + i / 250 + "." + i % 250 + "\n");
    }
    MadeRelease release = new MadeRelease(3, SET).delta(2, 3, removed.toString());

    assertWrong(check(release.sign(KEY)), "at most 65536 may be");
  }

  @Test
  void whatIsDamagedOrMissingOnTheWayIsNamed() {
    MadeRelease release = release().sign(KEY);
    for (String url : List.copyOf(release.files.keySet())) {
      byte[] whole = release.files.getOrDefault(url, new byte[0]);
      byte[] changed = whole.clone();
      changed[changed.length / 2] ^= 1;
      for (byte[] damaged :
          new byte[][] {changed, Arrays.copyOf(whole, whole.length - 1), new byte[0]}) {
        release.files.put(url, damaged);
        assertThat(check(release).isRight()).as(url).isFalse();
      }
      release.files.put(url, whole);
    }
    release.files.remove(release.head.path("snapshot").path("url").asText());
    assertWrong(check(release), "the snapshot is not there: /blocklist/set/");
  }

  @Test
  void onlyAKnownKeyCounts() {
    MadeKey other = new MadeKey();

    assertWrong(Checks.check(release().sign(other).files, KEY), "signed by no key that is known");
    assertWrong(Checks.check(release().sign().files, KEY), "signed by no key that is known");
    assertWrong(Checks.check(release().sign(KEY, KEY).files, KEY), "signed twice");
    Outcome rotating = Checks.check(release().sign(other, KEY).files, KEY);
    assertThat(rotating.isRight()).isTrue();
    assertThat(rotating.findings()).anyMatch(one -> one.sentence().contains(other.id()));
  }

  @Test
  void anEnvelopeHasOnePossibleText() {
    MadeRelease release = release().sign(KEY);
    String head =
        new String(
            release.files.getOrDefault("/blocklist/head.json", new byte[0]),
            StandardCharsets.UTF_8);
    for (String damaged :
        new String[] {
          head + " {}",
          head.replace("{\"payloadType\"", "{\"more\":1,\"payloadType\""),
          head.replace("vnd.tocsin.head", "vnd.tocsin.tail"),
          head.replaceFirst("\"payload\":\"", "\"payload\":\"\",\"payload\":\""),
          head.replaceFirst("\"payload\":\"", "\"payload\":\"*"),
          head.replace("==\"", "\""),
          "[]",
          "\u0000"
        }) {
      release.files.put("/blocklist/head.json", damaged.getBytes(StandardCharsets.UTF_8));
      assertThat(check(release).isRight()).as(damaged).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-02T00:00:00Z | the head has expired",
        "2026-03-01T23:59:59Z | ",
        "2026-02-28T23:55:00Z | ",
        "2026-02-28T23:54:59Z | issued in the future",
      })
  void aHeadIsGoodForADay(String now, String told) {
    Outcome outcome =
        Checks.check(
            release().sign(KEY).files,
            Expected.NOTHING,
            Limits.documented(),
            java.time.Instant.parse(now),
            KEY);

    if (told == null) {
      assertThat(outcome.isRight()).isTrue();
    } else {
      assertWrong(outcome, told);
    }
    assertWrong(
        check(release().change(head -> head.put("expiresAt", "2026-03-03T00:00:00Z")).sign(KEY)),
        "at most 24 hours are right");
  }

  @Test
  void aHeadThatGoesBackOrChangesASetIsWrongAndANewSessionIsTold() {
    assertThat(after(known(2, "0".repeat(64))).isRight()).isTrue();
    assertWrong(after(known(4, "0".repeat(64))), "goes back to serial 3, 4 was known");
    assertWrong(after(known(3, "0".repeat(64))), "serial 3 has two sets");
    Outcome begun = after(new Known(new UUID(7, 7), 9, "0".repeat(64), Optional.empty()));
    assertThat(begun.isRight()).isTrue();
    assertThat(begun.findings()).anyMatch(one -> one.sentence().contains("a new session"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | 45.83.64.8;45.83.64.9;2a01:4f9::1; | ",
        "1 | 45.83.64.8; | ",
        "3 | 45.83.64.9;45.83.64.10;2a01:4f9::1; | ",
        "3 | 45.83.64.9;45.83.64.10; | 2a01:4f9::1 is missing",
        "2 | 45.83.64.8;2a01:4f9::1; | 45.83.64.9 is missing",
        "2 | 45.83.64.7;45.83.64.8;45.83.64.9;2a01:4f9::1; | 45.83.64.7 is too much",
        "4 | 45.83.64.8; | a set of serial 4 is known",
      })
  void deltasLeadFromAnEarlierSet(long serial, String set, String told) {
    UUID session = UUID.fromString(MadeRelease.SESSION);
    Expected expected =
        new Expected(
            Optional.empty(),
            Optional.of(new Expected.Earlier(session, serial, set.replace(';', '\n'))),
            Ranges.none());
    Outcome outcome =
        Checks.check(release().sign(KEY).files, expected, Limits.documented(), Checks.NOW, KEY);

    if (told == null) {
      assertThat(Checks.wrong(outcome)).isEmpty();
    } else {
      assertWrong(outcome, told);
    }
  }

  @Test
  void nothingOfTheNeverListIsListed() {
    for (String range : new String[] {"45.83.64.0/29", "2a01:4fa::/32", "0.0.0.0"}) {
      assertThat(never(range).isRight()).as(range).isTrue();
    }
    for (String range : new String[] {"45.83.64.8/31", "2a01:4f9::/127", "::/0", "45.83.64.9"}) {
      assertWrong(never(range), "is listed and must never be");
    }
  }

  private static Outcome never(String range) {
    Ranges ranges = Ranges.of(List.of("45.0.0.0/32", range));
    Expected expected = new Expected(Optional.empty(), Optional.empty(), ranges);
    return Checks.check(release().sign(KEY).files, expected, Limits.documented(), Checks.NOW, KEY);
  }

  @ParameterizedTest
  @CsvSource({"500, true", "501, false"})
  void growthIsBoundedForWhomeverAsksForIt(int joining, boolean right) {
    StringBuilder set = new StringBuilder();
    StringBuilder added = new StringBuilder();
    for (int i = 0; i < joining; i++) {
      set.append("45.83." + i / 250 + "." + i % 250 + "\n");
      added.append("+45.83." + i / 250 + "." + i % 250 + "\n");
    }
    MadeRelease release = new MadeRelease(1, set.toString()).delta(0, 1, added.toString());
    release.sign(KEY);
    Limits bounded = Limits.documented().withGrowth(new Limits.Growth(500, 10, 0));

    assertThat(check(release).isRight()).isTrue();
    assertThat(Checks.check(release.files, Expected.NOTHING, bounded, Checks.NOW, KEY).isRight())
        .isEqualTo(right);
  }
}
