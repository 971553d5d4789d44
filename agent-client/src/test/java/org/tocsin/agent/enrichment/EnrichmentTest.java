package org.tocsin.agent.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.Line;
import org.tocsin.agent.expression.TextMap;

/** What enrichment adds to an event. */
final class EnrichmentTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final Surroundings EMPTY_DATABASES =
      new Surroundings() {
        @Override
        public Optional<Place> place(Address address) {
          return Optional.of(Place.UNKNOWN);
        }

        @Override
        public Optional<Network> network(Address address) {
          return Optional.of(Network.UNKNOWN);
        }

        @Override
        public Optional<Prefix> range(Address address) {
          return Optional.empty();
        }

        @Override
        public Optional<String> hostName(Address address) {
          return Optional.of("host.example.");
        }

        @Override
        public List<String> listedOn(Address address) {
          return address.toString().equals("203.0.114.9")
              ? List.of("community", "ours")
              : List.of();
        }
      };

  private static Event event(boolean replayed) {
    Line line = new Line("{\"a\": 1}", "", "file", new TextMap());
    return Event.of(line, replayed, NOW.atOffset(ZoneOffset.UTC));
  }

  @Test
  void anAddressTheDatabaseDoesNotKnowHasValuesAllTheSame() {
    Event event = event(true);
    Enrichment enrichment = new Enrichment(EMPTY_DATABASES, () -> NOW);
    for (String method : new String[] {"GeoIpCity", "GeoIpASN", "IpToRange", "reverse_dns"}) {
      enrichment.call(method, "192.0.2.1", event);
    }

    assertThat(event.enriched())
        .hasToString(
            "{ASNNumber=0, ASNOrg=, ASNumber=0, IsInEU=false, IsoCode=, Latitude=0.000000,"
                + " Longitude=0.000000, reverse_dns=host.example.}");
  }

  @Test
  void withoutADatabaseNothingIsAdded() {
    Event event = event(true);
    new Enrichment(Surroundings.none(), () -> NOW).call("GeoIpCity", "192.0.2.1", event);
    new Enrichment(EMPTY_DATABASES, () -> NOW).call("GeoIpCity", "no address", event);

    assertThat(event.enriched().size()).isZero();
  }

  @Test
  void aDateIsTheTimeOfTheEventOnlyInReplay() {
    Event replayed = event(true);
    Event live = event(false);
    Enrichment enrichment = new Enrichment(Surroundings.none(), () -> NOW);
    enrichment.call("ParseDate", "2020-01-01T00:00:00Z", replayed);
    enrichment.call("ParseDate", "2020-01-01T00:00:00Z", live);

    assertThat(replayed.time().time().getYear()).isEqualTo(2020);
    assertThat(live.time().time().getYear()).isEqualTo(2026);
    assertThat(live.enriched().get("MarshaledTime")).isEqualTo("2020-01-01T00:00:00Z");
  }

  @Test
  void unmarshalsAWholeLine() {
    Event event = event(true);
    new Enrichment(Surroundings.none(), () -> NOW).call("UnmarshalJSON", "", event);

    assertThat(event.unmarshaled()).containsEntry("a", 1.0);
  }

  @Test
  void saysOnWhichListsAnAddressIs() {
    Event event = event(false);
    Enrichment enrichment = new Enrichment(EMPTY_DATABASES, () -> NOW);

    enrichment.call("CommunityVerdict", "203.0.114.9", event);

    assertThat(event.enriched().get("CommunityListed")).isEqualTo("true");
    assertThat(event.enriched().get("CommunityLists")).isEqualTo("community,ours");
  }

  @Test
  void saysNothingOfAnAddressOnNoList() {
    Event event = event(false);

    new Enrichment(EMPTY_DATABASES, () -> NOW).call("CommunityVerdict", "203.0.114.10", event);

    assertThat(event.enriched().get("CommunityListed")).isEmpty();
  }
}
