package org.tocsin.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.address.Span;
import org.tocsin.evidence.SeenTimes;
import org.tocsin.network.AsnTable;
import org.tocsin.publication.KeptVerdicts;

/**
 * Finds addresses of which something is kept; of one address that is asked for alone also that it
 * was seen. Joins the caller's transaction.
 */
@ApplicationScoped
public class AddressSearch {

  /** As many as one page has. */
  public static final int MOST = 100;

  /** Of more scenarios with one beginning, each row has to be looked at. */
  private static final int MOST_SCENARIOS = 50;

  private final KeptVerdicts verdicts;
  private final SeenTimes seen;
  private final AsnTable systems;

  AddressSearch(KeptVerdicts verdicts, SeenTimes seen, AsnTable systems) {
    this.verdicts = verdicts;
    this.seen = seen;
    this.systems = systems;
  }

  /**
   * Returns a page of what fits a query.
   *
   * @param after behind this address, if given
   * @param limit how many, from 1 to {@link #MOST}
   */
  public Found.Page find(Query query, Optional<Address> after, int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("a page has 1 to " + MOST + " addresses");
    }
    Optional<List<String>> scenarios = query.scenario().flatMap(this::names);
    if (scenarios.filter(List::isEmpty).isPresent()) {
      return new Found.Page(List.of(), Optional.empty(), false);
    }
    SearchWalk walk = new SearchWalk(verdicts, seen, query, scenarios, limit);
    Found.Page page = walk.through(spans(query, after), after);
    return page.items().isEmpty() ? onlySeen(query, after).orElse(page) : page;
  }

  /** The scenarios that are meant, empty if they are too many to be looked up one by one. */
  private Optional<List<String>> names(Query.Scenario scenario) {
    if (!scenario.begins()) {
      return Optional.of(List.of(scenario.name()));
    }
    List<String> names = verdicts.scenarios(scenario.name(), MOST_SCENARIOS + 1);
    return Optional.of(names).filter(all -> all.size() <= MOST_SCENARIOS);
  }

  private List<Span> spans(Query query, Optional<Address> after) {
    Stream<Span> all =
        query
            .range()
            .map(range -> Stream.of(Span.of(range)))
            .orElseGet(() -> Stream.of(Address.Family.values()).map(Span::all));
    List<Span> wanted = all.toList();
    Stream<Span> within =
        query.asn().isEmpty()
            ? wanted.stream()
            : systems.spans(query.asn().get()).stream()
                .flatMap(span -> wanted.stream().flatMap(one -> one.and(span).stream()));
    return within
        .filter(span -> after.filter(last -> last.compareTo(span.last()) >= 0).isEmpty())
        .toList();
  }

  /** Of what nobody would list nothing is kept, but that it was seen is told if it is asked for. */
  private Optional<Found.Page> onlySeen(Query query, Optional<Address> after) {
    Optional<Address> one =
        query
            .range()
            .filter(range -> range.equals(Prefix.host(range.network())))
            .map(Prefix::network);
    if (one.isEmpty()
        || after.isPresent()
        || query.state().isPresent()
        || query.scenario().isPresent()
        || query.asn().filter(asn -> systems.asn(one.get()) != asn).isPresent()) {
      return Optional.empty();
    }
    return Optional.ofNullable(seen.of(List.of(one.get())).get(one.get()))
        .filter(times -> query.first().contains(times.first()))
        .filter(times -> query.last().contains(times.last()))
        .map(
            times ->
                new Found(
                    one.get(),
                    KeptVerdicts.Served.NONE,
                    0,
                    Optional.empty(),
                    Optional.of(times.first()),
                    Optional.of(times.last()),
                    Optional.empty(),
                    Optional.empty()))
        .map(found -> new Found.Page(new ArrayList<>(List.of(found)), Optional.empty(), false));
  }
}
