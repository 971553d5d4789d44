package org.tocsin.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tocsin.curation.rules.RulesProblem;
import org.tocsin.curation.rules.RulesReader;
import org.tocsin.curation.rules.RulesRefused;
import org.tocsin.operator.RulesComparison;
import org.tocsin.page.Refusal;
import org.tocsin.rulebook.RuleHistory;
import org.tocsin.rulebook.RuleTexts;
import org.tocsin.rulebook.RulesNow;

/** What the pages about rules show. Joins the caller's transaction. */
@ApplicationScoped
class RulesViews {

  private static final int ERAS = 20;
  private static final int CHANGES = 100;
  private static final int DIFFS = 50;
  private static final int PROBLEMS = 200;

  /**
   * The rules in force.
   *
   * @param digest what tells them from others
   * @param files their files
   * @param problem why what is in the folder is not in force
   * @param eras what was in force, the newest first
   * @param next before which era the rest begins
   */
  record InForce(
      String digest,
      List<RuleFile> files,
      Optional<String> problem,
      List<RuleHistory.Era> eras,
      Optional<Long> next) {}

  /**
   * A file that is looked at or edited.
   *
   * @param file the file as it is edited
   * @param checked whether it was validated
   * @param problems what is wrong with the rules if it were so
   * @param diff what it changes
   * @param previews whether the visitor may preview
   */
  record Edited(
      RuleFile file,
      boolean checked,
      List<RulesProblem> problems,
      Optional<LineDiff> diff,
      boolean previews) {}

  /**
   * What an edited file would do.
   *
   * @param edited the file
   * @param hours how far back the signals were replayed
   * @param outcome what would differ
   * @param enter some of what would enter
   * @param leave some of what would leave
   */
  record Previewed(
      Edited edited,
      long hours,
      RulesComparison.Outcome outcome,
      List<RulesComparison.Change> enter,
      List<RulesComparison.Change> leave) {

    static Previewed of(Edited edited, long hours, RulesComparison.Outcome outcome) {
      return new Previewed(
          edited,
          hours,
          outcome,
          outcome.enter().stream().limit(CHANGES).toList(),
          outcome.leave().stream().limit(CHANGES).toList());
    }
  }

  /**
   * What changed when rules came into force.
   *
   * @param era since when they were
   * @param before what was in force before, empty if these are the first that are known
   * @param diffs what changed in each file
   * @param more whether more files changed than are shown
   */
  record Changed(
      RuleHistory.Era era, Optional<RuleHistory.Era> before, List<LineDiff> diffs, boolean more) {}

  private final RulesNow rules;
  private final RuleHistory history;

  RulesViews(RulesNow rules, RuleHistory history) {
    this.rules = rules;
    this.history = history;
  }

  InForce inForce(long before) {
    RuleTexts now = rules.inForce();
    List<RuleHistory.Era> eras = history.newest(before > 0 ? before : Long.MAX_VALUE, ERAS + 1);
    boolean more = eras.size() > ERAS;
    List<RuleHistory.Era> part = more ? eras.subList(0, ERAS) : eras;
    return new InForce(
        now.digest(),
        now.byName().entrySet().stream()
            .map(file -> new RuleFile(file.getKey(), file.getValue()))
            .toList(),
        rules.problem(),
        part,
        more ? Optional.of(part.get(ERAS - 1).id()) : Optional.empty());
  }

  /** Returns a file in force. */
  RuleFile file(String name) {
    String text = rules.inForce().byName().get(name);
    if (text == null) {
      throw Refusal.notFound("rules file");
    }
    return new RuleFile(name, text);
  }

  /** Returns all rules with one file in place of the one that is in force. */
  SortedMap<String, String> with(RuleFile edited) {
    SortedMap<String, String> texts = new TreeMap<>(rules.inForce().byName());
    texts.put(edited.name(), edited.text());
    return texts;
  }

  Edited validated(RuleFile edited, boolean previews) {
    List<RulesProblem> problems;
    try {
      RulesReader.read(with(edited));
      problems = List.of();
    } catch (RulesRefused e) {
      problems = e.problems().stream().limit(PROBLEMS).toList();
    }
    LineDiff diff = LineDiff.of(edited.name(), file(edited.name()).text(), edited.text());
    return new Edited(edited, true, problems, Optional.of(diff), previews);
  }

  Changed changed(long id) {
    RuleHistory.Era era = history.find(id).orElseThrow(() -> Refusal.notFound("set of rules"));
    Optional<RuleHistory.Era> before = history.newest(id, 1).stream().findFirst();
    SortedMap<String, String> now = history.files(id);
    SortedMap<String, String> old =
        before.map(RuleHistory.Era::id).map(history::files).orElseGet(TreeMap::new);
    Set<String> names = new TreeSet<>(now.keySet());
    names.addAll(old.keySet());
    Set<String> same = new HashSet<>();
    names.stream()
        .filter(name -> now.getOrDefault(name, "").equals(old.getOrDefault(name, "")))
        .forEach(same::add);
    names.removeAll(same);
    List<LineDiff> diffs = new ArrayList<>();
    if (before.isPresent()) {
      names.stream()
          .limit(DIFFS)
          .forEach(name -> diffs.add(LineDiff.of(name, text(old, name), text(now, name))));
    }
    return new Changed(era, before, diffs, names.size() > DIFFS);
  }

  private String text(SortedMap<String, String> files, String name) {
    return Optional.ofNullable(files.get(name)).flatMap(history::text).orElse("");
  }
}
