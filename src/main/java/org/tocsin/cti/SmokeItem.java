package org.tocsin.cti;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.appeal.Behaviour;
import org.tocsin.appeal.KnownScenarios;
import org.tocsin.appeal.Lookup;
import org.tocsin.curation.ScenarioWeights;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.Vote;

/** One address as clients read it: every field they look for, by their names. */
final class SmokeItem {

  /** Clients take an address that carries this classification for certain. */
  private static final String LISTED = "community-blocklist";

  private static final int NEIGHBOURS = 24;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+00:00'").withZone(ZoneOffset.UTC);

  private final Address address;
  private final Lookup.Found found;
  private final List<Vote> votes;
  private final List<String> scenarios;
  private final Instant now;

  SmokeItem(Lookup.Found found, Verdict verdict, Instant now) {
    this.address = verdict.address();
    this.found = found;
    // What is said against an address that is exempt counts for nothing, and is not told.
    this.votes = exempt(found) ? List.of() : verdict.tally().votes();
    this.scenarios = KnownScenarios.names(votes);
    this.now = now;
  }

  /** Returns whether there is anything to tell. */
  static boolean isKnown(Lookup.Found found) {
    return found.concerns() || exempt(found);
  }

  private static boolean exempt(Lookup.Found found) {
    return found.state() == Verdict.State.REJECTED;
  }

  JsonObject json(ScenarioWeights weights, long asn) {
    Grades grades = grades(weights);
    JsonObject item =
        new JsonObject()
            .put("ip", address.toString())
            .put("reputation", reputation())
            .put("confidence", confidence())
            .put("background_noise", grades.noiseWord())
            .put("background_noise_score", grades.noise());
    range(item);
    return item.put("as_name", null)
        .put("as_num", asn == 0 ? null : asn)
        .put(
            "location",
            new JsonObject()
                .put("country", null)
                .put("city", null)
                .put("latitude", null)
                .put("longitude", null))
        .put("reverse_dns", null)
        .put("behaviors", array(Behaviour.of(scenarios).stream().map(SmokeItem::named)))
        .put("mitre_techniques", new JsonArray())
        .put("attack_details", array(scenarios.stream().map(SmokeItem::detail)))
        .put("history", history(grades.seen()))
        .put("classifications", classifications())
        .put("target_countries", new JsonObject())
        .put("cves", new JsonArray(Behaviour.holes(scenarios)))
        .put("proxy_or_vpn", false)
        .put("scores", scores(grades))
        .put("references", new JsonArray());
  }

  private Grades grades(ScenarioWeights weights) {
    int threat = 0;
    for (String scenario : scenarios) {
      threat = Math.max(threat, weights.of(scenario, "").severity());
    }
    return new Grades(
        threat,
        Grades.trust(votes.size()),
        votes.stream().map(Vote::lastAt).max(Instant::compareTo).map(SmokeItem::day));
  }

  private static Instant day(Instant instant) {
    return instant.truncatedTo(ChronoUnit.DAYS);
  }

  private String reputation() {
    return switch (found.state()) {
      case GLOBAL -> "malicious";
      case SCOPED, HELD -> "suspicious";
      case REJECTED -> "safe";
      case NONE, SOAKING -> "unknown";
    };
  }

  private String confidence() {
    return switch (found.state()) {
      case GLOBAL, REJECTED -> "high";
      case SCOPED -> "medium";
      case HELD -> "low";
      case NONE, SOAKING -> "none";
    };
  }

  /** Of ranges nothing is told: the neighbours of an address are not judged by it. */
  private void range(JsonObject item) {
    item.put("ip_range", null).put("ip_range_score", 0);
    item.put(
        "ip_range_24",
        address.family() == Address.Family.IPV4
            ? Prefix.around(address, NEIGHBOURS).toString()
            : null);
    item.put("ip_range_24_reputation", "unknown").put("ip_range_24_score", 0);
  }

  private JsonObject history(Optional<Instant> last) {
    Optional<Instant> first =
        Stream.concat(votes.stream().map(Vote::firstAt), since().stream())
            .min(Instant::compareTo)
            .map(SmokeItem::day);
    return new JsonObject()
        .put("first_seen", first.map(TIME::format).orElse(null))
        .put("last_seen", last.map(TIME::format).orElse(null))
        .put("full_age", first.map(at -> days(at, now)).orElse(0L))
        .put("days_age", first.flatMap(from -> last.map(to -> days(from, to))).orElse(0L));
  }

  private Optional<Instant> since() {
    return found.state() == Verdict.State.HELD
        ? found.kept().standing().heldSince()
        : found.kept().standing().past().knownSince();
  }

  private static long days(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toDays());
  }

  private JsonObject classifications() {
    JsonArray listed = new JsonArray();
    JsonArray exempt = new JsonArray();
    if (found.state() == Verdict.State.GLOBAL) {
      listed.add(
          named(
              new Behaviour(
                  LISTED, "Community blocklist", "It is on this server's list for everybody.")));
    }
    if (exempt(found)) {
      exempt.add(
          named(
              new Behaviour(
                  "exempt", "Exempt", "This server's operator lists it never, whatever is said.")));
    }
    return new JsonObject().put("false_positives", exempt).put("classifications", listed);
  }

  private JsonObject scores(Grades grades) {
    return new JsonObject()
        .put("overall", score(grades, true))
        .put("last_day", score(grades, grades.within(Duration.ofDays(2), now)))
        .put("last_week", score(grades, grades.within(Duration.ofDays(8), now)))
        .put("last_month", score(grades, grades.within(Duration.ofDays(32), now)));
  }

  /** How hard and how oddly it attacks is not measured here. */
  private static JsonObject score(Grades grades, boolean seen) {
    return new JsonObject()
        .put("aggressiveness", 0)
        .put("threat", seen ? grades.threat() : 0)
        .put("trust", seen ? grades.trust() : 0)
        .put("anomaly", 0)
        .put("total", seen ? grades.total() : 0);
  }

  private static JsonObject named(Behaviour behaviour) {
    return new JsonObject()
        .put("name", behaviour.name())
        .put("label", behaviour.label())
        .put("description", behaviour.description());
  }

  private static JsonObject detail(String scenario) {
    return new JsonObject()
        .put("name", scenario)
        .put("label", Behaviour.kind(scenario))
        .put("description", "")
        .put("references", new JsonArray());
  }

  private static JsonArray array(Stream<JsonObject> objects) {
    Collection<JsonObject> all = objects.toList();
    return new JsonArray(List.copyOf(all));
  }
}
