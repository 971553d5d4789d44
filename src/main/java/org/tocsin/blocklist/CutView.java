package org.tocsin.blocklist;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tocsin.consumer.Cut;
import org.tocsin.format.Listed;
import org.tocsin.format.ReleaseView;

/**
 * What a consumer gets of a release.
 *
 * @param release the part of it
 * @param left in words how much that is, empty if it is all
 */
record CutView(ReleaseView release, Optional<String> left) {

  /**
   * Applies a cut: one family, some scenarios, and of what is left then the most recently listed.
   */
  static CutView of(ReleaseView release, Cut cut) {
    List<Listed> wanted =
        release.entries().stream()
            .filter(entry -> cut.lets(entry.address(), entry.scenario()))
            .toList();
    if (cut.maxEntries().isPresent() && wanted.size() > cut.maxEntries().getAsInt()) {
      Set<Listed> newest = new HashSet<>(newest(wanted, cut.maxEntries().getAsInt()));
      wanted = wanted.stream().filter(newest::contains).toList();
    }
    return new CutView(
        new ReleaseView(release.session(), release.serial(), release.issuedAt(), wanted),
        wanted.size() == release.entries().size()
            ? Optional.empty()
            : Optional.of(wanted.size() + " of " + release.entries().size()));
  }

  private static List<Listed> newest(List<Listed> entries, int most) {
    return entries.stream()
        .sorted(Comparator.comparing(Listed::since).reversed())
        .limit(most)
        .toList();
  }
}
