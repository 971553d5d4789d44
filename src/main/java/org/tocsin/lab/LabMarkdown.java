package org.tocsin.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the same cells as Markdown. The text depends on the figures alone, and processor time,
 * which no two runs share, is left out: the same seeds give the same file.
 */
final class LabMarkdown {

  private final LabResult result;

  LabMarkdown(LabResult result) {
    this.result = result;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("Made by `")
        .append(result.command())
        .append("`.\n\n")
        .append(result.world())
        .append("\n");
    for (LabResult.Setting setting : result.settings()) {
      text.append("\n### ").append(LabTable.title(setting, result.at(setting))).append("\n");
      for (Figure.Group group : Figure.Group.values()) {
        table(setting, group, text);
      }
      targets(setting, text);
    }
    return text.toString();
  }

  private void table(LabResult.Setting setting, Figure.Group group, StringBuilder text) {
    List<Figure> figures =
        group.figures().stream().filter(each -> each != Figure.PROCESSOR).toList();
    text.append("\n**").append(group.title()).append("**\n\n");
    List<String> heading = new ArrayList<>(List.of("method"));
    figures.forEach(each -> heading.add(each.nameLine() + " " + each.detailLine()));
    row(heading, text);
    List<String> rule = new ArrayList<>(List.of("---"));
    rule.addAll(Collections.nCopies(figures.size(), "---:"));
    row(rule, text);
    for (Metrics cell : result.at(setting)) {
      boolean ours = cell.cell().method().equals(LabResult.OURS);
      List<String> row = new ArrayList<>(List.of(emphasised(cell.cell().method(), ours)));
      figures.forEach(each -> row.add(emphasised(each.text(cell), ours)));
      row(row, text);
    }
  }

  private void targets(LabResult.Setting setting, StringBuilder text) {
    List<Target> targets = result.targets(setting);
    if (targets.isEmpty()) {
      return;
    }
    text.append("\n**Targets of ").append(LabResult.OURS).append("**\n\n");
    row(List.of("target", "wanted", "reached", "outcome"), text);
    row(List.of("---", "---:", "---:", "---"), text);
    for (Target target : targets) {
      String outcome = target.outcome().word();
      boolean missed = target.outcome() == Target.Outcome.MISSED;
      row(
          List.of(target.what(), target.wanted(), target.reached(), emphasised(outcome, missed)),
          text);
    }
  }

  private static String emphasised(String text, boolean yes) {
    return yes ? "**" + text + "**" : text;
  }

  private static void row(List<String> cells, StringBuilder text) {
    text.append(
        cells.stream()
            .map(cell -> cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }
}
