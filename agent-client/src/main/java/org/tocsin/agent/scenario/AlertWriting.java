package org.tocsin.agent.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.event.Alert;
import org.tocsin.agent.event.AlertEvent;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.Overflow;
import org.tocsin.agent.event.Source;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.GoDuration;

/** Writes down what a bucket that ran over says: one alert for each source in it. */
final class AlertWriting {
  /** A time as Go prints it, which is what readers of these messages know. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral(" +0000 UTC")
          .toFormatter(Locale.ROOT);

  private AlertWriting() {}

  /** The overflow; nothing if an event in the bucket does not say whom it is about. */
  static Optional<Overflow> write(Bucket bucket, String key, Instant time) {
    Map<String, Source> sources = new LinkedHashMap<>();
    try {
      for (Event event : bucket.queue()) {
        sources(event, bucket.scenario().scope(), sources);
      }
    } catch (EvaluationFailure e) {
      return Optional.empty();
    }
    if (sources.isEmpty()) {
      return Optional.empty();
    }
    List<AlertEvent> events = bucket.queue().stream().map(AlertWriting::event).toList();
    List<Alert> alerts = new ArrayList<>();
    for (Source source : sources.values()) {
      alerts.add(alert(bucket, source, events, message(bucket, sources, time), time));
    }
    return Optional.of(new Overflow(key, alerts, bucket.scenario().reprocess()));
  }

  private static void sources(Event event, Scenario.Scope scope, Map<String, Source> sources) {
    if (event.kind() == Event.Kind.LOG) {
      Source source = source(event, scope);
      sources.put(source.value(), source);
      return;
    }
    for (Source earlier : event.overflow().sources().values()) {
      if (earlier.scope().equals(scope.type())) {
        sources.put(earlier.value(), earlier);
      } else if (scope.type().equals(Scenario.Scope.RANGE)
          && earlier.scope().equals(Scenario.Scope.IP)) {
        String value =
            scope.expression().isPresent() ? value(event, scope) : earlier.place().range();
        sources.put(value, earlier.as(scope.type(), value));
      }
    }
  }

  private static Source source(Event event, Scenario.Scope scope) {
    if (scope.type().equals(Scenario.Scope.IP)) {
      String address = event.meta().get("source_ip");
      if (Address.parse(address).isEmpty()) {
        throw new EvaluationFailure("no source address");
      }
      return new Source(scope.type(), address, place(event, address));
    }
    if (scope.type().equals(Scenario.Scope.RANGE)) {
      Source.Place place = place(event, event.meta().get("source_ip"));
      String value = scope.expression().isPresent() ? value(event, scope) : place.range();
      return new Source(scope.type(), value, place);
    }
    return new Source(scope.type(), value(event, scope), Source.Place.NONE);
  }

  private static Source.Place place(Event event, String address) {
    String number = event.enriched().get("ASNumber");
    return new Source.Place(
        address,
        event.meta().get("SourceRange"),
        event.enriched().get("IsoCode"),
        number.isEmpty() ? event.enriched().get("ASNNumber") : number,
        event.enriched().get("ASNOrg"));
  }

  private static String value(Event event, Scenario.Scope scope) {
    return scope
        .expression()
        .map(expression -> expression.evaluate(event))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .orElseThrow(() -> new EvaluationFailure("the scope has no value"));
  }

  private static AlertEvent event(Event event) {
    String time = event.marshaledTime();
    return new AlertEvent(
        event.meta().sorted(), time.isEmpty() ? event.time().time().toString() : time);
  }

  private static Alert alert(
      Bucket bucket, Source source, List<AlertEvent> events, String message, Instant time) {
    Alert.Span span =
        new Alert.Span(bucket.first().atOffset(ZoneOffset.UTC), time.atOffset(ZoneOffset.UTC));
    Scenario scenario = bucket.scenario();
    return new Alert(
        scenario.origin(), source, events, bucket.count(), span, message, scenario.remediation());
  }

  private static String message(Bucket bucket, Map<String, Source> sources, Instant time) {
    String who =
        sources.size() == 1 ? sources.keySet().iterator().next() : sources.size() + " sources";
    return bucket.scenario().scope().type()
        + " "
        + who
        + " performed '"
        + bucket.scenario().origin().name()
        + "' ("
        + bucket.count()
        + " events over "
        + GoDuration.text(Duration.between(bucket.first(), time))
        + ") at "
        + TIME.format(bucket.last().atOffset(ZoneOffset.UTC));
  }
}
