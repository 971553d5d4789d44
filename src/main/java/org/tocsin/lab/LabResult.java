package org.tocsin.lab;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a run of the lab found out, and how it was asked.
 *
 * @param command the command that makes it again
 * @param world the kind of world in words
 * @param variant the kind of world
 * @param size how large the world was
 * @param timeline how long, and when was what
 * @param cells what each method made of each campaign, in the order in which they were run
 */
record LabResult(
    String command,
    String world,
    Variant variant,
    WorldSize size,
    Timeline timeline,
    List<Metrics> cells) {

  /** The name of the method whose targets are marked. */
  static final String OURS = "ours";

  LabResult {
    cells = List.copyOf(cells);
  }

  /**
   * What was played into every method.
   *
   * @param campaign the campaign's short name
   * @param budget the attacker's share
   * @param seed the world's seed
   */
  record Setting(String campaign, double budget, long seed) {

    static Setting of(Metrics cell) {
      return new Setting(cell.cell().campaign(), cell.cell().budget(), cell.cell().seed());
    }

    boolean quiet() {
      return campaign.equals(Campaign.none().name());
    }
  }

  List<Setting> settings() {
    return cells.stream().map(Setting::of).distinct().toList();
  }

  List<Metrics> at(Setting setting) {
    return cells.stream().filter(each -> Setting.of(each).equals(setting)).toList();
  }

  /** Returns the methods in the order of the table. */
  List<String> methods() {
    return cells.stream().map(each -> each.cell().method()).distinct().toList();
  }

  List<String> campaigns() {
    return cells.stream().map(each -> each.cell().campaign()).distinct().toList();
  }

  List<Long> seeds() {
    return cells.stream().map(each -> each.cell().seed()).distinct().sorted().toList();
  }

  /** Returns our targets for a setting, none if our method was not run. */
  List<Target> targets(Setting setting) {
    return ours(setting)
        .map(
            cell ->
                Target.of(
                    cell, ours(new Setting(Campaign.none().name(), 0, setting.seed())), variant))
        .orElse(List.of());
  }

  private Optional<Metrics> ours(Setting setting) {
    return at(setting).stream().filter(each -> each.cell().method().equals(OURS)).findFirst();
  }

  /** Returns the mean over the seeds of a figure; a seed that says nothing is left out. */
  double mean(String method, String campaign, double budget, Figure figure) {
    return cells.stream()
        .filter(
            each ->
                each.cell().method().equals(method)
                    && each.cell().campaign().equals(campaign)
                    && each.cell().budget() == budget)
        .mapToDouble(figure::of)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  /** Returns the budgets a campaign was run with, in ascending order. */
  List<Double> budgets(String campaign) {
    return cells.stream()
        .filter(each -> each.cell().campaign().equals(campaign))
        .map(each -> each.cell().budget())
        .distinct()
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  /** Returns whether a setting's cell of this method missed a target. */
  boolean missed(Setting setting) {
    return targets(setting).stream()
        .anyMatch(target -> Objects.equals(target.outcome(), Target.Outcome.MISSED));
  }

  /** Returns the figures of which our own cell in this setting misses a target. */
  Set<Figure> missedFigures(Setting setting) {
    Set<Figure> missed = new LinkedHashSet<>();
    for (Target target : targets(setting)) {
      if (target.outcome() == Target.Outcome.MISSED) {
        missed.add(target.figure());
      }
    }
    return missed;
  }
}
