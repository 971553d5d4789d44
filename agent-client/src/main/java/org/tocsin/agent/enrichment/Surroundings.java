package org.tocsin.agent.enrichment;

import java.util.List;
import java.util.Optional;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;

/** The look-ups enrichment needs. Each gives nothing if there is no database for it at all. */
public interface Surroundings {
  /** Where an address is. */
  record Place(String country, boolean inEu, double latitude, double longitude) {
    /** What is said of an address that the database does not know. */
    public static final Place UNKNOWN = new Place("", false, 0, 0);
  }

  /** Whose network an address belongs to. */
  record Network(long number, String organisation) {
    /** What is said of an address that the database does not know. */
    public static final Network UNKNOWN = new Network(0, "");
  }

  /** Where the address is, as the database under this name knows it. */
  Optional<Place> place(Address address);

  Optional<Network> network(Address address);

  /** The range the address belongs to. */
  Optional<Prefix> range(Address address);

  /** The name of the address in the DNS, with its last dot. */
  Optional<String> hostName(Address address);

  /** The names of the lists that others share and that hold the address. */
  List<String> listedOn(Address address);

  /** Surroundings in which nothing is known. */
  static Surroundings none() {
    return new Surroundings() {
      @Override
      public Optional<Place> place(Address address) {
        return Optional.empty();
      }

      @Override
      public Optional<Network> network(Address address) {
        return Optional.empty();
      }

      @Override
      public Optional<Prefix> range(Address address) {
        return Optional.empty();
      }

      @Override
      public Optional<String> hostName(Address address) {
        return Optional.empty();
      }

      @Override
      public List<String> listedOn(Address address) {
        return List.of();
      }
    };
  }
}
