package org.tocsin.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What spoke for a case, as it is kept with it. Reporters are ranks in it.
 *
 * @param because the last word of the judge
 * @param score what the votes came to
 * @param floors the conditions
 * @param votes who voted, the heaviest
 * @param organisations how many voted
 * @param networks how many networks they are in
 * @param appeal what the appeal says
 * @param facts what else is kept, by name
 */
record Evidence(
    String because,
    String score,
    List<Floor> floors,
    List<Vote> votes,
    int organisations,
    long networks,
    Optional<String> appeal,
    List<Fact> facts) {

  /** A condition. */
  record Floor(String tier, String name, String value, String threshold, boolean met) {}

  /** A vote of one organisation. */
  record Vote(
      String rank,
      String network,
      String standing,
      String scenario,
      String trust,
      String weight,
      String first,
      String age) {}

  /** Something that is kept of cases about anything but an address. */
  record Fact(String name, String value) {}

  /** A page has room for so many; the lighter ones hardly decide anything. */
  private static final int MOST_VOTES = 100;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SHOWN_APART =
      List.of("state", "because", "score", "floors", "votes", "appeal");

  /** Returns how many votes are not among those shown. */
  int more() {
    return organisations - votes.size();
  }

  static Evidence of(String json) {
    JsonNode kept;
    try {
      kept = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database holds malformed evidence", e);
    }
    List<Floor> floors = new ArrayList<>();
    kept.path("floors")
        .forEach(
            f ->
                floors.add(
                    new Floor(
                        text(f, "tier"),
                        text(f, "name"),
                        text(f, "value"),
                        text(f, "threshold"),
                        f.path("met").asBoolean())));
    List<Vote> votes = new ArrayList<>();
    kept.path("votes").forEach(v -> votes.add(vote(v)));
    List<Fact> facts = new ArrayList<>();
    kept.properties().stream()
        .filter(field -> !SHOWN_APART.contains(field.getKey()))
        .forEach(
            field ->
                facts.add(
                    new Fact(
                        field.getKey(),
                        field.getValue().isValueNode()
                            ? field.getValue().asText()
                            : field.getValue().toString())));
    return new Evidence(
        text(kept, "because"),
        text(kept, "score"),
        floors,
        votes.stream().limit(MOST_VOTES).toList(),
        votes.size(),
        votes.stream().map(Vote::network).distinct().count(),
        Optional.of(text(kept.path("appeal"), "text")).filter(text -> !text.isEmpty()),
        facts);
  }

  private static Vote vote(JsonNode v) {
    return new Vote(
        text(v, "rank"),
        text(v, "network"),
        text(v, "standing"),
        text(v, "scenario"),
        text(v, "trust"),
        text(v, "weight"),
        text(v, "first"),
        text(v, "age"));
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }
}
