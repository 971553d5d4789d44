package org.tocsin.agent.event;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.tocsin.agent.expression.GoDuration;
import org.tocsin.agent.expression.Shape;
import org.tocsin.agent.expression.Shaped;
import org.tocsin.agent.expression.Type;

/**
 * What a scenario saw of one source.
 *
 * @param scenario which scenario, in which state of its file
 * @param source whom it is about
 * @param events the events it is made of, oldest first
 * @param eventsCount how many events there were, of which {@code events} may hold only the last
 * @param span from the first event to the overflow
 * @param message one sentence for people
 * @param remediation whether something should be done about the source
 */
public record Alert(
    Origin scenario,
    Source source,
    List<AlertEvent> events,
    int eventsCount,
    Span span,
    String message,
    boolean remediation)
    implements Shaped {

  /**
   * The scenario behind an alert.
   *
   * @param name its name
   * @param hash the digest of its file
   * @param capacity how many events it takes without running over
   * @param leakSpeed how long it takes one event to leak out
   * @param echo whether it goes by what others said of the source; told on, that would come back as
   *     if it had been seen twice
   */
  public record Origin(String name, String hash, int capacity, Duration leakSpeed, boolean echo) {}

  /** The type of alerts in expressions. */
  public static Type type() {
    return Type.of(SHAPE);
  }

  /** From when to when something happened. */
  public record Span(OffsetDateTime start, OffsetDateTime stop) {}

  static final Shape<Alert> SHAPE =
      Shape.of("an alert", Alert.class)
          .field("Source", Type.of(Source.SHAPE), Alert::source)
          .field("Events", Type.listOf(Type.of(AlertEvent.SHAPE)), Alert::events)
          .field("EventsCount", Type.NUMBER, alert -> (long) alert.eventsCount)
          .field("Remediation", Type.BOOL, Alert::remediation)
          .field("Scenario", Type.TEXT, alert -> alert.scenario.name())
          .field("ScenarioHash", Type.TEXT, alert -> alert.scenario.hash())
          .field("Capacity", Type.NUMBER, alert -> (long) alert.scenario.capacity())
          .field("Leakspeed", Type.TEXT, alert -> GoDuration.text(alert.scenario.leakSpeed()))
          .field("Message", Type.TEXT, Alert::message)
          .method("GetScenario", Type.TEXT, 0, (alert, none) -> alert.scenario.name())
          .method("GetEventsCount", Type.NUMBER, 0, (alert, none) -> (long) alert.eventsCount)
          .method("GetScope", Type.TEXT, 0, (alert, none) -> alert.source.scope())
          .method("GetValue", Type.TEXT, 0, (alert, none) -> alert.source.value())
          .build();

  @Override
  public Shape<?> shape() {
    return SHAPE;
  }
}
