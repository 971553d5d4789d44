package org.tocsin.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.address.Span;
import org.tocsin.evidence.SeenTimes;
import org.tocsin.publication.KeptVerdicts;
import org.tocsin.publication.KeptVerdicts.Row;
import org.tocsin.publication.KeptVerdicts.Wanted;

/**
 * One walk through spans in the order of addresses. Not thread-safe.
 *
 * <p>Few spans are asked for at first, then more and more: an autonomous system has thousands, most
 * of them without any address that is kept.
 */
final class SearchWalk {

  /** How many rows are looked at before the search says where to go on. */
  static final int MOST_ROWS = 2_500;

  /** How many places of an index are looked into: each scenario in each span is one. */
  private static final int MOST_PLACES = 10_000;

  private static final int FIRST_PLACES = 8;
  private static final int ROWS_AT_ONCE = 500;

  private final KeptVerdicts verdicts;
  private final SeenTimes seen;
  private final Query query;
  private final Optional<List<String>> scenarios;
  private final int limit;
  private final List<Found> found = new ArrayList<>();

  SearchWalk(
      KeptVerdicts verdicts,
      SeenTimes seen,
      Query query,
      Optional<List<String>> scenarios,
      int limit) {
    this.verdicts = verdicts;
    this.seen = seen;
    this.query = query;
    this.scenarios = scenarios;
    this.limit = limit;
  }

  Found.Page through(List<Span> spans, Optional<Address> after) {
    Optional<Address> at = after;
    int rowsLookedAt = 0;
    int next = 0;
    int names = scenarios.map(List::size).orElse(1);
    int mostSpans = MOST_PLACES / names;
    int width = Math.max(1, FIRST_PLACES / names);
    while (next < spans.size()) {
      int end = Math.min(Math.min(next + width, mostSpans), spans.size());
      int rowsAtOnce = passesOver() ? ROWS_AT_ONCE : limit + 1 - found.size();
      List<Row> rows =
          verdicts.find(
              new Wanted(spans.subList(next, end), query.state(), scenarios), at, rowsAtOnce);
      keep(rows);
      rowsLookedAt += rows.size();
      if (found.size() > limit) {
        List<Found> page = found.subList(0, limit);
        return new Found.Page(page, Optional.of(page.get(limit - 1).address()), false);
      }
      if (rows.size() == rowsAtOnce) {
        at = Optional.of(rows.get(rows.size() - 1).address());
      } else {
        at = Optional.of(spans.get(end - 1).last());
        next = end;
        width *= 2;
      }
      if (next < spans.size() && (rowsLookedAt >= MOST_ROWS || next >= mostSpans)) {
        return new Found.Page(found, at, true);
      }
    }
    return new Found.Page(found, Optional.empty(), false);
  }

  /** Whether a row that comes back may still not fit. */
  private boolean passesOver() {
    return query.readsTimes()
        || query.state().isPresent()
        || (query.scenario().isPresent() && scenarios.isEmpty());
  }

  private void keep(List<Row> rows) {
    List<Row> fitting =
        rows.stream()
            .filter(row -> query.state().filter(wanted -> wanted != row.state()).isEmpty())
            .filter(row -> fits(row.scenario()))
            .toList();
    // When all is wanted that was looked up, only as many times are read as will be shown.
    List<Row> shown =
        query.readsTimes()
            ? fitting
            : fitting.subList(0, Math.min(fitting.size(), limit + 1 - found.size()));
    Map<Address, SeenTimes.Seen> times = seen.of(shown.stream().map(Row::address).toList());
    for (Row row : shown) {
      Optional<SeenTimes.Seen> when = Optional.ofNullable(times.get(row.address()));
      if (!query.readsTimes() || when.filter(this::fits).isPresent()) {
        found.add(
            new Found(
                row.address(),
                row.state(),
                row.score(),
                row.scenario(),
                when.map(SeenTimes.Seen::first),
                when.map(SeenTimes.Seen::last),
                row.expiresAt(),
                row.serial()));
      }
    }
  }

  private boolean fits(Optional<String> scenario) {
    return query.scenario().isEmpty() || scenario.filter(query.scenario().get()::fits).isPresent();
  }

  private boolean fits(SeenTimes.Seen when) {
    return query.first().contains(when.first()) && query.last().contains(when.last());
  }
}
