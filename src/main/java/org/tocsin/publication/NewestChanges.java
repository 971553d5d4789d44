package org.tocsin.publication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;

/** What the newest release changed, in bounded time. Joins the caller's transaction. */
public interface NewestChanges {

  /** More changes than this are not looked at. */
  int LOOKED_AT = 20_000;

  /**
   * An address that joined or left.
   *
   * @param address the address
   * @param scenario what it is or was listed for, if that is still known
   */
  record Example(Address address, Optional<String> scenario) {}

  /** How many joined and left for one scenario. */
  record Share(String scenario, int joined, int left) {}

  /**
   * The newest release.
   *
   * @param serial its number
   * @param issuedAt when it was made
   * @param approved how many of what joined a person let pass, being too many at once
   * @param joined how many joined
   * @param left how many left
   * @param more whether there are more than were looked at
   * @param in some that joined
   * @param out some that left
   * @param shares the scenarios with the most changes
   */
  record Changed(
      long serial,
      Instant issuedAt,
      int approved,
      int joined,
      int left,
      boolean more,
      List<Example> in,
      List<Example> out,
      List<Share> shares) {

    /** Copies the lists. */
    public Changed {
      in = List.copyOf(in);
      out = List.copyOf(out);
      shares = List.copyOf(shares);
    }
  }

  /** Returns what the newest release changed, empty before the first. */
  Optional<Changed> newest(int examples, int shares);
}
