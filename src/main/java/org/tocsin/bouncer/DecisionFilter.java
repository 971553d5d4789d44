package org.tocsin.bouncer;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tocsin.consumer.Cut;

/**
 * Which decisions a bouncer asks for. Parameters that are not known are passed over: bouncers
 * always send some that would otherwise empty their list.
 */
final class DecisionFilter implements Predicate<Decisions.Held> {

  private final Predicate<Decisions.Held> wanted;

  private DecisionFilter(Predicate<Decisions.Held> wanted) {
    this.wanted = wanted;
  }

  /**
   * Reads the filter of a request by a consumer that was made for a part of the list. Scores are
   * passed over, and how many entries there are: both change without anything that a stream would
   * tell of.
   */
  static DecisionFilter of(MultiMap query, Cut cut) {
    Predicate<Decisions.Held> wanted = held -> cut.lets(held.address(), held.scenario());
    List<String> scopes = Stream.of("scopes", "scope").flatMap(name -> words(query, name)).toList();
    if (!scopes.isEmpty() && !scopes.contains("ip")) {
      wanted = held -> false;
    }
    for (String name : List.of("origins", "type")) {
      String ours = name.equals("type") ? "ban" : "capi";
      List<String> asked = words(query, name).toList();
      if (!asked.isEmpty() && !asked.contains(ours)) {
        wanted = held -> false;
      }
    }
    List<String> having = words(query, "scenarios_containing").toList();
    if (!having.isEmpty()) {
      wanted = wanted.and(held -> containsAny(held.scenario(), having));
    }
    List<String> without = words(query, "scenarios_not_containing").toList();
    return new DecisionFilter(wanted.and(held -> !containsAny(held.scenario(), without)));
  }

  private static boolean containsAny(String scenario, List<String> parts) {
    String small = scenario.toLowerCase(Locale.ROOT);
    return parts.stream().anyMatch(small::contains);
  }

  private static Stream<String> words(MultiMap query, String name) {
    return Optional.ofNullable(query.get(name)).stream()
        .flatMap(text -> Stream.of(text.split(",", -1)))
        .map(word -> word.strip().toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty());
  }

  @Override
  public boolean test(Decisions.Held held) {
    return wanted.test(held);
  }
}
