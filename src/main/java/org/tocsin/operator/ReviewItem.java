package org.tocsin.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.tocsin.review.ReviewCase;

/** A case as operators see it, with what speaks for it and what each decision will do. */
record ReviewItem(
    long id,
    String state,
    Map<String, Object> subject,
    List<TriggerView> triggers,
    Instant openedAt,
    Instant dueAt,
    JsonNode score,
    JsonNode floors,
    JsonNode votes,
    List<String> scenarios,
    Optional<JsonNode> appeal,
    JsonNode evidenceAtOpening,
    Map<String, String> decisions,
    Optional<String> firstDecisionBy,
    Optional<String> decidedBy,
    Optional<Instant> decidedAt,
    Optional<String> decisionReason,
    long revision,
    Optional<StagedView> staged) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Why a person is asked. */
  record TriggerView(String id, String means) {}

  /** What was decided and can still be taken back. */
  record StagedView(String decision, String by, String reason, Instant at, Instant dueAt) {
    static StagedView of(ReviewCase.Staged staged) {
      return new StagedView(
          staged.decision().ruling().text(),
          staged.decision().operator(),
          staged.decision().reason(),
          staged.at(),
          staged.dueAt());
    }
  }

  static ReviewItem of(ReviewCase found) {
    JsonNode evidence = read(found.evidence());
    TreeSet<String> scenarios = new TreeSet<>();
    evidence.path("votes").forEach(vote -> scenarios.add(vote.path("scenario").asText()));
    return new ReviewItem(
        found.id(),
        found.state().text(),
        subject(found, evidence),
        found.triggers().stream()
            .map(trigger -> new TriggerView(trigger.id(), TriggerText.of(trigger)))
            .toList(),
        found.openedAt(),
        found.dueAt(),
        evidence.path("score").isNumber() ? evidence.path("score") : JSON.valueToTree(0),
        list(evidence, "floors"),
        list(evidence, "votes"),
        List.copyOf(scenarios),
        Optional.of(evidence.path("appeal")).filter(JsonNode::isObject),
        read(found.evidenceAtOpening()),
        decisions(found.kind()),
        found.firstDecisionBy(),
        found.closed().flatMap(ReviewCase.Closed::by),
        found.closed().map(ReviewCase.Closed::at),
        found.closed().map(ReviewCase.Closed::reason),
        found.revision(),
        found.staged().map(StagedView::of));
  }

  private static JsonNode list(JsonNode evidence, String name) {
    return evidence.path(name).isArray() ? evidence.path(name) : JSON.createArrayNode();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database holds malformed JSON", e);
    }
  }

  private static Map<String, Object> subject(ReviewCase found, JsonNode evidence) {
    Map<String, Object> subject = new LinkedHashMap<>();
    subject.put("kind", found.kind().text());
    switch (found.kind()) {
      case ADDRESS, APPEAL -> subject.put("address", found.subject());
      case RANGE -> subject.put("range", found.subject());
      case ORGANISATION -> {
        subject.put("organisation", Long.parseLong(found.subject()));
        subject.put("reported", evidence.path("reported").asText());
      }
      case RUN -> subject.put("what", evidence.path("what").asText());
    }
    return subject;
  }

  private static Map<String, String> decisions(ReviewCase.Kind kind) {
    return switch (kind) {
      case ADDRESS ->
          both(
              "The next run lists the address, if it still meets the floors.",
              "The address is not listed: what was seen of it is void, its floors are doubled for"
                  + " 7 days, and organisations that reported it lose trust.");
      case APPEAL ->
          both(
              "The listing stays as it is.",
              "The address is taken off at once: what was seen of it is void, its floors are"
                  + " doubled for 7 days, and organisations that reported it lose trust.");
      case RANGE ->
          both(
              "The proposal is closed for 7 days; nothing is listed beyond the single addresses.",
              "The proposal is closed; nothing is listed beyond the single addresses.");
      case ORGANISATION ->
          both(
              "The case is closed; the organisation has lost trust already.",
              "The case is closed; the organisation has lost trust already. Its agents can be"
                  + " blocked.");
      case RUN ->
          both(
              "The next run publishes what was parked.",
              "What was parked is given up; the list stays as it is until there is new evidence.");
    };
  }

  private static Map<String, String> both(String publish, String reject) {
    return Map.of("publish", publish, "reject", reject);
  }
}
