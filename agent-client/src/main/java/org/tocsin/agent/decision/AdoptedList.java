package org.tocsin.agent.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;

/**
 * A list of addresses and ranges that somebody else decided on and this agent adopted: one state of
 * it, which never changes. The next state is another object with a higher version.
 */
public interface AdoptedList {
  /** What people call the list, such as {@code community}. */
  String name();

  /** The origin its decisions carry: {@code CAPI} for the community's list, else {@code lists}. */
  String origin();

  /** What its decisions give as scenario. */
  String scenario();

  /** What is to be done about whom it names, such as {@code ban}. */
  String type();

  /** Grows with each state of the list that is adopted, also over restarts. */
  long version();

  /** When the list counts no more unless it is confirmed until then. */
  Instant until();

  int size();

  /** Whether it holds the address, by itself or in a range. */
  boolean covers(Address address);

  /** Whether exactly this value is on it. */
  boolean has(Prefix value);

  /** Every value, a single address as a range of its own, in canonical order. */
  void forEach(Consumer<Prefix> values);

  /** What came and went since an earlier version; nothing if that is not known any more. */
  Optional<Changes> since(long version);

  /** What came and went between two states. */
  record Changes(List<Prefix> added, List<Prefix> removed) {}
}
