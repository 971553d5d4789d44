package org.tocsin.lab;

import static org.tocsin.lab.Markup.text;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Draws what grows with the attacker's purse, for every campaign run with more than one budget. */
final class LabCurves {

  private static final int STYLES = 12;

  private final LabResult result;

  LabCurves(LabResult result) {
    this.result = result;
  }

  String section() {
    StringBuilder html = new StringBuilder();
    for (String campaign : result.campaigns()) {
      if (!campaign.equals(Campaign.none().name()) && budgets(campaign).size() > 1) {
        html.append(
            "<h3>%s %s</h3>\n<div class=\"charts\">\n"
                .formatted(text(campaign), text(Attack.titleOf(campaign))));
        figure(
            campaign,
            Figure.COVERAGE,
            "Coverage",
            "of first contacts",
            Target.coverage(result.variant()),
            html);
        figure(
            campaign,
            Figure.HARM,
            "Harm pairs at the peak",
            "of all pairs",
            OptionalDouble.empty(),
            html);
        figure(
            campaign,
            Figure.PUBLISH_MEDIAN,
            "Time to publish, median",
            "hours",
            Target.publishMedian(result.variant()),
            html);
        html.append("</div>\n");
      }
    }
    return html.isEmpty()
        ? ""
        : "<h2>Against the attacker’s budget</h2>\n<p>Means over the seeds. The thick line is ours, the dotted"
            + " green one our target; “none” is the same world without an attack.</p>\n"
            + html;
  }

  private List<Double> budgets(String campaign) {
    List<Double> budgets = new ArrayList<>();
    if (result.campaigns().contains(Campaign.none().name())) {
      budgets.add(0.0);
    }
    budgets.addAll(result.budgets(campaign));
    return budgets;
  }

  private void figure(
      String campaign,
      Figure figure,
      String title,
      String unit,
      OptionalDouble target,
      StringBuilder html) {
    List<Chart.Series> series = new ArrayList<>();
    for (String method : result.methods()) {
      List<Chart.Point> points = new ArrayList<>();
      for (double budget : budgets(campaign)) {
        String played = budget == 0 ? Campaign.none().name() : campaign;
        double value = result.mean(method, played, budget, figure);
        if (Double.isFinite(value)) {
          points.add(new Chart.Point(budget, value));
        }
      }
      if (!points.isEmpty()) {
        series.add(new Chart.Series(method, style(method), points));
      }
    }
    if (!series.isEmpty()) {
      html.append("<figure>")
          .append(
              new Chart(title, unit, figure != Figure.PUBLISH_MEDIAN, target, oursFirst(series))
                  .svg())
          .append("</figure>\n");
    }
  }

  private String style(String method) {
    if (method.equals(LabResult.OURS)) {
      return LabResult.OURS;
    }
    List<String> others =
        result.methods().stream().filter(each -> !each.equals(LabResult.OURS)).toList();
    return "s" + (others.indexOf(method) % STYLES + 1);
  }

  private static List<Chart.Series> oursFirst(List<Chart.Series> series) {
    List<Chart.Series> sorted = new ArrayList<>(series);
    sorted.sort(
        (one, other) ->
            Boolean.compare(
                other.name().equals(LabResult.OURS), one.name().equals(LabResult.OURS)));
    return sorted;
  }
}
