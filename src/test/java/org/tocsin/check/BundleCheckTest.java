package org.tocsin.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles that are right, damaged or made up, and what is there already. */
final class BundleCheckTest {

  private static final MadeKey KEY = new MadeKey();
  private static final MadeKey OTHER = new MadeKey();
  private static final ReleaseFiles NOTHING = (url, most) -> Optional.empty();
  private static final int ENTRIES = 256 + 7;

  @TempDir Path scratch = Path.of("");
  private final Map<String, byte[]> content = new TreeMap<>();

  private static Map<String, byte[]> release(long serial, Instant issued, MadeKey... signers) {
    MadeRelease made =
        new MadeRelease(serial, "45.83.64.9\n2a01:4f9::1\n")
            .at(issued)
            .delta(serial - 1, serial, "+45.83.64.9\n")
            .sign(signers);
    MadeLog log = new MadeLog();
    for (long i = serial - ENTRIES + 1; i < serial; i++) {
      String set = "%064x".formatted(i);
      log.entries.add(MadeRelease.SESSION + " " + i + " " + set);
    }
    log.entries.add(made.entry());
    log.writeTo(made.files, signers);
    made.files.put("/blocklist/keys.json", MadeKey.jwks(signers));
    return made.files;
  }

  private static ReleaseFiles in(Map<String, byte[]> files) {
    return (url, most) -> Optional.ofNullable(files.get(url));
  }

  private static BundleCheck check(Instant now, Limits limits) {
    return new BundleCheck(TrustedKeys.parse(MadeKey.jwks(KEY)), limits, () -> now);
  }

  private static byte[] packed(Bundle bundle) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bundle.writeTo(out);
    return out.toByteArray();
  }

  private static Bundle collected(Map<String, byte[]> files) throws IOException {
    BundleCheck.Checked checked =
        check(Checks.NOW, Limits.documented()).collect(in(files), (share, what) -> {});
    assertThat(Checks.wrong(checked.outcome())).isEmpty();
    return checked.bundle().orElseThrow();
  }

  @BeforeEach
  void aBundle() throws IOException {
    collected(release(1_000, MadeRelease.ISSUED, KEY))
        .each((name, bytes) -> content.put(name, bytes));
  }

  private byte[] zip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (var file : content.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return out.toByteArray();
  }

  private BundleCheck.Checked open(byte[] bundle, ReleaseFiles there) throws IOException {
    return open(bundle, there, Checks.NOW, Limits.documented());
  }

  private BundleCheck.Checked open(byte[] bundle, ReleaseFiles there, Instant now, Limits limits)
      throws IOException {
    Path file = Files.write(scratch.resolve("bundle"), bundle);
    return check(now, limits).open(file, Optional.empty(), there, (share, what) -> {});
  }

  private List<String> refused(byte[] bundle, ReleaseFiles there) throws IOException {
    BundleCheck.Checked checked = open(bundle, there);
    assertThat(checked.bundle()).isEmpty();
    assertThat(checked.outcome().isRight()).isFalse();
    assertThat(checked.outcome().known()).isEmpty();
    return Checks.wrong(checked.outcome());
  }

  @Test
  void whatWasCollectedIsOpenedAgainInTheSafeOrder() throws IOException {
    Bundle bundle = open(zip(), NOTHING).bundle().orElseThrow();
    TreeMap<Integer, String> order = new TreeMap<>();
    bundle.each(
        (name, bytes) -> {
          order.put(order.size(), name);
          assertThat(bytes).as(name).isEqualTo(content.get(name));
        });
    List<String> names = List.copyOf(order.values());
    assertThat(names).containsExactlyInAnyOrderElementsOf(content.keySet());
    assertThat(names)
        .endsWith("log/checkpoint", "keys.json", "head.json")
        .contains("log/tile/0/000", "log/tile/0/001.p/7", "log/tile/1/000.p/1")
        .contains("log/tile/entries/000", "log/tile/entries/001.p/7");
    assertThat(names.get(0)).startsWith("delta/");
    assertThat(packed(bundle)).isEqualTo(packed(bundle)).isNotEmpty();
  }

  @Test
  void everyFileThatIsMissingOrDamagedIsFound() throws IOException {
    for (var file : Map.copyOf(content).entrySet()) {
      String name = file.getKey();
      byte[] right = file.getValue();
      content.remove(name);
      assertThat(refused(zip(), NOTHING)).as("without %s", name).isNotEmpty();
      byte[] damaged = right.clone();
      damaged[damaged.length / 2] ^= 1;
      content.put(name, damaged);
      assertThat(refused(zip(), NOTHING)).as("damaged %s", name).isNotEmpty();
      content.put(name, Arrays.copyOf(right, right.length + 32));
      assertThat(refused(zip(), NOTHING)).as("more of %s", name).isNotEmpty();
      content.put(name, Arrays.copyOf(right, right.length - 1));
      assertThat(refused(zip(), NOTHING)).as("less of %s", name).isNotEmpty();
      content.put(name, right);
    }
    assertThat(open(zip(), NOTHING).bundle()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "/etc/evil",
        "set/../../evil",
        "set\\..\\evil",
        "C:evil",
        "index.html",
        "log/",
        "log/tile/0/../../../evil",
        "head.json/evil",
        "latest/plain",
        "log/tile/0/000.p/0"
      })
  void aFileThatNoReleaseHasIsRefusedBeforeAnythingIsRead(String name) throws IOException {
    content.put(name, new byte[0]);

    assertThat(refused(zip(), NOTHING))
        .containsExactly("the bundle has a file that no release has: \"" + name + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"log/tile/0/000.p/9", "log/tile/0/002", "log/tile/entries/001"})
  void aFileThatNothingNamesIsRefused(String name) throws IOException {
    content.put(name, new byte[32]);

    assertThat(refused(zip(), NOTHING))
        .containsExactly("the bundle has 1 files that nothing in it names, such as " + name);
  }

  @Test
  void aFullTileDoesNotStandInForOneThatIsNot() throws IOException {
    byte[] tile = content.getOrDefault("log/tile/0/001.p/7", new byte[0]);
    content.remove("log/tile/0/001.p/7");
    content.put("log/tile/0/001", Arrays.copyOf(tile, 256 * 32));

    assertThat(refused(zip(), NOTHING)).containsExactly("there is no log/tile/0/001");
  }

  @Test
  void aBundleThatEndsEarlyIsRefusedWhereverItEnds() throws IOException {
    byte[] whole = zip();
    for (int length = 0; length < whole.length; length += 1 + length / 50) {
      assertThat(refused(Arrays.copyOf(whole, length), NOTHING)).as("%s bytes", length).hasSize(1);
    }
    assertThat(refused(Arrays.copyOf(whole, whole.length - 1), NOTHING))
        .containsExactly("the bundle is no whole ZIP file");
    assertThat(refused("a text".getBytes(StandardCharsets.US_ASCII), NOTHING))
        .containsExactly("the bundle is no whole ZIP file");
  }

  @Test
  void aByteThatWasChangedAnywhereNeverChangesWhatIsApplied() throws IOException {
    byte[] whole = zip();
    for (int at = 0; at < whole.length; at += 7) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      Optional<Bundle> bundle = open(changed, NOTHING).bundle();
      if (bundle.isPresent()) {
        Map<String, byte[]> found = new TreeMap<>();
        bundle.get().each(found::put);
        assertThat(found.keySet()).isEqualTo(content.keySet());
        found.forEach((name, bytes) -> assertThat(bytes).isEqualTo(content.get(name)));
      }
    }
  }

  @Test
  void whatWouldUnpackToMoreThanIsReadIsRefused() throws IOException {
    content.put("log/checkpoint", new byte[(1 << 20) + 1]);

    assertThat(refused(zip(), NOTHING))
        .containsExactly(
            "the bundle: log/checkpoint would have 1048577 bytes, at most 1048576 are read");
  }

  @Test
  void moreFilesThanAnyBundleHasAreRefused() throws IOException {
    for (int i = 0; i < 20_001; i++) {
      content.put("log/tile/0/x%03d/%03d".formatted(i / 1_000, i % 1_000), new byte[0]);
    }

    assertThat(refused(zip(), NOTHING)).singleElement().asString().endsWith("files, at most 20000");
  }

  /** Writes a length that is not the file's in the directory at the end, as a ZIP bomb does. */
  @Test
  void aFileThatIsLongerThanItSaysIsRefused() throws IOException {
    byte[] whole = zip();
    int at = centralEntry(whole, "head.json");
    whole[at + 24] = (byte) (whole[at + 24] - 1);

    assertThat(refused(whole, NOTHING))
        .containsExactly("the bundle: head.json is not as long as is said of it");
  }

  private static int centralEntry(byte[] zip, String name) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    for (int at = zip.length - 46 - text.length; at >= 0; at--) {
      boolean entry = zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1;
      if (entry && Arrays.equals(Arrays.copyOfRange(zip, at + 46, at + 46 + text.length), text)) {
        return at;
      }
    }
    throw new IllegalArgumentException(name);
  }

  @Test
  void twoFilesOfOneNameAreRefused() throws IOException {
    byte[] head = content.getOrDefault("head.json", new byte[0]);
    content.put("head.jsom", head);
    byte[] whole = zip();
    int at = centralEntry(whole, "head.jsom");
    whole[at + 46 + "head.jso".length()] = 'n';

    assertThat(refused(whole, NOTHING))
        .containsExactly("the bundle has two files called head.json");
  }

  @Test
  void nothingButTheHeadIsUnpackedBeforeItsSignatureIsVerified() throws IOException {
    Map<String, byte[]> files = release(1_000, MadeRelease.ISSUED, OTHER);
    content.clear();
    files.forEach((url, bytes) -> content.put(url.substring("/blocklist/".length()), bytes));
    content.replaceAll((name, bytes) -> name.startsWith("set/") ? new byte[1 << 22] : bytes);

    assertThat(refused(zip(), NOTHING))
        .containsExactly("head.json is signed by no key that is known");
  }

  @Test
  void anExpiredHeadIsRefusedUnlessSomebodySaysOtherwise() throws IOException {
    Instant late = MadeRelease.ISSUED.plusSeconds(90_000);
    BundleCheck.Checked refused = open(zip(), NOTHING, late, Limits.documented());
    assertThat(refused.bundle()).isEmpty();
    assertThat(Checks.wrong(refused.outcome()))
        .singleElement()
        .asString()
        .startsWith("the head has expired at ");

    BundleCheck.Checked taken =
        open(zip(), NOTHING, late, Limits.documented().withExpiredAllowed());
    assertThat(taken.bundle()).isPresent();
    assertThat(taken.outcome().findings())
        .extracting(Finding::sentence)
        .anyMatch(sentence -> sentence.startsWith("the head has expired at "));
  }

  @Test
  void ofItsKeysOnlyThoseThatAreKnownAreHandedOn() throws IOException {
    content.put("keys.json", MadeKey.jwks(OTHER, KEY));
    BundleCheck.Checked checked = open(zip(), NOTHING);
    checked
        .bundle()
        .orElseThrow()
        .each(
            (name, bytes) -> {
              if (name.equals("keys.json")) {
                assertThat(bytes).isEqualTo(MadeKey.jwks(KEY));
              }
            });
    assertThat(checked.outcome().findings())
        .extracting(Finding::sentence)
        .contains("keys.json has a key that is not known and is left out: " + OTHER.id());

    content.put("keys.json", MadeKey.jwks(OTHER));
    assertThat(refused(zip(), NOTHING))
        .containsExactly("keys.json of the bundle has no key that is known");
  }

  @Test
  void itNeverGoesBackBehindWhatIsThere() throws IOException {
    Instant issued = MadeRelease.ISSUED;
    assertThat(open(zip(), in(release(1_000, issued, KEY))).bundle()).isPresent();
    assertThat(refused(zip(), in(release(1_001, issued, KEY))))
        .contains("the head goes back to serial 1000, 1001 was known");
    assertThat(refused(zip(), in(release(1_000, issued.plusSeconds(1), KEY))))
        .singleElement()
        .asString()
        .startsWith("the head was issued at ");
    assertThat(refused(zip(), in(release(1_000, issued, OTHER))))
        .containsExactly(
            "what is there already cannot be compared: head.json is signed by no key that is"
                + " known");
    Map<String, byte[]> rewritten = release(1_000, issued, KEY);
    MadeLog longer = new MadeLog();
    for (int i = 0; i <= ENTRIES; i++) {
      longer.entries.add("entry " + i);
    }
    longer.writeTo(rewritten, KEY);
    assertThat(refused(zip(), in(rewritten)))
        .containsExactly("the log has 263 entries, it had 264 before");
  }

  @Test
  void nothingIsCollectedOfAReleaseThatIsWrong() throws IOException {
    Map<String, byte[]> files = release(1_000, MadeRelease.ISSUED, KEY);
    files.put("/blocklist/log/tile/entries/000", new byte[9]);
    BundleCheck.Checked checked =
        check(Checks.NOW, Limits.documented()).collect(in(files), (share, what) -> {});

    assertThat(checked.bundle()).isEmpty();
    assertThat(Checks.wrong(checked.outcome())).hasSize(1);
  }

  @Test
  void aReleaseWithoutALogMakesABundleWithoutOne() throws IOException {
    Map<String, byte[]> files = release(1_000, MadeRelease.ISSUED, KEY);
    files.keySet().removeIf(url -> url.contains("/log/"));
    byte[] bundle = packed(collected(files));

    assertThat(open(bundle, NOTHING).bundle()).isPresent();
    assertThat(refused(bundle, in(release(1_000, MadeRelease.ISSUED, KEY))))
        .containsExactly("there is no log/checkpoint, there was one before");
  }

  @Test
  void checksumsOfTheZipAreNotWhatIsBelieved() throws IOException {
    byte[] whole = zip();
    CRC32 sum = new CRC32();
    sum.update(content.getOrDefault("head.json", new byte[0]));
    int at = centralEntry(whole, "head.json");
    assertThat(whole[at + 16]).isEqualTo((byte) sum.getValue());
    whole[at + 16] ^= 1;

    assertThat(open(whole, NOTHING).bundle()).isPresent();
  }
}
