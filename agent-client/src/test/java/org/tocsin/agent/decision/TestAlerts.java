package org.tocsin.agent.decision;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.tocsin.agent.event.Alert;
import org.tocsin.agent.event.AlertEvent;
import org.tocsin.agent.event.Source;

/** Alerts for tests. */
final class TestAlerts {
  private static final OffsetDateTime FIRST = OffsetDateTime.parse("2026-05-06T07:00:00Z");

  private TestAlerts() {}

  static Alert of(String address, boolean remediation) {
    Source.Place place = new Source.Place(address, "9.1.0.0/16", "FR", "64500", "Example");
    return of(new Source("Ip", address, place), remediation);
  }

  static Alert user(String name) {
    return of(new Source("username", name, Source.Place.NONE), true);
  }

  private static Alert of(Source source, boolean remediation) {
    return new Alert(
        new Alert.Origin("a/ssh-bf", "0".repeat(64), 5, Duration.ofSeconds(10), false),
        source,
        List.of(new AlertEvent(Map.of("target_user", "root"), "2026-05-06T07:00:00Z")),
        6,
        new Alert.Span(FIRST, FIRST.plusSeconds(12)),
        "Ip " + source.value() + " performed 'a/ssh-bf' (6 events over 12s)",
        remediation);
  }
}
