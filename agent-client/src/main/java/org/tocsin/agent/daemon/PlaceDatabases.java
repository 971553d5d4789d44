package org.tocsin.agent.daemon;

import com.maxmind.db.CHMCache;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.enrichment.Surroundings;

/** What databases in MaxMind's format know of addresses, and which adopted lists hold them. */
final class PlaceDatabases implements Surroundings, AutoCloseable {
  private final Optional<Reader> cities;
  private final Optional<Reader> networks;
  private final Function<Address, List<String>> lists;

  private PlaceDatabases(
      Optional<Reader> cities, Optional<Reader> networks, Function<Address, List<String>> lists) {
    this.cities = cities;
    this.networks = networks;
    this.lists = lists;
  }

  /** Opens what is there; a database that is named and cannot be read is an error. */
  static PlaceDatabases open(AgentConfig.Places places, Function<Address, List<String>> lists)
      throws IOException {
    return new PlaceDatabases(open(places.city()), open(places.network()), lists);
  }

  private static Optional<Reader> open(Optional<Path> file) throws IOException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file.get())) {
      throw new IOException(file.get() + ": there is no such file");
    }
    try {
      return Optional.of(new Reader(file.get().toFile(), new CHMCache()));
    } catch (IOException | RuntimeException e) {
      throw new IOException(file.get() + ": no database of places: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<Place> place(Address address) {
    return cities.map(
        reader ->
            record(reader, address)
                .map(found -> place(map(found.getData())))
                .orElse(Place.UNKNOWN));
  }

  private static Place place(Map<?, ?> data) {
    Map<?, ?> country =
        List.of("country", "registered_country", "represented_country").stream()
            .<Map<?, ?>>map(key -> map(data.get(key)))
            .filter(found -> found.containsKey("iso_code"))
            .findFirst()
            .orElse(Map.of());
    Map<?, ?> location = map(data.get("location"));
    Object code =
        country.containsKey("iso_code") ? country.get("iso_code") : data.get("country_code");
    return new Place(
        code == null ? "" : String.valueOf(code),
        Boolean.TRUE.equals(country.get("is_in_european_union")),
        number(location.get("latitude")),
        number(location.get("longitude")));
  }

  @Override
  public Optional<Network> network(Address address) {
    return networks.map(
        reader ->
            record(reader, address)
                .map(found -> network(map(found.getData())))
                .orElse(Network.UNKNOWN));
  }

  private static Network network(Map<?, ?> data) {
    Object name = data.get("autonomous_system_organization");
    return new Network(
        (long) number(data.get("autonomous_system_number")), name == null ? "" : name.toString());
  }

  @Override
  public Optional<Prefix> range(Address address) {
    return networks
        .flatMap(reader -> record(reader, address))
        .filter(found -> found.getData() != null)
        .flatMap(found -> Prefix.parse(found.getNetwork().toString()));
  }

  @Override
  public Optional<String> hostName(Address address) {
    return Optional.empty();
  }

  @Override
  public List<String> listedOn(Address address) {
    return lists.apply(address);
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : 0;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** What the database holds under an address; nothing too if it is damaged there. */
  private static Optional<DatabaseRecord<Object>> record(Reader reader, Address address) {
    try {
      DatabaseRecord<Object> found =
          reader.getRecord(InetAddress.getByName(address.toString()), Object.class);
      return found.getData() == null ? Optional.empty() : Optional.of(found);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address in digits needs no look-up", e);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    for (Optional<Reader> reader : List.of(cities, networks)) {
      if (reader.isPresent()) {
        reader.get().close();
      }
    }
  }
}
