package org.tocsin.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks of files in memory. */
final class Checks {

  static final Instant NOW = MadeRelease.ISSUED.plusSeconds(60);

  private Checks() {}

  static Outcome check(
      Map<String, byte[]> files, Expected expected, Limits limits, Instant now, MadeKey... keys) {
    ReleaseFiles memory = (url, most) -> Optional.ofNullable(files.get(url));
    TrustedKeys trusted = TrustedKeys.parse(MadeKey.jwks(keys));
    try {
      return new ReleaseCheck(memory, trusted, limits, () -> now)
          .check(expected, (share, what) -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Outcome check(Map<String, byte[]> files, MadeKey... keys) {
    return check(files, Expected.NOTHING, Limits.documented(), NOW, keys);
  }

  /** Returns what is wrong, without what is only worth knowing. */
  static List<String> wrong(Outcome outcome) {
    return outcome.findings().stream()
        .filter(finding -> finding.kind() == Finding.Kind.WRONG)
        .map(Finding::sentence)
        .toList();
  }
}
