package org.tocsin.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.enrichment.Enrichment;
import org.tocsin.agent.enrichment.Surroundings.Network;
import org.tocsin.agent.enrichment.Surroundings.Place;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.Line;
import org.tocsin.agent.expression.TextMap;
import org.tocsin.agent.hubtest.HubTests;

/** What is read out of databases of places. */
final class PlaceDatabasesTest {
  @TempDir private Path folder;
  private Path cities;
  private Path networks;

  @BeforeEach
  void write() throws IOException {
    cities =
        new PlaceDatabaseFile()
            .add(
                "9.1.0.0/16",
                Map.of(
                    "country",
                    Map.of("iso_code", "FR", "is_in_european_union", true),
                    "location",
                    Map.of("latitude", 48.85, "longitude", 2.35)))
            .add("9.2.0.0/16", Map.of("registered_country", Map.of("iso_code", "CA")))
            .add("9.3.0.0/16", Map.of("country_code", "AU"))
            .add("2a00:1::/32", Map.of("country", Map.of("iso_code", "SE")))
            .writeTo(folder.resolve("city.mmdb"));
    networks =
        new PlaceDatabaseFile()
            .add(
                "9.1.2.0/24",
                Map.of(
                    "autonomous_system_number",
                    64500,
                    "autonomous_system_organization",
                    "A network with quite a long name of its own"))
            .writeTo(folder.resolve("asn.mmdb"));
  }

  private PlaceDatabases open() throws IOException {
    return PlaceDatabases.open(
        new AgentConfig.Places(Optional.of(cities), Optional.of(networks)), address -> List.of());
  }

  private static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  @Test
  void knowsWhereAnAddressIs() throws IOException {
    try (PlaceDatabases places = open()) {
      assertThat(places.place(address("9.1.7.7"))).contains(new Place("FR", true, 48.85, 2.35));
      assertThat(places.place(address("9.2.7.7"))).contains(new Place("CA", false, 0, 0));
      assertThat(places.place(address("9.3.7.7"))).contains(new Place("AU", false, 0, 0));
      assertThat(places.place(address("2a00:1::9"))).contains(new Place("SE", false, 0, 0));
    }
  }

  @Test
  void knowsWhoseNetworkAnAddressBelongsTo() throws IOException {
    try (PlaceDatabases places = open()) {
      assertThat(places.network(address("9.1.2.7")))
          .contains(new Network(64_500, "A network with quite a long name of its own"));
      assertThat(places.range(address("9.1.2.7"))).map(Object::toString).contains("9.1.2.0/24");
    }
  }

  @Test
  void anAddressItDoesNotKnowIsUnknownAndHasNoRange() throws IOException {
    try (PlaceDatabases places = open()) {
      assertThat(places.place(address("9.9.9.9"))).contains(Place.UNKNOWN);
      assertThat(places.network(address("9.9.9.9"))).contains(Network.UNKNOWN);
      assertThat(places.range(address("9.9.9.9"))).isEmpty();
    }
  }

  @Test
  void withoutDatabasesThereIsNoAnswerAtAll() throws IOException {
    AgentConfig.Places none = new AgentConfig.Places(Optional.empty(), Optional.empty());
    try (PlaceDatabases places = PlaceDatabases.open(none, address -> List.of("community"))) {
      assertThat(places.place(address("9.1.7.7"))).isEmpty();
      assertThat(places.network(address("9.1.7.7"))).isEmpty();
      assertThat(places.listedOn(address("9.1.7.7"))).containsExactly("community");
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsNamed() throws IOException {
    Files.writeString(cities, "nothing of the kind");

    assertThatThrownBy(this::open).hasMessageContaining("city.mmdb");
  }

  @Test
  void aDamagedDatabaseKnowsNothingInsteadOfFailing() throws IOException {
    byte[] bytes = Files.readAllBytes(cities);
    for (int i = 200; i < bytes.length - 300; i += 7) {
      bytes[i] ^= 0x55;
    }
    Files.write(cities, bytes);
    try (PlaceDatabases places = open()) {
      for (int i = 0; i < 255; i++) {
        assertThat(places.place(address("9.1.0." + i))).isPresent();
      }
    }
  }

  /** The answers that the hub's tests are given are those a real database gives. */
  @Test
  void aDatabaseMadeOfTheTableForHubTestsSaysWhatTheTableSays() throws IOException {
    PlaceDatabaseFile city = new PlaceDatabaseFile();
    PlaceDatabaseFile network = new PlaceDatabaseFile();
    List<String[]> rows = new ArrayList<>();
    try (InputStream in = HubTests.class.getResourceAsStream("locations.txt")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("test "))
          .forEach(line -> rows.add(line.split(" ", -1)));
    }
    for (String[] row : rows) {
      city.add(
          row[1],
          Map.of(
              "country",
              Map.of("iso_code", row[2], "is_in_european_union", Boolean.valueOf(row[3])),
              "location",
              Map.of("latitude", Double.valueOf(row[4]), "longitude", Double.valueOf(row[5]))));
      network.add(
          row[1],
          Map.of(
              "autonomous_system_number",
              Integer.valueOf(row[6]),
              "autonomous_system_organization",
              row[7]));
    }
    cities = city.writeTo(folder.resolve("test-city.mmdb"));
    networks = network.writeTo(folder.resolve("test-asn.mmdb"));

    Event event =
        Event.of(
            new Line("", "", "file", new TextMap()), true, Instant.EPOCH.atOffset(ZoneOffset.UTC));
    try (PlaceDatabases places = open()) {
      Enrichment enrichment = new Enrichment(places, () -> Instant.EPOCH);
      for (String method : List.of("GeoIpCity", "GeoIpASN", "IpToRange")) {
        enrichment.call(method, "1.2.3.4", event);
      }
    }
    assertThat(rows).isNotEmpty();
    assertThat(event.enriched())
        .hasToString(
            "{ASNNumber=4242, ASNOrg=Crowdsec, ASNumber=4242, IsInEU=true, IsoCode=FR,"
                + " Latitude=46.000000, Longitude=2.000000, SourceRange=1.2.3.0/24}");
  }
}
