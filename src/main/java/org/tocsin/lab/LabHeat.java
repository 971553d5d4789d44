package org.tocsin.lab;

import static org.tocsin.lab.Markup.text;

import java.util.List;
import java.util.Locale;

/** Who lists how many of the innocent, method by campaign, at the largest budget that was run. */
final class LabHeat {

  private static final double FAINTEST = 0.10;
  private static final double STRONGEST = 0.55;

  private final LabResult result;

  LabHeat(LabResult result) {
    this.result = result;
  }

  String section() {
    List<String> campaigns =
        result.campaigns().stream().filter(each -> !each.equals(Campaign.none().name())).toList();
    if (campaigns.isEmpty()) {
      return "";
    }
    return "<h2>The innocent, listed for everybody</h2>\n"
        + "<p>At the largest budget of each campaign, in the worst seed.</p>\n"
        + table(
            Figure.VICTIMS,
            result.size().victims(),
            "Victims, for however short a time, of %d",
            campaigns)
        + table(
            Figure.HARM,
            1,
            "Pairs of a victim and an honest organisation that blocks it, at the peak",
            campaigns)
        + table(
            Figure.USERS,
            result.size().users(),
            "People at home, in the days that are evaluated, of %d",
            campaigns);
  }

  private String table(Figure figure, int all, String words, List<String> campaigns) {
    StringBuilder html = new StringBuilder("<h3>%s</h3>\n".formatted(words.formatted(all)));
    html.append("<div class=\"scroll\"><table class=\"heat\"><thead><tr><th>method</th>");
    for (String campaign : campaigns) {
      html.append(
          "<th title=\"%s\">%s<small>%s</small></th>"
              .formatted(
                  text(Attack.titleOf(campaign)),
                  text(campaign),
                  LabTable.percent(largest(campaign))));
    }
    html.append("</tr></thead><tbody>\n");
    for (String method : result.methods()) {
      html.append(method.equals(LabResult.OURS) ? "<tr class=\"ours\"><th>" : "<tr><th>")
          .append(text(method))
          .append("</th>");
      campaigns.forEach(campaign -> html.append(cell(figure, all, method, campaign)));
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  private double largest(String campaign) {
    return result.budgets(campaign).stream().mapToDouble(each -> each).max().orElse(0);
  }

  private String cell(Figure figure, int all, String method, String campaign) {
    double budget = largest(campaign);
    double worst =
        result.cells().stream()
            .filter(
                each ->
                    each.cell().method().equals(method)
                        && each.cell().campaign().equals(campaign)
                        && each.cell().budget() == budget)
            .mapToDouble(figure::of)
            .max()
            .orElse(-1);
    if (worst < 0) {
      return "<td></td>";
    }
    if (worst == 0) {
      return "<td class=\"zero\">0</td>";
    }
    double share = Math.min(1, worst / all);
    return String.format(
        Locale.ROOT,
        "<td style=\"background: rgba(var(--warm), %.2f)\">%s</td>",
        FAINTEST + share * (STRONGEST - FAINTEST),
        figure == Figure.HARM ? LabTable.percent(worst) : figure.text(worst));
  }
}
