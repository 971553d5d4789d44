package org.tocsin.agent.daemon;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.tocsin.agent.community.Signal;
import org.tocsin.agent.decision.Decision;
import org.tocsin.agent.decision.Decisions;
import org.tocsin.agent.decision.Profiles;
import org.tocsin.agent.event.Alert;
import org.tocsin.agent.event.Event;

/** Where overflows arrive: it has them decided about, tells the community, and says so. */
final class AlertDesk {
  private static final int MOST_NAMES = 10_000;

  private final Decisions decisions;
  private final Profiles profiles;
  private final Simulation simulation;
  private final Consumer<List<Signal>> community;
  private final Consumer<String> notes;
  private final Map<String, LongAdder> byScenario = new ConcurrentHashMap<>();
  private final LongAdder whitelisted = new LongAdder();
  private final LongAdder allowed = new LongAdder();

  AlertDesk(
      Decisions decisions,
      Profiles profiles,
      Simulation simulation,
      Consumer<List<Signal>> community,
      Consumer<String> notes) {
    this.decisions = decisions;
    this.profiles = profiles;
    this.simulation = simulation;
    this.community = community;
    this.notes = notes;
  }

  void take(Event overflow) {
    if (overflow.whitelisted() || overflow.overflow().whitelisted()) {
      whitelisted.increment();
      return;
    }
    overflow.overflow().alerts().forEach(this::take);
  }

  private void take(Alert alert) {
    String scenario = alert.scenario().name();
    if (byScenario.size() < MOST_NAMES || byScenario.containsKey(scenario)) {
      byScenario.computeIfAbsent(scenario, name -> new LongAdder()).increment();
    }
    boolean simulated = simulation.covers(scenario);
    Decisions.Response response = decisions.respond(alert, profiles, simulated);
    if (response.allowed().isPresent()) {
      allowed.increment();
      return;
    }
    notes.accept(words(alert, response.decisions()));
    if (!simulated) {
      Sharing.signal(alert, response.uuid()).ifPresent(signal -> community.accept(List.of(signal)));
    }
  }

  private static String words(Alert alert, List<Decision> decisions) {
    String message = alert.message().replaceAll("\\p{Cntrl}", "?");
    String done =
        String.join(
            ", ",
            decisions.stream()
                .map(
                    decision ->
                        (decision.simulated() ? "(simulated) " : "")
                            + decision.type()
                            + " until "
                            + decision.until())
                .toList());
    return decisions.isEmpty() ? message : message + ": " + done;
  }

  /** How many alerts there were, by scenario. */
  Map<String, Long> alerts() {
    Map<String, Long> counts = new TreeMap<>();
    byScenario.forEach((scenario, count) -> counts.put(scenario, count.sum()));
    return counts;
  }

  long whitelisted() {
    return whitelisted.sum();
  }

  long allowed() {
    return allowed.sum();
  }
}
