package org.tocsin.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LogCheckTest {

  private static final MadeKey KEY = new MadeKey();
  private static final Limits WHOLE = Limits.documented().withLogRequired().withWholeLog();

  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private final MadeRelease release = new MadeRelease(9_000, "45.83.64.9\n").sign(KEY);

  private MadeLog log(int before) {
    MadeLog log = new MadeLog();
    for (int i = 0; i < before; i++) {
      log.entries.add(new UUID(2, 2) + " " + i + " " + "%064x".formatted(i));
    }
    return log;
  }

  private Map<String, byte[]> with(MadeLog log) {
    Map<String, byte[]> files = new TreeMap<>(release.files);
    log.writeTo(files, KEY);
    return files;
  }

  private static Outcome check(Map<String, byte[]> files, Optional<Known.Log> before) {
    Known known = new Known(new UUID(3, 3), 1, "0".repeat(64), before);
    return Checks.check(
        files,
        new Expected(Optional.of(known), Optional.empty(), Ranges.none()),
        WHOLE,
        Checks.NOW,
        KEY);
  }

  private static Known.Log state(MadeLog log) {
    return new Known.Log(log.entries.size(), Base64.getEncoder().encodeToString(log.root()));
  }

  private static void assertWrong(Outcome outcome, String told) {
    assertThat(Checks.wrong(outcome)).singleElement().asString().contains(told);
    assertThat(outcome.known()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  })
  void treesHaveTheRootsThatAreKnownForThem(int leaves, String root) {
    List<byte[]> hashes =
        LEAVES.stream().limit(leaves).map(HexFormat.of()::parseHex).map(Merkle::leaf).toList();

    assertThat(HexFormat.of().formatHex(Merkle.root(hashes))).isEqualTo(root);
  }

  @ParameterizedTest
  @CsvSource({"0, 000", "67, 067", "1000, x001/000", "1234067, x001/x234/067"})
  void tilesAreNamedInGroupsOfThreeDigits(long index, String path) {
    assertThat(Tiles.path(index)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 6, 254, 255, 256, 300, 511, 600, 1023})
  void aLogOfAnyLengthIsRightAndGrowsFromAnyShorterOne(int before) {
    MadeLog log = log(before);
    log.entries.add(release.entry());
    Map<String, byte[]> files = with(log);

    for (int older = 0; older <= log.entries.size(); older += 1 + older / 5) {
      MadeLog shorter = new MadeLog();
      shorter.entries.addAll(log.entries.subList(0, older));
      Outcome outcome = check(files, Optional.of(state(shorter)));
      assertThat(Checks.wrong(outcome)).as("from %d", older).isEmpty();
      assertThat(outcome.known().flatMap(Known::log)).contains(state(log));
    }
  }

  @Test
  void aLogOfSeventyThousandEntriesHasThreeLevels() {
    MadeLog log = log(70_000);
    log.entries.add(release.entry());

    assertThat(Checks.wrong(check(with(log), Optional.of(state(log(66_000)))))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 300})
  void aLogThatWasCutOrRewrittenIsWrong(int before) {
    MadeLog log = log(before);
    log.entries.add(release.entry());
    MadeLog other = log(before + 1);
    other.entries.set(1, other.entries.get(2));

    assertWrong(check(with(log), Optional.of(state(log(before + 2)))), "before");
    assertWrong(check(with(log), Optional.of(state(log(before + 1)))), "was rewritten");
    assertWrong(check(with(log), Optional.of(state(other))), "was rewritten");
  }

  @Test
  void theHeadsReleaseMustBeInTheLogAsItIs() {
    MadeLog log = log(5);
    assertWrong(check(with(log), Optional.empty()), "is not among the newest entries");
    assertWrong(check(with(log(0)), Optional.empty()), "is not among the newest entries");

    log.entries.add(MadeRelease.SESSION + " 9000 " + "0".repeat(64));
    assertWrong(check(with(log), Optional.empty()), "the log says of this release");

    log.entries.add(release.entry());
    assertWrong(check(with(log), Optional.empty()), "two sets of one release");

    log = log(5);
    log.entries.add("something else");
    assertWrong(check(with(log), Optional.empty()), "log entry 5 is no release");
  }

  @Test
  void aReleaseThatTheLogHasAlreadyIsTold() {
    MadeLog log = log(5);
    log.entries.add(release.entry());
    log.entries.add(MadeRelease.SESSION + " 9001 " + "0".repeat(64));

    Outcome outcome = check(with(log), Optional.empty());
    assertThat(outcome.isRight()).isTrue();
    assertThat(outcome.findings())
        .extracting(Finding::sentence)
        .contains("the log tells of serial 9001 already");
  }

  @Test
  void withoutALogThereIsAFindingOnlyForWhomeverExpectsOne() {
    Map<String, byte[]> files = release.files;

    assertThat(Checks.check(files, KEY).isRight()).isTrue();
    assertWrong(check(files, Optional.empty()), "there is no log/checkpoint");
    assertThat(
            Checks.wrong(
                Checks.check(
                    files,
                    new Expected(
                        Optional.of(
                            new Known(
                                new UUID(3, 3), 1, "0".repeat(64), Optional.of(state(log(2))))),
                        Optional.empty(),
                        Ranges.none()),
                    Limits.documented(),
                    Checks.NOW,
                    KEY)))
        .singleElement()
        .asString()
        .contains("there was one before");
  }

  @Test
  void aFullTileStandsInForAPartialOne() {
    MadeLog log = log(300);
    log.entries.add(release.entry());
    Map<String, byte[]> files = with(log);
    MadeLog longer = log(300);
    longer.entries.add(release.entry());
    longer.entries.addAll(log(600).entries);
    Map<String, byte[]> later = with(longer);
    for (String name : List.of("tile/0/001", "tile/entries/001")) {
      files.remove("/blocklist/log/" + name + ".p/45");
      files.put(
          "/blocklist/log/" + name, later.getOrDefault("/blocklist/log/" + name, new byte[0]));
    }

    assertThat(Checks.wrong(check(files, Optional.empty()))).isEmpty();
    files.remove("/blocklist/log/tile/0/001");
    assertWrong(check(files, Optional.empty()), "there is no log/tile/0/001");
  }

  @Test
  void onlyAKnownKeyMakesACheckpoint() {
    MadeLog log = log(5);
    log.entries.add(release.entry());
    Map<String, byte[]> files = with(log);
    log.writeTo(files, new MadeKey());
    assertWrong(check(files, Optional.empty()), "signed by no key that is known");

    log.writeTo(files, new MadeKey(), KEY);
    assertThat(check(files, Optional.empty()).isRight()).isTrue();
  }

  @Test
  void aCheckpointHasOnePossibleText() {
    MadeLog log = log(5);
    log.entries.add(release.entry());
    Map<String, byte[]> files = with(log);
    String note =
        new String(
            files.getOrDefault("/blocklist/log/checkpoint", new byte[0]), StandardCharsets.UTF_8);
    for (String damaged :
        List.of(
            note.strip(),
            note.replace("\n6\n", "\n06\n"),
            note.replace("\n6\n", "\n7\n"),
            note.replaceFirst("=\n\n", "=\nmore\n\n"),
            note.replace("— ", "- "),
            note + "more\n",
            note.replace("\n\n", "\n"),
            note.replaceFirst("[^ ]*\n$", "AAAA\n"),
            note.replaceFirst("[^ ]*\n$", "\n"),
            "",
            "\n\n")) {
      files.put("/blocklist/log/checkpoint", damaged.getBytes(StandardCharsets.UTF_8));
      assertThat(check(files, Optional.empty()).isRight()).as(damaged).isFalse();
    }
  }

  @Test
  void anEntryThatWasChangedTogetherWithItsTileIsFound() {
    MadeLog log = log(300);
    log.entries.add(release.entry());
    Map<String, byte[]> files = with(log);
    log.entries.set(7, log.entries.get(8));
    Map<String, byte[]> changed = with(log);
    for (String name : List.of("tile/0/000", "tile/entries/000")) {
      files.put(
          "/blocklist/log/" + name, changed.getOrDefault("/blocklist/log/" + name, new byte[0]));
    }

    assertWrong(
        check(files, Optional.empty()),
        "log/tile/0/000 does not hash to its place in the tile above");
  }

  @Test
  void aChangedByteInAnyFileOfTheLogIsFound() {
    MadeLog log = log(300);
    log.entries.add(release.entry());
    Map<String, byte[]> files = with(log);
    List<String> names = new ArrayList<>(files.keySet());
    names.removeIf(name -> !name.startsWith("/blocklist/log/"));
    assertThat(names).hasSize(6);
    for (String name : names) {
      byte[] whole = files.getOrDefault(name, new byte[0]);
      for (int at = 0; at < whole.length; at += 1 + whole.length / 200) {
        byte[] changed = whole.clone();
        changed[at] = (byte) (changed[at] ^ 1 << at % 8);
        files.put(name, changed);
        assertThat(check(files, Optional.empty()).isRight()).as("%s at %d", name, at).isFalse();
      }
      files.put(name, whole);
    }
  }
}
