package org.tocsin.cti;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.address.Address;
import org.tocsin.appeal.Lookup;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.Verdict;
import org.tocsin.network.AsnTable;

/** Finds out what is told of addresses. */
@ApplicationScoped
class Smoke {

  private final Lookup lookup;
  private final AsnTable systems;
  private final Provider<RuleBook> rules;
  private final InstantSource clock;

  Smoke(Lookup lookup, AsnTable systems, Provider<RuleBook> rules, InstantSource clock) {
    this.lookup = lookup;
    this.systems = systems;
    this.rules = rules;
    this.clock = clock;
  }

  /** Returns what is told of an address; empty if nothing is. */
  Optional<JsonObject> of(Address address) {
    return items(Set.of(address)).stream().findFirst();
  }

  /** Returns what is told of some addresses, and of how many nothing is. */
  JsonObject of(Set<Address> addresses) {
    List<JsonObject> items = items(addresses);
    return new JsonObject()
        .put("total", items.size())
        .put("not_found", addresses.size() - items.size())
        .put("items", new JsonArray(items));
  }

  private List<JsonObject> items(Set<Address> addresses) {
    Map<Address, Lookup.Found> known = new LinkedHashMap<>();
    for (Address address : addresses) {
      Lookup.Found found = lookup.find(address);
      if (SmokeItem.isKnown(found)) {
        known.put(address, found);
      }
    }
    if (known.isEmpty()) {
      return List.of();
    }
    List<Verdict> verdicts = lookup.verdicts(List.copyOf(known.keySet()));
    return verdicts.stream()
        .map(
            verdict ->
                new SmokeItem(
                        Optional.ofNullable(known.get(verdict.address())).orElseThrow(),
                        verdict,
                        clock.instant())
                    .json(rules.get().rules().scenarios(), systems.asn(verdict.address())))
        .toList();
  }
}
