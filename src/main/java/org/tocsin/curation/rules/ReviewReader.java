package org.tocsin.curation.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tocsin.curation.Micro;
import org.tocsin.curation.ReviewPolicy;

/** Reads {@code review.yaml}: a list of triggers; one that is not there never fires. */
final class ReviewReader {

  private static final int MOST_COUNTED = 100_000;
  private static final int HIGHEST_FACTOR = 1000;
  private static final Duration NEW_FOR = Duration.ofDays(7);
  private static final int VOLUME = 20;
  private static final Duration BREAKER = Duration.ofHours(24);
  private static final Pattern TIMEOUT = Pattern.compile("(\\S+) *-> *drop");

  /** What can be done about each trigger: stop the candidate, or only ask about it. */
  private static final Map<String, String> ACTIONS = actions();

  private record Trigger(YamlMap when, Duration timeout) {}

  private final Map<String, Trigger> triggers = new HashMap<>();
  private boolean fourEyes;

  private ReviewReader(List<YamlMap> entries) {
    boolean saysFourEyes = false;
    for (YamlMap entry : entries) {
      if (entry.has("four_eyes")) {
        fourEyes = entry.flag("four_eyes");
        if (saysFourEyes) {
          entry.refuse("four_eyes", "is there twice");
        }
        saysFourEyes = true;
      } else {
        trigger(entry);
      }
      entry.done();
    }
  }

  private static Map<String, String> actions() {
    Map<String, String> actions = new LinkedHashMap<>();
    List.of("R1-protected", "R2-no-anchor", "R3-velocity", "R4-diversity", "R5-clique")
        .forEach(id -> actions.put(id, "hold"));
    List.of("R6-bait", "R7-appeal", "R8-range").forEach(id -> actions.put(id, "ask"));
    actions.put("B-breaker", "hold");
    return actions;
  }

  /** Returns the names that a trigger can have. */
  static List<String> ids() {
    return List.copyOf(ACTIONS.keySet());
  }

  /** Returns what is reviewed where the rules do not say: as in the file that is shipped. */
  static ReviewPolicy usual() {
    Duration day = BREAKER;
    Duration week = Duration.ofDays(7);
    return new ReviewPolicy(
        Optional.of(new ReviewPolicy.InProtected(day)),
        Optional.of(new ReviewPolicy.WithoutAnchor(10, day)),
        Optional.of(
            new ReviewPolicy.Velocity(500_000, 5, VOLUME, Duration.ofDays(14), NEW_FOR, day)),
        Optional.of(new ReviewPolicy.Diversity(3_000_000, 8, day)),
        Optional.of(new ReviewPolicy.Clique(4, 5, day, day)),
        Optional.of(new ReviewPolicy.Bait(week)),
        Optional.of(new ReviewPolicy.Appeal(week)),
        Optional.of(new ReviewPolicy.Range(10, week)),
        day,
        false);
  }

  static ReviewPolicy read(List<YamlMap> entries) {
    return new ReviewReader(entries).policy();
  }

  private void trigger(YamlMap entry) {
    String id =
        entry.value(
            "id",
            "",
            "one of " + String.join(", ", ids()),
            text -> Optional.of(text).filter(ACTIONS::containsKey));
    String action = ACTIONS.get(id);
    entry.word("do", action == null ? List.of("hold", "ask") : List.of(action));
    Duration timeout = entry.value("timeout", BREAKER, "a time such as 24h -> drop", this::timeout);
    YamlMap when = entry.mapOrNothing("when");
    if (action != null && triggers.putIfAbsent(id, new Trigger(when, timeout)) != null) {
      entry.refuse("id", "'" + id + "' is there already");
    }
  }

  private Optional<Duration> timeout(String text) {
    Matcher matcher = TIMEOUT.matcher(text);
    return matcher.matches()
        ? YamlMap.durationOf(matcher.group(1)).filter(time -> !time.isZero())
        : Optional.empty();
  }

  private ReviewPolicy policy() {
    return new ReviewPolicy(
        of("R1-protected", trigger -> new ReviewPolicy.InProtected(trigger.timeout)),
        of(
            "R2-no-anchor",
            trigger -> new ReviewPolicy.WithoutAnchor(orgs(trigger.when), trigger.timeout)),
        of("R3-velocity", ReviewReader::velocity),
        of(
            "R4-diversity",
            trigger ->
                new ReviewPolicy.Diversity(
                    number(trigger.when, "effective", "<", BigDecimal.valueOf(1000)),
                    orgs(trigger.when),
                    trigger.timeout)),
        of(
            "R5-clique",
            trigger ->
                new ReviewPolicy.Clique(
                    orgs(trigger.when),
                    trigger.when.integer("candidates", 1, MOST_COUNTED),
                    trigger.when.someTime("within"),
                    trigger.timeout)),
        of("R6-bait", trigger -> new ReviewPolicy.Bait(trigger.timeout)),
        of("R7-appeal", trigger -> new ReviewPolicy.Appeal(trigger.timeout)),
        of(
            "R8-range",
            trigger ->
                new ReviewPolicy.Range(
                    trigger.when.integer("addresses", 2, MOST_COUNTED), trigger.timeout)),
        of("B-breaker", Trigger::timeout).orElse(BREAKER),
        fourEyes);
  }

  private <T> Optional<T> of(String id, Function<Trigger, T> read) {
    Optional<T> found = Optional.ofNullable(triggers.get(id)).map(read);
    Optional.ofNullable(triggers.get(id)).ifPresent(trigger -> trigger.when.done());
    return found;
  }

  private static int orgs(YamlMap when) {
    return when.integer("orgs", 1, MOST_COUNTED);
  }

  private static ReviewPolicy.Velocity velocity(Trigger trigger) {
    YamlMap when = trigger.when;
    return new ReviewPolicy.Velocity(
        number(when, "share_from_bursting", ">", BigDecimal.ONE),
        when.integer("ewma_factor", 1, HIGHEST_FACTOR),
        when.has("volume") ? when.integer("volume", 1, MOST_COUNTED) : VOLUME,
        when.someTime("window"),
        when.has("new_for") ? when.duration("new_for") : NEW_FOR,
        trigger.timeout);
  }

  private static long number(YamlMap when, String key, String sign, BigDecimal most) {
    return when.value(
        key,
        0L,
        "a comparison such as \"" + sign + "0.5\" with a number from 0 to " + most,
        text ->
            text.startsWith(sign)
                ? YamlMap.decimalOf(text.substring(1).strip())
                    .filter(number -> number.compareTo(most) <= 0)
                    .map(Micro::of)
                : Optional.empty());
  }
}
