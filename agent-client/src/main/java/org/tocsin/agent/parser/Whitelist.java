package org.tocsin.agent.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.Program;

/**
 * Whom or what a rule takes out of what scenarios see.
 *
 * @param reason why, in words
 * @param addresses addresses
 * @param ranges ranges of addresses
 * @param expressions conditions, tried in this order until one holds
 */
record Whitelist(
    String reason, Set<Address> addresses, List<Prefix> ranges, List<Program> expressions) {

  /** Marks the event if it is on the list, and says whether it is. */
  boolean apply(Event event, Object[] variables) {
    boolean listed = lists(sources(event)) || anyHolds(variables);
    if (listed) {
      event.whitelist(reason);
    }
    return listed;
  }

  private static List<Address> sources(Event event) {
    List<Address> sources = new ArrayList<>();
    if (event.kind() == Event.Kind.LOG) {
      Address.parse(event.meta().get("source_ip")).ifPresent(sources::add);
    } else {
      event.overflow().sources().keySet().stream()
          .map(Address::parse)
          .flatMap(Optional::stream)
          .forEach(sources::add);
    }
    return sources;
  }

  private boolean lists(List<Address> sources) {
    for (Address source : sources) {
      if (addresses.contains(source) || ranges.stream().anyMatch(r -> r.contains(source))) {
        return true;
      }
    }
    return false;
  }

  /** An error in one expression ends the whole evaluation. */
  private boolean anyHolds(Object[] variables) {
    try {
      for (Program expression : expressions) {
        if (expression.test(variables)) {
          return true;
        }
      }
      return false;
    } catch (EvaluationFailure e) {
      return false;
    }
  }
}
