package org.tocsin.agent.enrichment;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.GoText;
import org.tocsin.agent.vocabulary.Json;

/** The methods that rules call to enrich an event. What they find goes to its enriched fields. */
public final class Enrichment {
  /** The one method that also works on an empty text. */
  public static final String PARSE_DATE = "ParseDate";

  private static final Set<String> METHODS =
      Set.of(
          PARSE_DATE,
          "GeoIpCity",
          "GeoIpASN",
          "IpToRange",
          "reverse_dns",
          "UnmarshalJSON",
          "CommunityVerdict");

  private final Surroundings surroundings;
  private final InstantSource clock;

  public Enrichment(Surroundings surroundings, InstantSource clock) {
    this.surroundings = surroundings;
    this.clock = clock;
  }

  public static boolean has(String method) {
    return METHODS.contains(method);
  }

  /** Calls a method with a text. */
  public void call(String method, String text, Event event) {
    switch (method) {
      case PARSE_DATE -> parseDate(text, event);
      case "UnmarshalJSON" -> unmarshal(event);
      default -> Address.parse(text).ifPresent(address -> look(method, address, event));
    }
  }

  private void parseDate(String text, Event event) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    OffsetDateTime date = DateReading.read(text, event.strTimeFormat(), now);
    event.enriched().put("MarshaledTime", DateReading.text(date));
    if (event.replayed()) {
      event.happenedAt(date);
    }
  }

  private static void unmarshal(Event event) {
    try {
      if (Json.parse(event.line().raw()) instanceof Map<?, ?> object) {
        object.forEach((key, value) -> event.unmarshaled().put(String.valueOf(key), value));
      }
    } catch (EvaluationFailure e) {
      // A line that is not JSON has nothing to add.
      return;
    }
  }

  private void look(String method, Address address, Event event) {
    switch (method) {
      case "GeoIpCity" -> surroundings.place(address).ifPresent(place -> put(event, place));
      case "GeoIpASN" -> surroundings.network(address).ifPresent(network -> put(event, network));
      case "IpToRange" ->
          put(event, "SourceRange", surroundings.range(address).map(Object::toString));
      case "CommunityVerdict" -> verdict(event, surroundings.listedOn(address));
      default -> put(event, "reverse_dns", surroundings.hostName(address));
    }
  }

  /** What others decided; an address on no list leaves nothing behind. */
  private static void verdict(Event event, List<String> lists) {
    if (!lists.isEmpty()) {
      event.enriched().put("CommunityListed", "true");
      event.enriched().put("CommunityLists", String.join(",", lists));
    }
  }

  private static void put(Event event, String field, Optional<String> found) {
    found.ifPresent(text -> event.enriched().put(field, text));
  }

  private static void put(Event event, Surroundings.Place place) {
    event.enriched().put("IsoCode", place.country());
    event.enriched().put("IsInEU", Boolean.toString(place.inEu()));
    event.enriched().put("Latitude", GoText.fixed(place.latitude()));
    event.enriched().put("Longitude", GoText.fixed(place.longitude()));
  }

  private static void put(Event event, Surroundings.Network network) {
    event.enriched().put("ASNNumber", Long.toString(network.number()));
    event.enriched().put("ASNumber", Long.toString(network.number()));
    event.enriched().put("ASNOrg", network.organisation());
  }
}
