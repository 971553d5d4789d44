package org.tocsin.agent.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.agent.verification.ListHead.Release;
import org.tocsin.agent.verification.Tiles.TileMissing;

final class LogCheckTest {
  private static final String ORIGIN = "tocsin/one";
  private static final String HASH = "ab".repeat(32);

  private final Forge forge = new Forge();
  private final ForgedLog log = new ForgedLog();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 255, 256, 257, 511, 512, 513, 1000, 66_000})
  void findsTheNewestReleaseInALogOfAnyLength(int size) throws Exception {
    grow(size);

    LogMemory memory = follow(Optional.empty(), size);

    assertThat(memory.size()).isEqualTo(size);
    assertThat(memory.root()).isEqualTo(HexFormat.of().formatHex(log.root()));
    assertThat(log.asked()).hasSizeLessThan(8);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1, 2",
    "3, 256",
    "256, 257",
    "255, 600",
    "300, 1300",
    "1000, 1001",
    "700, 67000"
  })
  void goesOnFromTheCheckpointThatWasKept(int before, int after) throws Exception {
    grow(before);
    LogMemory kept = follow(Optional.empty(), before);
    grow(after);
    log.asked().clear();

    assertThat(follow(Optional.of(kept), after).size()).isEqualTo(after);
    assertThat(log.asked()).hasSizeLessThan(12);
  }

  /** A checkpoint may be ahead of the head that was read with it. */
  @Test
  void findsAReleaseThatTheKeptCheckpointHadAlready() throws Exception {
    grow(300);
    LogMemory kept = follow(Optional.empty(), 298);

    assertThat(follow(Optional.of(kept), 299).size()).isEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 255, 256, 600, 699})
  void noticesThatAnOldEntryWasRewritten(int rewritten) throws Exception {
    grow(700);
    LogMemory kept = follow(Optional.empty(), 700);
    log.rewrite(rewritten, "another");
    grow(1500);

    assertThat(refused(Optional.of(kept), 1500)).isInstanceOf(Refusal.LogRewritten.class);
  }

  @Test
  void noticesAnotherHistoryOfTheSameLength() throws Exception {
    grow(5);
    LogMemory kept = follow(Optional.empty(), 5);
    log.rewrite(2, "another");

    assertThat(refused(Optional.of(kept), 5)).isInstanceOf(Refusal.LogRewritten.class);
  }

  @Test
  void refusesALogThatWentBack() throws Exception {
    grow(5);
    LogMemory kept = follow(Optional.empty(), 5);
    ForgedLog shorter = new ForgedLog().add(entry(1));
    byte[] note = forge.note(ORIGIN, 1, shorter.root());

    assertThat(
            catchThrowableOfType(
                    ListRefused.class,
                    () ->
                        LogCheck.follow(
                            note, forge.trusted(), Optional.of(kept), release(1), shorter))
                .refusal())
        .isEqualTo(new Refusal.LogWentBack(5, 1));
  }

  @Test
  void refusesAnotherLog() throws Exception {
    grow(5);
    LogMemory kept = new LogMemory("tocsin/two", 0, HASH, 0, List.of());

    assertThat(refused(Optional.of(kept), 5))
        .isEqualTo(new Refusal.LogReplaced("tocsin/two", ORIGIN));
  }

  @Test
  void refusesAReleaseThatIsNotInTheLog() {
    grow(5);

    assertThat(refused(Optional.empty(), 6)).isEqualTo(new Refusal.NotInLog(6, 5));
  }

  @Test
  void refusesTilesThatDoNotHashToTheCheckpoint() {
    grow(5);
    byte[] note = forge.note(ORIGIN, 5, Forge.digest(new byte[1]));

    assertThat(refused(note)).isInstanceOf(Refusal.LogRewritten.class);
  }

  @Test
  void refusesTheCheckpointOfAnotherSigner() {
    grow(1);

    assertThat(refused(new Forge().note(ORIGIN, 1, log.root())))
        .isEqualTo(new Refusal.SignatureUnknown("the log's checkpoint", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a\n1\nAAAA\n",
        "a\n1\nAAAA\n\n\u2014 a AAAA\n",
        "a\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\u2014 a AAAA\n",
        "a\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\u2014 a AAAA\n",
        "a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\nsomething\n"
      })
  void refusesWhatIsNoCheckpoint(String note) {
    assertThat(refused(Forge.bytes(note))).isInstanceOf(Refusal.Malformed.class);
  }

  private void grow(int size) {
    for (int i = log.size() + 1; i <= size; i++) {
      log.add(entry(i));
    }
  }

  private static String entry(long serial) {
    return Forge.SESSION + " " + serial + " " + HASH;
  }

  private static Release release(long serial) {
    return new Release(Forge.SESSION, serial, HASH);
  }

  private LogMemory follow(Optional<LogMemory> known, long serial) throws ListRefused, TileMissing {
    byte[] note = forge.note(ORIGIN, log.size(), log.root());
    return LogCheck.follow(note, forge.trusted(), known, release(serial), log);
  }

  private Refusal refused(Optional<LogMemory> known, long serial) {
    return catchThrowableOfType(ListRefused.class, () -> follow(known, serial)).refusal();
  }

  private Refusal refused(byte[] note) {
    return catchThrowableOfType(
            ListRefused.class,
            () -> LogCheck.follow(note, forge.trusted(), Optional.empty(), release(1), log))
        .refusal();
  }
}
