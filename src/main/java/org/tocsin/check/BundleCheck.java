package org.tocsin.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Makes bundles of what it checked: of what is published, and of files that bring a release to
 * where there is no network. There is a bundle only if nothing is wrong.
 */
public final class BundleCheck {

  private static final int LONGEST = 1 << 20;
  private static final int HASH = 32;

  private final TrustedKeys keys;
  private final Limits limits;
  private final InstantSource clock;

  /** What a check came to, and the bundle if all is right. */
  public record Checked(Outcome outcome, Optional<Bundle> bundle) {}

  /**
   * Makes a check.
   *
   * @param keys whose signatures are believed
   * @param limits how much is accepted; the whole log is read in any case
   * @param clock says whether a head has expired
   */
  public BundleCheck(TrustedKeys keys, Limits limits, InstantSource clock) {
    this.keys = keys;
    this.limits = limits.withWholeLog();
    this.clock = clock;
  }

  /**
   * Checks a published release and makes a bundle of it.
   *
   * @throws IOException if a file cannot be reached
   */
  public Checked collect(ReleaseFiles published, ReleaseCheck.Progress progress)
      throws IOException {
    ReadFiles read = new ReadFiles(published);
    Outcome outcome = check(read, Optional.empty(), progress);
    return finished(
        outcome,
        findings -> {
          TrustedKeys beside = keysBeside(read).orElse(keys);
          return bundle(read, beside);
        });
  }

  /**
   * Checks a bundle.
   *
   * @param file the bundle
   * @param known what an earlier check ended with
   * @param there the files that the bundle is to replace, which it must not go back behind
   * @param progress is told what is being done
   * @throws IOException if a file cannot be read; whatever is in it is a finding
   */
  public Checked open(
      Path file, Optional<Known> known, ReleaseFiles there, ReleaseCheck.Progress progress)
      throws IOException {
    try (BundleZip zip = BundleZip.open(file)) {
      ReadFiles read = new ReadFiles(zip);
      Outcome outcome = check(read, known, progress);
      return finished(
          outcome,
          findings -> {
            TrustedKeys believed = believed(read, findings);
            nothingElse(zip.names(), read.read().keySet());
            new Replaced(there, keys, limits).isFollowedBy(read, findings);
            return bundle(read, believed);
          });
    } catch (BundleZip.Damaged e) {
      Findings findings = new Findings();
      findings.wrong(String.valueOf(e.getMessage()));
      return nothing(new Outcome(findings.all(), List.of(), Optional.empty()));
    }
  }

  private Outcome check(ReadFiles read, Optional<Known> known, ReleaseCheck.Progress progress)
      throws IOException {
    return new ReleaseCheck(read, keys, limits, clock)
        .check(new Expected(known, Optional.empty(), Ranges.none()), progress);
  }

  private interface Rest {
    Bundle check(Findings findings) throws Wrong, IOException;
  }

  private static Checked nothing(Outcome outcome) {
    return new Checked(outcome, Optional.empty());
  }

  private static Checked finished(Outcome outcome, Rest rest) throws IOException {
    if (!outcome.isRight()) {
      return nothing(outcome);
    }
    Findings findings = new Findings();
    Optional<Bundle> bundle = Optional.empty();
    try {
      bundle = Optional.of(rest.check(findings));
    } catch (Wrong e) {
      findings.wrong(e.sentence());
    }
    List<Finding> all = new ArrayList<>(outcome.findings());
    findings.all().stream().filter(finding -> !all.contains(finding)).forEach(all::add);
    boolean right = findings.wrongs() == 0;
    Outcome whole =
        new Outcome(all, outcome.verified(), right ? outcome.known() : Optional.empty());
    return right ? new Checked(whole, bundle) : nothing(whole);
  }

  private static Optional<TrustedKeys> keysBeside(ReadFiles read) throws Wrong, IOException {
    Optional<byte[]> jwks = read.get(BundleNames.url(BundleNames.KEYS), LONGEST);
    try {
      return jwks.map(TrustedKeys::parse);
    } catch (IllegalArgumentException e) {
      throw new Wrong("keys.json: " + e.getMessage());
    }
  }

  /**
   * Nobody signs keys.json, so that of its keys only those are handed on that are known already.
   */
  private TrustedKeys believed(ReadFiles read, Findings findings) throws Wrong, IOException {
    TrustedKeys beside =
        keysBeside(read).orElseThrow(() -> new Wrong("the bundle has no keys.json"));
    List<TrustedKey> both = new ArrayList<>();
    for (TrustedKey key : beside.all()) {
      if (keys.called(key.id()).isPresent()) {
        both.add(key);
      } else {
        findings.notice("keys.json has a key that is not known and is left out: " + key.id());
      }
    }
    if (both.isEmpty()) {
      throw new Wrong("keys.json of the bundle has no key that is known");
    }
    return TrustedKeys.of(both);
  }

  private static void nothingElse(Set<String> there, Set<String> checked) throws Wrong {
    TreeSet<String> more = new TreeSet<>(there);
    more.removeAll(checked);
    if (!more.isEmpty()) {
      throw new Wrong(
          "the bundle has "
              + more.size()
              + " files that nothing in it names, such as "
              + more.first());
    }
  }

  private static Bundle bundle(ReadFiles read, TrustedKeys keys) throws Wrong {
    SortedMap<String, byte[]> files = read.read();
    for (var file : files.entrySet()) {
      if (BundleNames.isTile(file.getKey())) {
        endsWhereItShould(file.getKey(), file.getValue());
      }
    }
    files.put(BundleNames.KEYS, keys.jwks().getBytes(StandardCharsets.US_ASCII));
    return new Bundle(files);
  }

  /** The check of the log reads of a file what it needs; here nothing may be behind that. */
  private static void endsWhereItShould(String name, byte[] bytes) throws Wrong {
    int width = BundleNames.width(name);
    int end = width * HASH;
    if (BundleNames.isEntries(name)) {
      end = 0;
      for (int i = 0; i < width; i++) {
        end += 2 + ((bytes[end] & 255) << 8 | (bytes[end + 1] & 255));
      }
    }
    if (end != bytes.length) {
      throw new Wrong(name + " has " + bytes.length + " bytes, " + end + " were expected");
    }
  }
}
