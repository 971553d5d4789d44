package org.tocsin.agent.hubtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.enrichment.Surroundings;

/**
 * Answers of location databases from a small table, for tests of rules: the databases themselves
 * may not be handed on. Counts whether it was asked.
 */
final class FixtureSurroundings implements Surroundings {
  private static final String TABLE = "locations.txt";

  private record Row(Prefix range, Place place, Optional<Network> network) {}

  private final List<Row> rows = new ArrayList<>();
  private boolean asked;

  private FixtureSurroundings() {}

  /** The table of the one database or the other. */
  static FixtureSurroundings of(String database) {
    FixtureSurroundings made = new FixtureSurroundings();
    try (InputStream in = FixtureSurroundings.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException("the table of locations is missing from the program");
      }
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> line.startsWith(database + " "))
          .forEach(line -> made.rows.add(row(line.split(" "))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return made;
  }

  private static Row row(String[] columns) {
    Place place =
        new Place(
            columns[2],
            Boolean.parseBoolean(columns[3]),
            Double.parseDouble(columns[4]),
            Double.parseDouble(columns[5]));
    Optional<Network> network =
        columns.length > 6
            ? Optional.of(new Network(Long.parseLong(columns[6]), columns[7]))
            : Optional.empty();
    return new Row(Prefix.parse(columns[1]).orElseThrow(), place, network);
  }

  boolean asked() {
    return asked;
  }

  private Optional<Row> row(Address address) {
    asked = true;
    return rows.stream().filter(row -> row.range().contains(address)).findFirst();
  }

  @Override
  public Optional<Place> place(Address address) {
    return Optional.of(row(address).map(Row::place).orElse(Place.UNKNOWN));
  }

  @Override
  public Optional<Network> network(Address address) {
    return Optional.of(row(address).flatMap(Row::network).orElse(Network.UNKNOWN));
  }

  @Override
  public Optional<Prefix> range(Address address) {
    return row(address).filter(row -> row.network().isPresent()).map(Row::range);
  }

  @Override
  public Optional<String> hostName(Address address) {
    return Optional.empty();
  }

  @Override
  public List<String> listedOn(Address address) {
    return List.of();
  }
}
