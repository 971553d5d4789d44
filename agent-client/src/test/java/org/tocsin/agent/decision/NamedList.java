package org.tocsin.agent.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;

/** A list under some name that remembers all its states. */
record NamedList(
    String name, long version, Instant until, List<String> values, Map<Long, List<String>> past)
    implements AdoptedList {

  static NamedList of(String name, Instant until, String... values) {
    return new NamedList(name, 1, until, List.of(values), Map.of(1L, List.of(values)));
  }

  NamedList next(String... next) {
    Map<Long, List<String>> more = new HashMap<>(past);
    more.put(version + 1, List.of(next));
    return new NamedList(name, version + 1, until, List.of(next), Map.copyOf(more));
  }

  NamedList until(Instant later) {
    return new NamedList(name, version, later, values, past);
  }

  @Override
  public String origin() {
    return "lists";
  }

  @Override
  public String scenario() {
    return name;
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
    return values.stream().anyMatch(value -> FakeList.prefix(value).contains(address));
  }

  @Override
  public boolean has(Prefix value) {
    return values.stream().anyMatch(text -> FakeList.prefix(text).equals(value));
  }

  @Override
  public void forEach(Consumer<Prefix> consumer) {
    values.forEach(value -> consumer.accept(FakeList.prefix(value)));
  }

  @Override
  public Optional<Changes> since(long earlier) {
    return Optional.ofNullable(past.get(earlier))
        .map(
            before -> {
              List<String> added = new ArrayList<>(values);
              added.removeAll(before);
              List<String> removed = new ArrayList<>(before);
              removed.removeAll(values);
              return new Changes(
                  added.stream().map(FakeList::prefix).toList(),
                  removed.stream().map(FakeList::prefix).toList());
            });
  }
}
