package org.tocsin.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks one release from its signed head down to every address. */
public final class ReleaseCheck {

  private static final String HEAD = "/blocklist/head.json";

  private static final int LONGEST_HEAD = 1 << 20;
  private static final int EXAMPLES = 3;

  /** Is told how far a check is. */
  @FunctionalInterface
  public interface Progress {

    /** So much, of 1, is done, and this comes now. */
    void show(double share, String what);
  }

  private final ReleaseFiles files;
  private final TrustedKeys keys;
  private final Limits limits;
  private final InstantSource clock;

  /**
   * Makes a check.
   *
   * @param files what is checked
   * @param keys whose signatures are believed
   * @param limits how much is accepted
   * @param clock says whether a head has expired
   */
  public ReleaseCheck(ReleaseFiles files, TrustedKeys keys, Limits limits, InstantSource clock) {
    this.files = files;
    this.keys = keys;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Checks what is there now.
   *
   * @param expected what is known already
   * @param progress is told what is being done
   * @throws IOException if a file cannot be reached; whatever is in it is a finding
   */
  public Outcome check(Expected expected, Progress progress) throws IOException {
    Findings findings = new Findings();
    Optional<Known> known = Optional.empty();
    try {
      progress.show(0, "head");
      Head head = head(findings);
      headAlone(head, expected, findings);
      files(head, expected, findings, progress);
      progress.show(1, "log");
      known = Optional.of(log(head, expected, findings));
    } catch (Wrong e) {
      findings.wrong(e.sentence());
    }
    Outcome outcome = new Outcome(findings.all(), findings.verified(), known);
    return outcome.isRight()
        ? outcome
        : new Outcome(outcome.findings(), outcome.verified(), Optional.empty());
  }

  private Head head(Findings findings) throws Wrong, IOException {
    byte[] sealed =
        files.get(HEAD, LONGEST_HEAD).orElseThrow(() -> new Wrong("there is no head.json"));
    if (sealed.length > LONGEST_HEAD) {
      throw new Wrong("head.json is longer than " + LONGEST_HEAD + " bytes");
    }
    return new HeadReader(keys, limits, findings).read(sealed);
  }

  private void headAlone(Head head, Expected expected, Findings findings) {
    long before = findings.wrongs();
    Instant now = clock.instant();
    HeadCheck check = new HeadCheck(head, findings);
    check.time(now, limits);
    check.agreesWithItself();
    expected.known().ifPresent(check::follows);
    if (findings.wrongs() == before) {
      findings.verified(
          "head: serial %s of session %s, issued %s, good until %s"
              .formatted(head.serial(), head.session(), head.issuedAt(), head.expiresAt()));
    }
  }

  private void files(Head head, Expected expected, Findings findings, Progress progress)
      throws IOException {
    progress.show(0, "snapshot");
    Optional<List<Ip>> set = set(head, findings);
    set.ifPresent(all -> neverListed(all, expected.never(), findings));
    List<Long> asked = new ArrayList<>(List.of(0L));
    expected.earlier().map(Expected.Earlier::serial).ifPresent(asked::add);
    Optional<DeltaCheck> check =
        set.map(all -> new DeltaCheck(head, all, List.copyOf(asked), findings));
    long before = findings.wrongs();
    int checked = 0;
    for (Head.DeltaFile file : head.deltas()) {
      progress.show((double) checked++ / head.deltas().size(), file.name());
      try {
        Delta delta = Delta.read(download(file.file(), file.name()), file);
        check.ifPresent(one -> one.take(file, delta));
      } catch (Wrong e) {
        findings.wrong(e.sentence());
        // What it would have told is not known, so the rest cannot be judged either.
        check = Optional.empty();
      }
    }
    if (check.isPresent()) {
      deltas(head, check.get(), before, expected, findings);
    }
  }

  private Optional<List<Ip>> set(Head head, Findings findings) throws IOException {
    try {
      List<Ip> set = SetReader.read(download(head.snapshot(), "the snapshot"), "the snapshot");
      long v6 = set.stream().filter(Ip::six).count();
      if (head.v6() != v6 || head.v4() != set.size() - v6) {
        findings.wrong(
            "the head counts %s IPv4 and %s IPv6 addresses, the set has %s and %s"
                .formatted(head.v4(), head.v6(), set.size() - v6, v6));
      } else {
        findings.verified(
            String.format(
                Locale.ROOT, "set: %,d IPv4 and %,d IPv6 addresses", set.size() - v6, v6));
      }
      return Optional.of(set);
    } catch (Wrong e) {
      findings.wrong(e.sentence());
      return Optional.empty();
    }
  }

  private byte[] download(Head.File file, String name) throws Wrong, IOException {
    byte[] bytes =
        files
            .get(file.url(), file.bytes())
            .orElseThrow(() -> new Wrong(name + " is not there: " + file.url()));
    if (bytes.length != file.bytes()) {
      String found = bytes.length > file.bytes() ? "more" : "only " + bytes.length;
      throw new Wrong(name + " should have " + file.bytes() + " bytes, it has " + found);
    }
    String sha256 = Bytes.hexSha256(bytes);
    if (!sha256.equals(file.sha256())) {
      throw new Wrong(name + " has the checksum " + sha256 + ", expected was " + file.sha256());
    }
    return bytes;
  }

  private static void neverListed(List<Ip> set, Ranges never, Findings findings) {
    List<Ip> listed = set.stream().filter(never::holds).toList();
    listed.stream()
        .limit(EXAMPLES)
        .forEach(address -> findings.wrong(address + " is listed and must never be"));
    if (listed.size() > EXAMPLES) {
      findings.wrong((listed.size() - EXAMPLES) + " more addresses are listed that must never be");
    }
    if (never.size() > 0 && listed.isEmpty()) {
      findings.verified(
          String.format(
              Locale.ROOT, "never-list: none of its %,d ranges is touched", never.size()));
    }
  }

  private void deltas(
      Head head, DeltaCheck check, long before, Expected expected, Findings findings)
      throws IOException {
    limits.growth().ifPresent(check::newestAddsLittle);
    long oldest = head.deltas().isEmpty() ? head.serial() : oldest(head);
    if (oldest == 0) {
      check.leadFrom(0, List.of());
    }
    if (expected.earlier().isPresent()) {
      fromEarlier(head, oldest, expected.earlier().get(), check, findings);
    }
    long bytes = head.deltas().stream().mapToLong(delta -> delta.file().bytes()).sum();
    if (findings.wrongs() == before) {
      findings.verified(
          String.format(
              Locale.ROOT,
              "deltas: %d, %,d bytes, from serial %d",
              head.deltas().size(),
              bytes,
              oldest));
    }
  }

  private static long oldest(Head head) {
    return head.deltas().get(head.deltas().size() - 1).from();
  }

  private static void fromEarlier(
      Head head, long oldest, Expected.Earlier earlier, DeltaCheck check, Findings findings) {
    if (!earlier.session().equals(head.session()) || earlier.serial() < oldest) {
      findings.notice("no delta leads from the earlier set, serial " + earlier.serial());
    } else if (earlier.serial() > head.serial()) {
      findings.wrong(
          "the head goes back to serial "
              + head.serial()
              + ", a set of serial "
              + earlier.serial()
              + " is known");
    } else {
      try {
        byte[] text = earlier.text().getBytes(StandardCharsets.UTF_8);
        check.leadFrom(earlier.serial(), SetReader.read(text, "the earlier set"));
      } catch (Wrong e) {
        findings.wrong(e.sentence());
      }
    }
  }

  private Known log(Head head, Expected expected, Findings findings) throws Wrong, IOException {
    Optional<Known.Log> before = expected.known().flatMap(Known::log);
    Optional<Known.Log> log = new LogCheck(files, keys, limits, findings).check(head, before);
    return new Known(head.session(), head.serial(), head.setSha256(), log);
  }
}
