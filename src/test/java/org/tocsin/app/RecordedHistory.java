package org.tocsin.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * A recorded stream and its world, to be written down for a replay or played to a server.
 *
 * @param organisations those an operator knows, in the order in which they were enrolled
 * @param allowlist tiers by their ranges
 * @param lines the signals in order of time
 */
record RecordedHistory(List<Known> organisations, Map<String, String> allowlist, List<Line> lines) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** An organisation of the world. */
  record Known(String id, boolean vouched, boolean honeypot, Instant enrolledAt) {}

  /** One signal. */
  record Line(
      Instant at, String org, String agent, long asn, String prefix, String ip, String scenario) {

    static Line of(JsonNode line) {
      return new Line(
          Instant.parse(line.path("at").asText()),
          line.path("org").asText(),
          line.path("agent").asText(),
          line.path("asn").asLong(),
          line.path("prefix").asText(),
          line.path("ip").asText(),
          line.path("scenario").asText());
    }

    private ObjectNode json() {
      return JSON.createObjectNode()
          .put("at", at.toString())
          .put("org", org)
          .put("agent", agent)
          .put("asn", asn)
          .put("prefix", prefix)
          .put("ip", ip)
          .put("scenario", scenario);
    }
  }

  /** Reads what the lab wrote, as if it had happened later. */
  static RecordedHistory read(Path signals, Path world, Duration later) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(signals))) {
      for (JsonNode line : JSON.readerFor(JsonNode.class).<JsonNode>readValues(in).readAll()) {
        lines.add(Line.of(line));
      }
    }
    JsonNode known = JSON.readTree(world.toFile());
    List<Known> organisations = new ArrayList<>();
    for (JsonNode one : known.path("organisations")) {
      organisations.add(
          new Known(
              one.path("id").asText(),
              one.path("vouched").asBoolean(),
              one.path("honeypot").asBoolean(),
              Instant.parse(one.path("enrolledAt").asText()).plus(later)));
    }
    Map<String, String> allowlist = new LinkedHashMap<>();
    known
        .path("allowlist")
        .forEach(one -> allowlist.put(one.path("range").asText(), one.path("tier").asText()));
    return new RecordedHistory(organisations, allowlist, lines).later(later);
  }

  private RecordedHistory later(Duration time) {
    return new RecordedHistory(
        organisations,
        allowlist,
        lines.stream()
            .map(
                line ->
                    new Line(
                        line.at().plus(time),
                        line.org(),
                        line.agent(),
                        line.asn(),
                        line.prefix(),
                        line.ip(),
                        line.scenario()))
            .toList());
  }

  /** Leaves signals out. */
  RecordedHistory only(Predicate<Line> which) {
    return new RecordedHistory(
        organisations, allowlist, lines.stream().filter(which).collect(Collectors.toList()));
  }

  Path writeSignals(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(JSON.writeValueAsString(line.json())).append('\n');
    }
    return Files.writeString(file, text);
  }

  Path writeWorld(Path file) throws IOException {
    ObjectNode world = JSON.createObjectNode();
    ArrayNode known = world.putArray("organisations");
    for (Known one : organisations) {
      known
          .addObject()
          .put("id", one.id())
          .put("vouched", one.vouched())
          .put("honeypot", one.honeypot())
          .put("enrolledAt", one.enrolledAt().toString());
    }
    ArrayNode exempt = world.putArray("allowlist");
    allowlist.forEach((range, tier) -> exempt.addObject().put("range", range).put("tier", tier));
    return Files.writeString(file, JSON.writeValueAsString(world));
  }
}
