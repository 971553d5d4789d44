package org.tocsin.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.tocsin.series.Point;

/**
 * Values over time as a line. Drawn on the server, so it needs no script and follows the page's
 * colours.
 *
 * @param title what is shown
 * @param now the last value, in words
 * @param most the highest value, which the height stands for
 * @param line the line's points, on {@link #WIDTH} by {@link #HEIGHT}
 */
record Chart(String title, String now, String most, String line) {

  static final int WIDTH = 600;
  static final int HEIGHT = 120;

  /** From here on nobody looks at what is behind the point. */
  private static final int EXACT = 10;

  static Chart of(String title, String unit, List<Point> points, Instant from, Instant to) {
    double highest = points.stream().mapToDouble(Point::mean).max().orElse(0);
    StringBuilder line = new StringBuilder();
    double span = Math.max(1, Duration.between(from, to).toSeconds());
    for (Point point : points) {
      double x = WIDTH * Duration.between(from, point.at()).toSeconds() / span;
      double y = highest == 0 ? HEIGHT : HEIGHT - (HEIGHT * point.mean() / highest);
      line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }
    String now =
        points.isEmpty()
            ? "not measured yet"
            : number(points.get(points.size() - 1).mean()) + " " + unit;
    return new Chart(title, now, number(highest), line.toString().strip());
  }

  private static String number(double value) {
    return value == Math.rint(value) || value >= EXACT
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.1f", value);
  }
}
