package org.tocsin.lab;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints the cells of one setting for a person at a terminal. */
final class LabTable {

  private static final int COLUMN = 14;
  private static final int WORDS = 34;

  private final PrintWriter out;
  private final boolean colours;

  /**
   * Prints nothing yet.
   *
   * @param colours whether the terminal understands colours; the words say all without them
   */
  LabTable(PrintWriter out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** Says what is going to be run. */
  void opening(LabResult nothingYet) {
    out.println();
    out.println(bold("The poisoning lab") + "   " + nothingYet.command());
    out.println(grey(nothingYet.world()));
  }

  /** Prints every method's figures in one setting, and our targets. */
  void setting(LabResult result, LabResult.Setting setting) {
    out.println();
    out.println(bold(title(setting, result.at(setting))));
    int names = result.methods().stream().mapToInt(String::length).max().orElse(0) + 2;
    for (Figure.Group group : Figure.Group.values()) {
      table(result, setting, group, names);
    }
    List<Target> targets = result.targets(setting);
    if (!targets.isEmpty()) {
      out.println();
      out.println("  " + underlined("Targets of " + LabResult.OURS));
      targets.forEach(this::target);
    }
    out.flush();
  }

  static String title(LabResult.Setting setting, List<Metrics> cells) {
    if (setting.quiet()) {
      return "no attack, seed " + setting.seed();
    }
    String shares =
        cells.stream()
            .findFirst()
            .map(
                cell ->
                    String.format(
                        Locale.ROOT,
                        " (%s of all agents, %s of all keys, reporting from %s of all networks)",
                        percent(cell.cell().attackerAgents()),
                        percent(cell.cell().attackerKeys()),
                        percent(cell.cell().attackerNetworks())))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "%s %s, budget %s%s, seed %d",
        setting.campaign(),
        Attack.titleOf(setting.campaign()),
        percent(setting.budget()),
        shares,
        setting.seed());
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share).replace(".0 %", " %");
  }

  private void table(LabResult result, LabResult.Setting setting, Figure.Group group, int names) {
    out.println();
    out.println("  " + underlined(group.title()));
    StringBuilder first = new StringBuilder(" ".repeat(names));
    StringBuilder second = new StringBuilder(" ".repeat(names));
    for (Figure figure : group.figures()) {
      first.append(right(figure.nameLine()));
      second.append(right(figure.detailLine()));
    }
    out.println("  " + grey(first.toString()));
    out.println("  " + grey(second.toString()));
    for (Metrics cell : result.at(setting)) {
      out.println("  " + row(result, setting, group, cell, names));
    }
  }

  private String row(
      LabResult result, LabResult.Setting setting, Figure.Group group, Metrics cell, int names) {
    boolean ours = cell.cell().method().equals(LabResult.OURS);
    String name = cell.cell().method() + " ".repeat(names - cell.cell().method().length());
    StringBuilder row = new StringBuilder(ours ? bold(name) : name);
    for (Figure figure : group.figures()) {
      String text = right(figure.text(cell));
      boolean missed = ours && result.missedFigures(setting).contains(figure);
      row.append(missed ? red(text) : ours ? bold(text) : text);
    }
    return row.toString();
  }

  private void target(Target target) {
    String line =
        "  "
            + left(target.what(), WORDS)
            + right(target.reached())
            + "   wanted "
            + left(target.wanted(), COLUMN);
    String mark =
        switch (target.outcome()) {
          case MET -> green("✓ met");
          case MISSED -> red("✗ MISSED");
          case NOTHING_TO_SAY -> grey("– nothing to say");
        };
    out.println(line + mark);
  }

  /** Says in one line how many targets were met. */
  void closing(LabResult result) {
    List<Target> all =
        result.settings().stream().flatMap(each -> result.targets(each).stream()).toList();
    if (all.isEmpty()) {
      return;
    }
    long met = all.stream().filter(each -> each.outcome() == Target.Outcome.MET).count();
    long missed = all.stream().filter(each -> each.outcome() == Target.Outcome.MISSED).count();
    Optional<String> note = missed == 0 ? Optional.empty() : Optional.of(", " + missed + " missed");
    out.println();
    out.println(bold(met + " targets met" + note.orElse("")));
    out.flush();
  }

  private static String right(String text) {
    return " ".repeat(Math.max(1, COLUMN - text.length())) + text;
  }

  private static String left(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  private String bold(String text) {
    return style("1", text);
  }

  private String grey(String text) {
    return style("2", text);
  }

  private String underlined(String text) {
    return style("4", text);
  }

  private String red(String text) {
    return style("31;1", text);
  }

  private String green(String text) {
    return style("32", text);
  }

  private String style(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
