package org.tocsin.agent.decision;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;

/** A list whose content, age and past a test sets. */
record FakeList(long version, Instant until, List<String> values, Map<Long, Changes> past)
    implements AdoptedList {

  static FakeList of(long version, Instant until, String... values) {
    return new FakeList(version, until, List.of(values), Map.of());
  }

  static Prefix prefix(String value) {
    return Target.of(value).covered().orElseThrow();
  }

  @Override
  public String name() {
    return "community";
  }

  @Override
  public String origin() {
    return "CAPI";
  }

  @Override
  public String scenario() {
    return "community";
  }

  @Override
  public String type() {
    return "ban";
  }

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public boolean covers(Address address) {
    return values.stream().anyMatch(value -> prefix(value).contains(address));
  }

  @Override
  public boolean has(Prefix value) {
    return values.stream().anyMatch(text -> prefix(text).equals(value));
  }

  @Override
  public void forEach(Consumer<Prefix> consumer) {
    values.forEach(value -> consumer.accept(prefix(value)));
  }

  @Override
  public Optional<Changes> since(long earlier) {
    return earlier == version
        ? Optional.of(new Changes(List.of(), List.of()))
        : Optional.ofNullable(past.get(earlier));
  }
}
