package org.tocsin.lab;

import static org.tocsin.lab.Markup.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes the cells as one page that needs nothing else: style and drawings are in it, scripts there
 * are none. It is light or dark as the reader's system is.
 */
final class LabReport {

  private static final String STYLE = "report.css";

  private final LabResult result;
  private final LabCurves curves;

  LabReport(LabResult result) {
    this.result = result;
    this.curves = new LabCurves(result);
  }

  String html() {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>The poisoning lab</title>
        <style>
        %s</style>
        </head>
        <body>
        %s%s%s%s%s<footer>Figures are taken from day %d to day %d. A dash is a share or a quantile \
        of nothing. Processor time depends on the machine; everything else on the seed alone.</footer>
        </body>
        </html>
        """
        .formatted(
            style(),
            header(),
            cards(),
            new LabHeat(result).section(),
            curves.section(),
            cells(),
            result.timeline().evaluateFrom(),
            result.timeline().days());
  }

  private static String style() {
    try (InputStream in = LabReport.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException(STYLE + " is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String header() {
    WorldSize size = result.size();
    Variant variant = result.variant();
    String seeds = result.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return """
        <header>
        <h1>The poisoning lab</h1>
        <p>A made-up community, a made-up attack on its blocklist, and what each way of keeping the \
        list makes of it. Made by</p>
        <div class="made"><code>%s</code></div>
        <dl class="facts">
        """
            .formatted(text(result.command()))
        + fact("Seeds", seeds)
        + fact("Organisations", grouped(size.organisations()))
        + fact("Networks", grouped(size.networks()))
        + fact("Vouched for", LabTable.percent(variant.vouchedShare()))
        + fact("Honeypots", grouped(variant.honeypots()))
        + fact("Victims", grouped(size.victims()))
        + fact("People at home", grouped(size.users()))
        + fact("Attackers", size.initialAttackers() + " and " + size.arrivals() + " more a day")
        + fact("Days", String.valueOf(result.timeline().days()))
        + fact("Strike", "day " + result.timeline().strike())
        + fact("Sharing", variant.sharing() == Variant.Sharing.KATTI ? "as Katti" : "standard")
        + fact("Confidence 1", LabTable.percent(variant.lowConfidence()))
        + fact("Blocked sources", variant.feedback() ? "stay away" : "still seen")
        + fact("Innocents", variant.appeals() ? "appeal after a day" : "never appeal")
        + "</dl>\n</header>\n";
  }

  private static String fact(String name, String value) {
    return "<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(text(name), text(value));
  }

  private static String grouped(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private String cards() {
    List<Target> targets =
        result.settings().stream().flatMap(each -> result.targets(each).stream()).toList();
    StringBuilder cards = new StringBuilder("<div class=\"cards\">\n");
    if (!targets.isEmpty()) {
      long met = targets.stream().filter(each -> each.outcome() == Target.Outcome.MET).count();
      long missed =
          targets.stream().filter(each -> each.outcome() == Target.Outcome.MISSED).count();
      cards
          .append(card(missed == 0 ? "good" : "bad", met + " / " + (met + missed), "targets met"))
          .append(most(Figure.VICTIMS, "victims on our global list, the worst cell"))
          .append(most(Figure.HARM, "harm pairs by us at the peak, the worst cell"))
          .append(most(Figure.CRAWLERS, "crawlers and monitors on our list, the worst cell"));
    }
    return cards.append("</div>\n").toString();
  }

  private String most(Figure figure, String words) {
    double most =
        result.cells().stream()
            .filter(each -> each.cell().method().equals(LabResult.OURS))
            .mapToDouble(figure::of)
            .max()
            .orElse(Double.NaN);
    String shown = figure == Figure.HARM ? LabTable.percent(most) : figure.text(most);
    return card(most == 0 ? "good" : "", shown, words);
  }

  private static String card(String style, String value, String words) {
    return "<div class=\"card %s\"><b>%s</b><span>%s</span></div>\n"
        .formatted(style, text(value), text(words));
  }

  private String cells() {
    StringBuilder cells = new StringBuilder("<h2>All cells</h2>\n");
    cells.append(
        "<p>Every method on the same stream, one world, attack and budget at a time.</p>\n");
    boolean first = true;
    for (LabResult.Setting setting : result.settings()) {
      cells
          .append(first ? "<details open>" : "<details>")
          .append("<summary>")
          .append(text(LabTable.title(setting, result.at(setting))))
          .append(verdict(setting))
          .append("</summary>\n");
      for (Figure.Group group : Figure.Group.values()) {
        cells.append("<h3>").append(text(group.title())).append("</h3>\n");
        table(setting, group, cells);
      }
      targets(setting, cells);
      cells.append("</details>\n");
      first = false;
    }
    return cells.toString();
  }

  private String verdict(LabResult.Setting setting) {
    if (result.targets(setting).isEmpty()) {
      return "";
    }
    int missed = result.missedFigures(setting).size();
    return missed == 0
        ? "<span class=\"badge met\">all targets met</span>"
        : "<span class=\"badge missed\">" + missed + " missed</span>";
  }

  private void table(LabResult.Setting setting, Figure.Group group, StringBuilder html) {
    html.append("<div class=\"scroll\"><table><thead><tr><th>method</th>");
    for (Figure figure : group.figures()) {
      html.append(
          "<th>%s<small>%s</small></th>"
              .formatted(text(figure.nameLine()), text(figure.detailLine())));
    }
    html.append("</tr></thead><tbody>\n");
    for (Metrics cell : result.at(setting)) {
      boolean ours = cell.cell().method().equals(LabResult.OURS);
      html.append(ours ? "<tr class=\"ours\"><th>" : "<tr><th>")
          .append(text(cell.cell().method()))
          .append("</th>");
      for (Figure figure : group.figures()) {
        boolean missed = ours && result.missedFigures(setting).contains(figure);
        html.append(missed ? "<td class=\"missed\">" : "<td>")
            .append(figure.text(cell))
            .append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
  }

  private void targets(LabResult.Setting setting, StringBuilder html) {
    List<Target> targets = result.targets(setting);
    if (targets.isEmpty()) {
      return;
    }
    html.append("<h3>Targets of ours</h3>\n<div class=\"scroll\"><table><thead><tr>")
        .append("<th>target</th><th>wanted</th><th>reached</th><th></th></tr></thead><tbody>\n");
    for (Target target : targets) {
      String style =
          switch (target.outcome()) {
            case MET -> "met";
            case MISSED -> "missed";
            case NOTHING_TO_SAY -> "open";
          };
      html.append(
          "<tr><th>%s</th><td>%s</td><td>%s</td><td><span class=\"badge %s\">%s</span></td></tr>\n"
              .formatted(
                  text(target.what()),
                  text(target.wanted()),
                  text(target.reached()),
                  style,
                  text(target.outcome().word().toLowerCase(Locale.ROOT))));
    }
    html.append("</tbody></table></div>\n");
  }
}
