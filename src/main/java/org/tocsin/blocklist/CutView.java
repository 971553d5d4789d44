package org.tocsin.blocklist;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import org.tocsin.consumer.Cut;
import org.tocsin.format.Listed;
import org.tocsin.format.ReleaseView;
import org.tocsin.publication.ReleaseHistory;
import org.tocsin.release.Head;

/**
 * What a consumer gets of a release.
 *
 * @param release the part of it
 * @param left in words how much that is, empty if it is all
 */
record CutView(ReleaseView release, Optional<String> left) {

  /** Applies a cut to what a release lists. */
  static CutView of(Head head, List<ReleaseHistory.Listing> listings, Cut cut) {
    List<Listed> wanted =
        new Shown(
            cut.of(
                listings,
                ReleaseHistory.Listing::address,
                ReleaseHistory.Listing::scenario,
                ReleaseHistory.Listing::since,
                ReleaseHistory.Listing::score));
    return new CutView(
        new ReleaseView(head.session().toString(), head.serial(), head.issuedAt(), wanted),
        wanted.size() == listings.size()
            ? Optional.empty()
            : Optional.of(wanted.size() + " of " + listings.size()));
  }

  /** Listings as formats see them, each made while it is looked at: a million would fill memory. */
  private static final class Shown extends AbstractList<Listed> implements RandomAccess {

    private final List<ReleaseHistory.Listing> listings;

    Shown(List<ReleaseHistory.Listing> listings) {
      this.listings = listings;
    }

    @Override
    public Listed get(int index) {
      ReleaseHistory.Listing one = listings.get(index);
      return new Listed(one.address(), one.scenario(), one.since(), one.expiresAt());
    }

    @Override
    public int size() {
      return listings.size();
    }
  }
}
