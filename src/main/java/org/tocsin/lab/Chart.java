package org.tocsin.lab;

import static org.tocsin.lab.Markup.at;
import static org.tocsin.lab.Markup.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One line chart as SVG. Colours are classes, so that the page around it decides them for light and
 * dark; every line carries its name at its end and its own dashes, so that no reader needs colours.
 *
 * @param title what is shown
 * @param unit what the vertical axis counts
 * @param percent whether values are shares
 * @param target the line that was to be reached, if there is one
 * @param series the lines, the first on top
 */
record Chart(
    String title, String unit, boolean percent, OptionalDouble target, List<Series> series) {

  private static final double WIDTH = 400;
  private static final double HEIGHT = 250;
  private static final double LEFT = 46;
  private static final double RIGHT = 136;
  private static final double TOP = 34;
  private static final double BOTTOM = 34;
  private static final double LABEL_HEIGHT = 12.5;

  Chart {
    series = List.copyOf(series);
  }

  /**
   * One line.
   *
   * @param name what it is called
   * @param style the CSS class of its colour
   * @param points its points from left to right
   */
  record Series(String name, String style, List<Point> points) {
    Series {
      points = points.stream().sorted(Comparator.comparingDouble(Point::x)).toList();
    }
  }

  /**
   * One value.
   *
   * @param x the attacker's budget, a share
   * @param y the value
   */
  record Point(double x, double y) {}

  private record Label(String name, String style, double wanted) {}

  String svg() {
    Scale scale = scale();
    StringBuilder svg = new StringBuilder();
    svg.append("<svg viewBox=\"0 0 %s %s\" role=\"img\" ".formatted(at(WIDTH), at(HEIGHT)))
        .append("aria-label=\"%s\">\n".formatted(text(title)))
        .append("<text class=\"t\" x=\"0\" y=\"13\">%s</text>\n".formatted(text(title)));
    grid(svg, scale);
    List<Label> labels = new ArrayList<>();
    for (int index = series.size() - 1; index >= 0; index--) {
      line(svg, series.get(index), scale, labels);
    }
    names(svg, labels);
    return svg.append("</svg>\n").toString();
  }

  private void grid(StringBuilder svg, Scale scale) {
    for (int step = 0; step <= 4; step++) {
      double value = scale.lowest() + (scale.highest() - scale.lowest()) * step / 4;
      double y = scale.y(value);
      svg.append(rule("g", y))
          .append(label("a e", LEFT - 6, y + 3.5, percent ? share(value) : number(value)));
    }
    svg.append(label("a u", LEFT, TOP - 8, unit));
    for (double budget : scale.budgets()) {
      String words = budget == 0 ? "none" : share(budget);
      svg.append(label("a m", scale.x(budget), HEIGHT - BOTTOM + 15, words));
    }
    svg.append(
        label(
            "a m",
            (LEFT + WIDTH - RIGHT) / 2,
            HEIGHT - 4,
            "attacker’s agents, as a share of the honest"));
    target.ifPresent(
        wanted -> {
          if (wanted >= scale.lowest() && wanted <= scale.highest()) {
            svg.append(rule("goal", scale.y(wanted)));
          }
        });
  }

  private void line(StringBuilder svg, Series one, Scale scale, List<Label> labels) {
    if (one.points().isEmpty()) {
      return;
    }
    StringBuilder path = new StringBuilder();
    for (Point point : one.points()) {
      path.append(path.isEmpty() ? "M" : " L")
          .append(at(scale.x(point.x())))
          .append(' ')
          .append(at(scale.y(point.y())));
    }
    svg.append("<path class=\"l %s\" d=\"%s\"/>\n".formatted(one.style(), path));
    for (Point point : one.points()) {
      svg.append(
          "<circle class=\"p %s\" cx=\"%s\" cy=\"%s\" r=\"2.6\"><title>%s at %s: %s</title></circle>\n"
              .formatted(
                  one.style(),
                  at(scale.x(point.x())),
                  at(scale.y(point.y())),
                  text(one.name()),
                  share(point.x()),
                  percent ? share(point.y()) : number(point.y())));
    }
    Point last = one.points().get(one.points().size() - 1);
    labels.add(new Label(one.name(), one.style(), scale.y(last.y())));
  }

  /** Writes the names at the line ends, pushed apart where lines end together. */
  private void names(StringBuilder svg, List<Label> labels) {
    List<Label> sorted =
        labels.stream()
            .sorted(Comparator.comparingDouble(Label::wanted).thenComparing(Label::name))
            .toList();
    double[] places = spread(sorted);
    for (int index = 0; index < sorted.size(); index++) {
      Label one = sorted.get(index);
      double end = WIDTH - RIGHT;
      svg.append(
          "<path class=\"k %s\" d=\"M%s %s L%s %s\"/>\n"
              .formatted(
                  one.style(), at(end + 4), at(one.wanted()), at(end + 13), at(places[index])));
      svg.append(label("n " + one.style(), end + 16, places[index] + 3.5, one.name()));
    }
  }

  private static double[] spread(List<Label> sorted) {
    double[] places = sorted.stream().mapToDouble(Label::wanted).toArray();
    for (int index = 1; index < places.length; index++) {
      places[index] = Math.max(places[index], places[index - 1] + LABEL_HEIGHT);
    }
    double lowest = HEIGHT - BOTTOM + 6;
    for (int index = places.length - 1; index >= 0; index--) {
      places[index] = Math.min(places[index], lowest);
      lowest = places[index] - LABEL_HEIGHT;
    }
    return places;
  }

  private static String rule(String style, double y) {
    return "<path class=\"%s\" d=\"M%s %s H%s\"/>\n"
        .formatted(style, at(LEFT), at(y), at(WIDTH - RIGHT));
  }

  private static String label(String style, double x, double y, String words) {
    return "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
        .formatted(style, at(x), at(y), text(words));
  }

  /**
   * Where values lie. Budgets stand side by side at equal distances, since they are chosen in steps
   * that grow. Shares that are all large begin above nought, so that they can be told apart.
   */
  private record Scale(double lowest, double highest, List<Double> budgets) {

    double x(double budget) {
      double steps = Math.max(1, budgets.size() - 1);
      return LEFT + 14 + budgets.indexOf(budget) / steps * (WIDTH - RIGHT - LEFT - 28);
    }

    double y(double value) {
      return HEIGHT - BOTTOM - (value - lowest) / (highest - lowest) * (HEIGHT - BOTTOM - TOP);
    }
  }

  private Scale scale() {
    List<Point> all = series.stream().flatMap(one -> one.points().stream()).toList();
    double least = all.stream().mapToDouble(Point::y).min().orElse(0);
    double highest = niceCeiling(all.stream().mapToDouble(Point::y).max().orElse(1));
    double lowest = percent && least >= highest / 4 ? Math.floor(least * 5) / 5 : 0;
    return new Scale(
        lowest < highest ? lowest : 0,
        highest,
        all.stream().map(Point::x).distinct().sorted().toList());
  }

  private static double niceCeiling(double value) {
    if (value <= 0) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : new double[] {1, 2, 4, 5, 8, 10}) {
      if (value <= step * power * 1.0001) {
        return step * power;
      }
    }
    return 10 * power;
  }

  private static String share(double value) {
    double percent = value * 100;
    return Math.abs(percent - Math.rint(percent)) < 1e-9
        ? String.format(Locale.ROOT, "%.0f %%", percent)
        : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
