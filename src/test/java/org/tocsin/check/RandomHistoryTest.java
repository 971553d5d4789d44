package org.tocsin.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Histories made up and written per ADR 10 by code that knows neither the writer nor the reader.
 */
final class RandomHistoryTest {

  private static final MadeKey KEY = new MadeKey();
  private static final int POOL = 60;
  private static final Limits WHOLE = Limits.documented().withLogRequired().withWholeLog();

  private final List<List<Boolean>> sets = new ArrayList<>(List.of(nobody()));
  private final MadeLog log = new MadeLog();

  private static List<Boolean> nobody() {
    return Stream.generate(() -> false).limit(POOL).collect(Collectors.toList());
  }

  /** By number, which is also the order in a set: first IPv4, then IPv6. */
  private static String address(int number) {
    return number < POOL / 2
        ? "45.85." + number + ".7"
        : "2a01:4f9::" + Integer.toHexString(number);
  }

  private static String lines(String sign, java.util.function.IntPredicate wanted) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < POOL; i++) {
      text.append(wanted.test(i) ? sign + address(i) + "\n" : "");
    }
    return text.toString();
  }

  private String set(int serial) {
    return lines("", sets.get(serial)::get);
  }

  /** What became of each address that changed after one release, up to another. */
  private String delta(int from, int to) {
    return lines("-", i -> changed(i, from, to) && !sets.get(to).get(i))
        + lines("+", i -> changed(i, from, to) && sets.get(to).get(i));
  }

  private boolean changed(int address, int from, int to) {
    return sets.subList(from, to + 1).stream().map(set -> set.get(address)).distinct().count() > 1;
  }

  private MadeRelease next(Random random) {
    List<Boolean> set = new ArrayList<>(sets.get(sets.size() - 1));
    for (int i = random.nextInt(6); i >= 0; i--) {
      int address = random.nextInt(POOL);
      set.set(address, !set.get(address));
    }
    sets.add(set);
    int serial = sets.size() - 1;
    MadeRelease release = new MadeRelease(serial, set(serial));
    int at = serial;
    int size = 1;
    int ofThisSize = 0;
    while (at > 0) {
      if (ofThisSize >= 4 && at % (4 * size) == 0) {
        size *= 4;
        ofThisSize = 0;
      }
      release.delta(at - size, at, delta(at - size, at));
      at -= size;
      ofThisSize++;
    }
    log.entries.add(release.entry());
    return release.sign(KEY);
  }

  private Map<String, byte[]> files(MadeRelease release) {
    Map<String, byte[]> files = new TreeMap<>(release.files);
    log.writeTo(files, KEY);
    return files;
  }

  private static Outcome check(Map<String, byte[]> files, Expected expected) {
    return Checks.check(files, expected, WHOLE, Checks.NOW, KEY);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void eachReleaseIsRightAndFollowsFromAnyBefore(int seed) {
    Random random = new Random(seed);
    Optional<Known> known = Optional.empty();
    for (int serial = 1; serial <= 90; serial++) {
      Map<String, byte[]> files = files(next(random));
      int older = random.nextInt(serial + 1);
      UUID session = UUID.fromString(MadeRelease.SESSION);
      Expected expected =
          new Expected(
              known, Optional.of(new Expected.Earlier(session, older, set(older))), Ranges.none());
      Outcome outcome = check(files, expected);
      assertThat(outcome.findings()).as("serial %d from %d", serial, older).isEmpty();
      known = outcome.known();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12})
  void aChangedByteAnywhereIsFound(int seed) {
    Random random = new Random(seed);
    Map<String, byte[]> files = new TreeMap<>();
    for (int serial = 1; serial <= 30; serial++) {
      files = files(next(random));
    }
    assertThat(check(files, Expected.NOTHING).isRight()).isTrue();
    for (String url : List.copyOf(files.keySet())) {
      byte[] whole = files.getOrDefault(url, new byte[0]);
      for (int at = 0; at < whole.length; at += 1 + random.nextInt(24)) {
        byte[] changed = whole.clone();
        changed[at] = (byte) (changed[at] ^ 1 << random.nextInt(8));
        files.put(url, changed);
        assertThat(check(files, Expected.NOTHING).isRight()).as("%s at %d", url, at).isFalse();
      }
      files.put(url, whole);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {21, 22, 23})
  void aChangeThatIsSignedIsFoundAsWell(int seed) {
    Random random = new Random(seed);
    for (int serial = 1; serial <= 30; serial++) {
      next(random);
    }
    int flipped = random.nextInt(POOL);
    List<Boolean> other = new ArrayList<>(sets.get(30));
    other.set(flipped, !other.get(flipped));
    MadeRelease forged = new MadeRelease(30, lines("", other::get));
    for (int at = 30; at > 0; at -= 2) {
      forged.delta(at - 2, at, delta(at - 2, at));
    }

    assertThat(Checks.wrong(Checks.check(forged.sign(KEY).files, KEY)))
        .anyMatch(sentence -> sentence.contains(address(flipped)));
  }
}
