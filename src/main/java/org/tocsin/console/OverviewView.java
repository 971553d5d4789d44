package org.tocsin.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.publication.NewestChanges;
import org.tocsin.review.CaseBoard;

/**
 * What the overview shows.
 *
 * @param charts values over the last day
 * @param waiting how much waits for a person, by kind
 * @param conditions how our own work goes
 * @param release what the newest release changed
 */
record OverviewView(
    List<Chart> charts,
    List<CaseBoard.Waiting> waiting,
    List<Condition> conditions,
    Optional<Release> release) {

  /** An address that joined or left, and what decided. */
  record Example(String address, String scenario, String because) {}

  /** The newest release. */
  record Release(
      long serial,
      Instant issuedAt,
      String why,
      int joined,
      int left,
      boolean more,
      List<Example> in,
      List<Example> out,
      List<NewestChanges.Share> shares) {}
}
