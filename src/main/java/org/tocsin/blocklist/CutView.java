package org.tocsin.blocklist;

import java.util.List;
import java.util.Optional;
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

  /** Applies a cut. */
  static CutView of(ReleaseView release, Cut cut) {
    List<Listed> wanted =
        cut.of(release.entries(), Listed::address, Listed::scenario, Listed::since);
    return new CutView(
        new ReleaseView(release.session(), release.serial(), release.issuedAt(), wanted),
        wanted.size() == release.entries().size()
            ? Optional.empty()
            : Optional.of(wanted.size() + " of " + release.entries().size()));
  }
}
