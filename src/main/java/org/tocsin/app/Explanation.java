package org.tocsin.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tocsin.curation.Micro;
import org.tocsin.curation.Reason;
import org.tocsin.curation.Trigger;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.Vote;

/**
 * Why an address is listed or not, as lines for people.
 *
 * @param address the address
 * @param state its state
 * @param because why it is listed no further, empty if it is listed for everybody
 * @param floors tier, name, value, threshold and whether it holds
 * @param votes rank, standing, scenario, weight and age
 * @param triggers what a person should look at
 * @param history when it changed, to what and why
 */
record Explanation(
    String address,
    String state,
    String because,
    List<List<String>> floors,
    List<List<String>> votes,
    List<String> triggers,
    List<List<String>> history) {

  /** Takes what a server answered. */
  static Explanation of(JsonNode view) {
    List<List<String>> floors = new ArrayList<>();
    for (JsonNode floor : view.path("floors")) {
      floors.add(
          row(
              text(floor, "tier"),
              text(floor, "name"),
              text(floor, "value"),
              text(floor, "threshold"),
              mark(floor.path("met").asBoolean())));
    }
    List<List<String>> votes = new ArrayList<>();
    for (JsonNode vote : view.path("votes")) {
      votes.add(
          row(
              text(vote, "rank"),
              text(vote, "standing"),
              text(vote, "scenario"),
              text(vote, "weight"),
              text(vote, "age")));
    }
    List<String> triggers = new ArrayList<>();
    view.path("triggers").forEach(trigger -> triggers.add(PlainLine.of(trigger.asText())));
    List<List<String>> history = new ArrayList<>();
    for (JsonNode change : view.path("history")) {
      history.add(
          row(text(change, "at"), text(change, "state"), text(change.path("reason"), "because")));
    }
    return new Explanation(
        text(view, "address"),
        text(view, "state"),
        text(view, "because"),
        floors,
        votes,
        triggers,
        history);
  }

  /** Takes a verdict that was given at an instant. */
  static Explanation of(Verdict.State state, Verdict verdict, Instant at) {
    List<List<String>> votes = new ArrayList<>();
    for (Vote vote : verdict.tally().votes()) {
      votes.add(
          row(
              Integer.toString(votes.size() + 1),
              word(vote.standing()),
              PlainLine.of(vote.scenario()),
              Micro.toDecimal(vote.weight()).toPlainString(),
              Reason.age(Duration.between(vote.lastAt(), at))));
    }
    return new Explanation(
        verdict.address().toString(),
        word(state),
        state == Verdict.State.GLOBAL ? "" : verdict.because(),
        verdict.floors().stream().map(Explanation::row).toList(),
        votes,
        verdict.triggers().stream().map(Trigger::id).toList(),
        List.of());
  }

  private static List<String> row(Verdict.Floor floor) {
    return row(
        word(floor.tier()),
        floor.name(),
        floor.value().toPlainString(),
        floor.threshold().toPlainString(),
        mark(floor.met()));
  }

  private static List<String> row(String... cells) {
    return List.of(cells);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? PlainLine.of(node.path(field).asText()) : "";
  }

  private static String mark(boolean met) {
    return met ? "met" : "MISSED";
  }

  /** Returns the lines. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(address + " is " + state + (because.isEmpty() ? "" : ", " + because));
    lines.addAll(table("floors", List.of("tier", "floor", "value", "needed", ""), floors));
    lines.addAll(
        table("votes", List.of("rank", "standing", "scenario", "weight", "last seen"), votes));
    if (!triggers.isEmpty()) {
      lines.add("triggers");
      triggers.forEach(trigger -> lines.add("  " + trigger));
    }
    lines.addAll(table("history", List.of("at", "state", "because"), history));
    return lines;
  }

  /** A table with its columns aligned; nothing at all without rows. */
  private static List<String> table(String title, List<String> head, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<List<String>> all = new ArrayList<>(List.of(head));
    all.addAll(rows);
    int[] widths = new int[head.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>(List.of(title));
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append("  ").append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length()));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
