package org.tocsin.agent.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tocsin.agent.community.FakeCommunity.HEAD;
import static org.tocsin.agent.community.FakeCommunity.KEYS;
import static org.tocsin.agent.community.FakeCommunity.LOGIN;
import static org.tocsin.agent.community.FakeCommunity.LONG;
import static org.tocsin.agent.verification.Forge.NOW;
import static org.tocsin.agent.verification.Forge.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.community.ListPull.Patience;
import org.tocsin.agent.decision.AdoptedList.Changes;
import org.tocsin.agent.verification.Forge;
import org.tocsin.agent.verification.ForgedLog;
import org.tocsin.agent.verification.ListRefused;
import org.tocsin.agent.verification.Refusal;
import org.tocsin.agent.verification.TrustedKeys;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ListPullTest {
  private static final String ONE = "9.1.1.1\n";
  private static final String BOTH = "9.1.1.1\n9.1.1.2\n";
  private static final String SECOND = "9.1.1.2\n";

  private final FakeCommunity server;
  private final Forge forge;
  private final List<Notice> notices = new ArrayList<>();
  private Path folder = Path.of("");

  ListPullTest() throws IOException {
    server = new FakeCommunity();
    forge = server.forge;
  }

  @BeforeEach
  void useFolder(@TempDir Path given) {
    folder = given;
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void adoptsTheListAndHasItAfterARestart() throws Exception {
    server.publish(forge.head(1, BOTH));
    ListPull pull = opened();
    pull.pull(NOW);

    assertHolds(pull, BOTH);
    assertHolds(opened(), BOTH);
    assertThat(opened().adopted().orElseThrow().version()).isEqualTo(NOW.toEpochMilli());
    assertThat(opened().adopted().orElseThrow().until()).isEqualTo(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void asksOnlyForTheHeadWhenNothingIsNew() throws Exception {
    server.publish(forge.head(1, BOTH));
    opened().pull(NOW);
    server.calls.clear();

    ListPull again = opened();
    again.pull(NOW);

    assertThat(server.calls).containsExactly(LOGIN, HEAD);
    assertHolds(again, BOTH);
  }

  @Test
  void keepsADeltaWithoutWritingTheSnapshotAgain() throws Exception {
    server.publish(forge.head(1, ONE));
    ListPull pull = opened();
    pull.pull(NOW);
    long version = pull.adopted().orElseThrow().version();
    String snapshot = fileNamed("snapshot-");
    server.publish(forge.delta(1, 2, "+9.1.1.2\n").head(2, BOTH));
    pull.pull(NOW);

    assertHolds(pull, BOTH);
    assertThat(fileNamed("snapshot-")).isEqualTo(snapshot);
    assertThat(fileNamed("delta-")).isNotEmpty();
    assertHolds(opened(), BOTH);
    assertThat(pull.adopted().orElseThrow().since(version))
        .contains(new Changes(List.of(single("9.1.1.2")), List.of()));
  }

  @Test
  void refusesToGoBackAlsoAfterARestart() throws Exception {
    server.publish(forge.head(5, BOTH));
    opened().pull(NOW);
    server.publish(forge.head(4, ONE));
    ListPull pull = opened();

    assertThat(refused(pull)).isEqualTo(new Refusal.SerialWentBack(5, 4));
    assertHolds(pull, BOTH);
  }

  @Test
  void refusesToGoBackEvenWhenTheListItselfIsDamaged() throws Exception {
    server.publish(forge.head(5, BOTH));
    opened().pull(NOW);
    Files.writeString(folder.resolve(fileNamed("snapshot-")), ONE);
    ListPull pull = opened();
    server.publish(forge.head(4, ONE));

    assertThat(pull.adopted()).isEmpty();
    assertThat(notices).last().extracting(Notice::text).asString().contains("damaged");
    assertThat(refused(pull)).isEqualTo(new Refusal.SerialWentBack(5, 4));
    server.publish(forge.head(5, BOTH));
    pull.pull(NOW);
    assertHolds(opened(), BOTH);
  }

  @Test
  void refusesToGoBackEvenWhenTheManifestIsDamagedOrGone() throws Exception {
    server.publish(forge.head(5, BOTH));
    opened().pull(NOW);
    server.publish(forge.head(4, ONE));
    Files.writeString(folder.resolve("list.json"), "{");
    assertThat(refused(opened())).isEqualTo(new Refusal.SerialWentBack(5, 4));
    Files.delete(folder.resolve("list.json"));

    assertThat(refused(opened())).isEqualTo(new Refusal.SerialWentBack(5, 4));
  }

  @Test
  void refusesToGoBackEvenWhenWhatWasBelievedIsGone() throws Exception {
    server.publish(forge.head(5, BOTH));
    opened().pull(NOW);
    server.publish(forge.head(4, ONE));
    Files.delete(folder.resolve("believed.json"));

    assertThat(refused(opened())).isEqualTo(new Refusal.SerialWentBack(5, 4));
  }

  @Test
  void goesOnWithTheLogEvenWhenTheManifestIsDamaged() throws Exception {
    ForgedLog log = new ForgedLog();
    publishLogged(log, 1, ONE);
    opened().pull(NOW);
    Files.writeString(folder.resolve("list.json"), "{");
    server.files.remove("/blocklist/log/checkpoint");

    assertThat(failed(opened())).hasMessageContaining("no transparency log where there was one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "[]", "null"})
  void whatWasBelievedIsNotForgottenBecauseItIsDamaged(String damaged) throws Exception {
    server.publish(forge.head(5, BOTH));
    opened().pull(NOW);
    Files.writeString(folder.resolve("believed.json"), damaged);

    assertThatThrownBy(this::opened)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("believed.json")
        .hasMessageContaining("delete it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list.json", "believed.json", "keys.json"})
  void countsOnWhateverIsLost(String lost) throws Exception {
    server.publish(forge.head(5, BOTH));
    ListPull pull = opened();
    pull.pull(NOW);
    pull.pull(NOW);
    long before = pull.adopted().orElseThrow().version();
    Files.delete(folder.resolve(lost));
    server.publish(forge.head(6, ONE));
    ListPull restarted = opened();
    restarted.pull(NOW.plusMillis(10));

    assertThat(restarted.adopted().orElseThrow().version()).isGreaterThan(before);
  }

  /** The number of a list that was told of but could not be kept must not stand for another. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void givesNoNumberTwiceWhenTheDiskTookNotAll(int failing) throws Exception {
    server.publish(forge.head(1, ONE));
    opened().pull(NOW);
    server.publish(forge.delta(1, 2, "+9.1.1.2\n").head(2, BOTH));
    FailingFiles full = new FailingFiles(new FolderFiles(folder), failing, false);
    ListPull pull = new ListPull(server.member(), full, patient(), notices::add);
    pull.open();
    assertThatThrownBy(() -> pull.pull(NOW)).isInstanceOf(IOException.class);
    AdoptedAddresses told = pull.adopted().orElseThrow();
    ListPull restarted = opened();
    server.publish(forge.delta(2, 3, "-9.1.1.1\n").head(3, SECOND));

    assertThat(restarted.adopted().orElseThrow().version()).isNotEqualTo(told.version());
    restarted.pull(NOW.plusMillis(10));
    assertThat(restarted.adopted().orElseThrow().version()).isGreaterThan(told.version());
  }

  @Test
  void isWholeThoughItBreaksOffWhereNobodyExpectsIt() throws Exception {
    server.publish(forge.head(1, ONE));
    opened().pull(NOW);
    boolean[] isBroken = {false};
    ListPull pull =
        new ListPull(
            server.member(),
            new FolderFiles(folder),
            patient(),
            any -> {
              if (isBroken[0]) {
                throw new OutOfMemoryError("Java heap space");
              }
            });
    pull.open();
    isBroken[0] = true;
    server.publish(forge.delta(1, 2, "+9.1.1.2\n").head(2, BOTH));
    assertThatThrownBy(() -> pull.pull(NOW)).isInstanceOf(OutOfMemoryError.class);
    isBroken[0] = false;
    assertHolds(pull, BOTH);
    server.publish(forge.delta(2, 3, "-9.1.1.1\n").head(3, SECOND));
    pull.pull(NOW);

    assertHolds(pull, SECOND);
    assertHolds(opened(), SECOND);
  }

  @Test
  void learnsNoKeyFromAHeadWhoseListItCannotGet() throws Exception {
    KeyPair old = Forge.key();
    KeyPair fresh = Forge.key();
    pinned(old);
    server.files.put(KEYS, Forge.keySet(List.of(old, fresh)));
    server.publish(named(1, fresh));
    server.files.keySet().removeIf(path -> path.contains("/set/"));
    ListPull pull = opened();
    failed(pull);

    assertThat(pull.keys().orElseThrow().fingerprints()).containsExactly(Forge.thumbprint(old));
    assertThat(opened().keys())
        .map(TrustedKeys::fingerprints)
        .contains(Set.of(Forge.thumbprint(old)));
  }

  @Test
  void refusesTheListOfAnotherKeyAndKeepsItsOwn() throws Exception {
    server.publish(forge.head(1, ONE));
    opened().pull(NOW);
    forge.signedBy(Forge.key());
    server.files.put(KEYS, forge.keySet());
    server.publish(forge.head(2, BOTH));
    ListPull pull = opened();

    assertThat(refused(pull)).isInstanceOf(Refusal.SignatureUnknown.class);
    assertHolds(pull, ONE);
  }

  /** Whoever puts a key beside the list and a signature under the head is not believed for that. */
  @Test
  void doesNotLearnAKeyThatOnlyStandsBesideTheHead() throws Exception {
    KeyPair trusted = Forge.key();
    KeyPair evil = Forge.key();
    pinned(trusted);
    forge.signedBy(trusted, evil);
    server.files.put(KEYS, forge.keySet());
    server.publish(forge.head(1, ONE));
    opened().pull(NOW);

    assertThat(opened().keys().orElseThrow().fingerprints())
        .containsExactly(Forge.thumbprint(trusted));
  }

  /** Else whoever can damage a file could have other keys trusted. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"keys\":", "[1]"})
  void doesNotTrustOtherKeysBecauseItsOwnAreDamaged(String damaged) throws Exception {
    pinned(Forge.key());
    Files.writeString(folder.resolve("keys.json"), damaged);

    assertThatThrownBy(this::opened)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("keys.json is damaged");
  }

  @Test
  void learnsTheKeyThatASignedHeadNamesAndForgetsTheOldOne() throws Exception {
    KeyPair old = Forge.key();
    KeyPair fresh = Forge.key();
    pinned(old);
    server.files.put(KEYS, Forge.keySet(List.of(old, fresh)));
    server.publish(named(1, old, fresh));
    opened().pull(NOW);
    assertThat(opened().keys().orElseThrow().fingerprints()).hasSize(2);
    forge.signedBy(fresh);
    server.publish(named(2, fresh));
    opened().pull(NOW);

    assertThat(opened().keys().orElseThrow().fingerprints())
        .containsExactly(Forge.thumbprint(fresh));
  }

  private byte[] named(long serial, KeyPair... keys) {
    return forge.head(
        serial,
        ONE,
        node -> {
          var list = node.putArray("keys");
          List.of(keys).forEach(key -> list.add(Forge.thumbprint(key)));
        });
  }

  private void pinned(KeyPair key) throws Exception {
    forge.signedBy(key);
    server.files.put(KEYS, forge.keySet());
    opened().pinnedKeys();
  }

  @Test
  void doesNotBelieveAnotherServersKeysOrList() throws Exception {
    server.publish(forge.head(7, ONE));
    opened().pull(NOW);
    try (FakeCommunity other = new FakeCommunity()) {
      other.publish(other.forge.head(1, BOTH));
      ListPull pull =
          new ListPull(other.member(), new FolderFiles(folder), patient(), notices::add);
      pull.open();
      assertThat(pull.adopted()).isEmpty();
      pull.pull(NOW);
      assertHolds(pull, BOTH);
    }
  }

  @Test
  void takesTheSnapshotOnceWhenADeltaIsWrongAndKeepsWhatItHasWhenThatIsToo() throws Exception {
    server.publish(forge.head(1, ONE));
    ListPull pull = opened();
    pull.pull(NOW);
    server.publish(forge.delta(1, 2, "+9.1.1.3\n").head(2, BOTH));
    server.files.replaceAll((path, file) -> path.contains("/set/") ? bytes(SECOND) : file);
    server.calls.clear();

    assertThat(refused(pull)).isInstanceOf(Refusal.FileDiffers.class);
    assertHolds(pull, ONE);
    assertThat(server.calls.stream().filter(path -> path.contains("/set/"))).hasSize(1);
    server.publish(forge.head(2, BOTH));
    pull.pull(NOW);
    assertHolds(pull, BOTH);
  }

  @Test
  void logsInAgainOnceWhenItsTokenIsNotKnown() throws Exception {
    server.publish(forge.head(1, ONE));
    ListPull pull = opened();
    pull.pull(NOW);
    server.forgetTokens();
    server.publish(forge.head(2, BOTH));
    pull.pull(NOW);

    assertHolds(pull, BOTH);
    assertThat(server.count(LOGIN)).isEqualTo(2);
  }

  @Test
  void doesNotLogInForEver() throws Exception {
    pinned(Forge.key());
    server.next(HEAD, 401, "");
    server.next(HEAD, 401, "");
    server.calls.clear();

    assertThat(failed(opened()).status()).isEqualTo(401);
    assertThat(server.calls).containsExactly(LOGIN, HEAD, LOGIN, HEAD);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void saysHowLongTheServerWantsToBeLeftAlone(int status) throws Exception {
    pinned(Forge.key());
    server.next(
        HEAD,
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "777");
          FakeCommunity.send(exchange, status, new byte[0]);
        });

    assertThat(failed(opened()).retryAfter()).contains(Duration.ofSeconds(777));
  }

  @Test
  void fetchesTheHeadAgainWhenAFileIsGone() throws Exception {
    server.publish(forge.head(1, ONE));
    String snapshot = forge.files().keySet().iterator().next();
    server.next(snapshot, 410, "gone");
    ListPull pull = opened();
    pull.pull(NOW);

    assertHolds(pull, ONE);
    assertThat(server.count(HEAD)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "", "{}", "\u0000\u0001"})
  void refusesGarbageInOneLine(String garbage) throws Exception {
    server.publish(forge.head(1, ONE));
    ListPull pull = opened();
    pull.pull(NOW);
    server.next(HEAD, 200, garbage);

    assertThat(refused(pull).message()).doesNotContain("\n").isNotEmpty();
    assertHolds(pull, ONE);
  }

  @Test
  void hangsUpOnAHeadWithoutEnd() throws Exception {
    pinned(Forge.key());
    server.next(HEAD, 200, " ".repeat(600_000));

    assertThat(failed(opened())).hasMessageContaining("longer than");
  }

  @Test
  void hangsUpOnASnapshotThatIsLongerThanSigned() throws Exception {
    server.publish(forge.head(1, ONE));
    server.files.replaceAll((path, file) -> path.contains("/set/") ? new byte[100_000] : file);

    assertThat(failed(opened())).hasMessageContaining("longer than");
  }

  @Test
  void doesNotUnpackMoreThanWasAskedFor() throws Exception {
    pinned(Forge.key());
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      out.write(new byte[50_000_000]);
    }
    server.next(
        HEAD,
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          FakeCommunity.send(exchange, 200, bomb.toByteArray());
        });

    assertThat(failed(opened())).hasMessageContaining("longer than");
  }

  @Test
  void givesUpOnAServerThatSendsByteByByte() throws Exception {
    pinned(Forge.key());
    server.next(
        HEAD,
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000_000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try {
            server.closing.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    ListPull pull =
        new ListPull(
            server.member(),
            new FolderFiles(folder),
            new Patience(Duration.ofMillis(300), LONG),
            notices::add);
    pull.open();

    assertThat(failed(pull)).hasMessageContaining("no complete answer within 300 ms");
  }

  @Test
  void followsTheLogAndRefusesOneThatWasRewritten() throws Exception {
    ForgedLog log = new ForgedLog();
    publishLogged(log, 1, ONE);
    ListPull pull = opened();
    pull.pull(NOW);
    publishLogged(log, 2, BOTH);
    pull.pull(NOW);
    assertHolds(pull, BOTH);
    log.rewrite(0, "another past");
    publishLogged(log, 3, SECOND);
    ListPull restarted = opened();

    assertThat(refused(restarted)).isInstanceOf(Refusal.LogRewritten.class);
    assertHolds(restarted, BOTH);
    server.files.remove("/blocklist/log/checkpoint");
    assertThat(failed(restarted)).hasMessageContaining("no transparency log where there was one");
  }

  private void publishLogged(ForgedLog log, long serial, String set) throws Exception {
    log.add(Forge.SESSION + " " + serial + " " + Forge.sha256(bytes(set)));
    byte[] note = forge.note("tocsin/x", log.size(), log.root());
    server.files.put("/blocklist/log/checkpoint", note);
    String tile = "tile/0/000.p/" + log.size();
    server.files.put("/blocklist/log/" + tile, log.tile(tile, 0));
    server.publish(forge.head(serial, set));
  }

  /** Whatever step of keeping a list fails, the next start has the old list or the new one. */
  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void survivesACrashBetweenAnyTwoSteps(boolean delta, boolean done) throws Exception {
    int step = 0;
    for (boolean failed = true; failed; step++) {
      Path fresh = Files.createDirectory(folder.resolve("step" + step));
      server.publish(forge.noDeltas().head(1, ONE));
      opened(fresh).pull(NOW);
      if (delta) {
        forge.delta(1, 2, "+9.1.1.2\n");
      }
      server.publish(forge.head(2, BOTH));
      FailingFiles files = new FailingFiles(new FolderFiles(fresh), step, done);
      ListPull crashing = new ListPull(server.member(), files, patient(), notices::add);
      crashing.open();
      if (files.hasFailed()) {
        throw new IllegalStateException("opening changes nothing");
      }
      try {
        crashing.pull(NOW);
      } catch (IOException expected) {
        assertThat(files.hasFailed()).isTrue();
      }
      failed = files.hasFailed();

      assertHolds(crashing, BOTH);
      ListPull restarted = opened(fresh);
      String held = Forge.sha256(bytes(ONE));
      assertThat(restarted.adopted().orElseThrow().addresses().sha256())
          .isIn(held, Forge.sha256(bytes(BOTH)));
      restarted.pull(NOW);
      assertHolds(restarted, BOTH);
      assertHolds(opened(fresh), BOTH);
    }
    assertThat(step).isGreaterThan(2);
  }

  @Test
  void keepsTheNewListWholeOnceTheDiskTakesItAgain() throws Exception {
    server.publish(forge.head(1, ONE));
    opened().pull(NOW);
    server.publish(forge.delta(1, 2, "+9.1.1.2\n").head(2, BOTH));
    FailingFiles full = new FailingFiles(new FolderFiles(folder), 0, false);
    ListPull pull = new ListPull(server.member(), full, patient(), notices::add);
    pull.open();
    assertThatThrownBy(() -> pull.pull(NOW)).isInstanceOf(IOException.class);

    assertHolds(pull, BOTH);
    assertHolds(opened(), ONE);
  }

  /** Whatever the releases and whenever it pulls, its list is the head's, kept and told of. */
  @Test
  void holdsWhatTheHeadSaysAlongAnyHistory() throws Exception {
    Random random = new Random(5);
    ListPull pull = opened();
    NavigableSet<Integer> set = new TreeSet<>();
    NavigableSet<Integer> mirrored = new TreeSet<>();
    long version = 0;
    for (int serial = 1; serial <= 60; serial++) {
      NavigableSet<Integer> before = new TreeSet<>(set);
      for (int i = 0; i < 5; i++) {
        int value = random.nextInt(200);
        if (!set.remove(value)) {
          set.add(value);
        }
      }
      NavigableSet<Integer> left = new TreeSet<>(before);
      left.removeAll(set);
      NavigableSet<Integer> joined = new TreeSet<>(set);
      joined.removeAll(before);
      forge.delta(serial - 1L, serial, lines("-", left) + lines("+", joined));
      server.publish(forge.head(serial, lines("", set)));
      if (random.nextInt(3) > 0) {
        continue;
      }
      if (random.nextInt(4) == 0) {
        pull = opened();
        mirrored.clear();
        version = -1;
      }
      pull.pull(NOW);
      assertHolds(pull, lines("", set));
      AdoptedAddresses now = pull.adopted().orElseThrow();
      if (version < 0 || now.since(version).isEmpty()) {
        mirrored.addAll(set);
      } else {
        Changes changes = now.since(version).orElseThrow();
        changes.removed().forEach(one -> assertThat(mirrored.remove(number(one))).isTrue());
        changes.added().forEach(one -> assertThat(mirrored.add(number(one))).isTrue());
      }
      version = now.version();
      assertThat(mirrored).isEqualTo(set);
    }
    assertThat(text(opened())).isEqualTo(text(pull));
  }

  private static int number(Prefix value) {
    return (int) (value.network().low() & 255);
  }

  private static String text(ListPull pull) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pull.adopted().orElseThrow().addresses().writeTo(out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  private static String lines(String mark, Set<Integer> values) {
    return values.stream().map(one -> mark + "9.0.0." + one + "\n").collect(Collectors.joining());
  }

  private static Prefix single(String address) {
    return Prefix.around(Address.parse(address).orElseThrow(), 32);
  }

  private static void assertHolds(ListPull pull, String set) {
    assertThat(pull.adopted().orElseThrow().addresses().sha256())
        .isEqualTo(Forge.sha256(bytes(set)));
  }

  private String fileNamed(String start) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(start))
          .findFirst()
          .orElse("");
    }
  }

  private static Patience patient() {
    return new Patience(LONG, LONG);
  }

  private ListPull opened() throws IOException {
    return opened(folder);
  }

  private ListPull opened(Path in) throws IOException {
    ListPull pull = new ListPull(server.member(), new FolderFiles(in), patient(), notices::add);
    pull.open();
    return pull;
  }

  private static Refusal refused(ListPull pull) {
    return catchThrowableOfType(ListRefused.class, () -> pull.pull(NOW)).refusal();
  }

  private static CallFailed failed(ListPull pull) {
    return catchThrowableOfType(CallFailed.class, () -> pull.pull(NOW));
  }
}
