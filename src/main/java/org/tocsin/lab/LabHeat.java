package org.tocsin.lab;

import static org.tocsin.lab.Markup.text;

import java.util.List;
import java.util.Locale;

/** Who lets how many victims through, method by campaign, at the largest budget that was run. */
final class LabHeat {

  private static final double FAINTEST = 0.10;
  private static final double STRONGEST = 0.75;

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
    StringBuilder html =
        new StringBuilder(
            """
            <h2>Victims listed for everybody</h2>
            <p>Of %d victims, for however short a time, at the largest budget of each campaign and \
            in the worst seed.</p>
            <div class="scroll"><table class="heat"><thead><tr><th>method</th>\
            """
                .formatted(result.size().victims()));
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
      campaigns.forEach(campaign -> html.append(cell(method, campaign)));
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  private double largest(String campaign) {
    return result.budgets(campaign).stream().mapToDouble(each -> each).max().orElse(0);
  }

  private String cell(String method, String campaign) {
    double budget = largest(campaign);
    int worst =
        result.cells().stream()
            .filter(
                each ->
                    each.method().equals(method)
                        && each.campaign().equals(campaign)
                        && each.budget() == budget)
            .mapToInt(Metrics::victims)
            .max()
            .orElse(-1);
    if (worst < 0) {
      return "<td></td>";
    }
    if (worst == 0) {
      return "<td class=\"zero\">0</td>";
    }
    double share = Math.min(1, (double) worst / result.size().victims());
    return String.format(
        Locale.ROOT,
        "<td style=\"background: rgba(var(--warm), %.2f)\">%d</td>",
        FAINTEST + share * (STRONGEST - FAINTEST),
        worst);
  }
}
