package org.tocsin.agent.community;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.AddressSet;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.decision.AdoptedList;

/** One state of a list of the community's or the organisation's. Immutable. */
record AdoptedAddresses(
    About about, long version, Instant until, AddressSet addresses, ChangeMemory changes)
    implements AdoptedList {

  /** What stays the same with every state of a list. */
  record About(String name, String origin, String scenario, String type) {
    static final About COMMUNITY = new About("community", "CAPI", "community", "ban");
  }

  @Override
  public String name() {
    return about.name();
  }

  @Override
  public String origin() {
    return about.origin();
  }

  @Override
  public String scenario() {
    return about.scenario();
  }

  @Override
  public String type() {
    return about.type();
  }

  @Override
  public int size() {
    return addresses.size();
  }

  @Override
  public boolean covers(Address address) {
    return addresses.contains(address);
  }

  @Override
  public boolean has(Prefix value) {
    return addresses.has(value);
  }

  @Override
  public void forEach(Consumer<Prefix> values) {
    addresses.forEach(values);
  }

  @Override
  public Optional<Changes> since(long earlier) {
    return changes.since(earlier);
  }
}
