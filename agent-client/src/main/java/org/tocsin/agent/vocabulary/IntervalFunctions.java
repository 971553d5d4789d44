package org.tocsin.agent.vocabulary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.tocsin.agent.event.Moment;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.Function;
import org.tocsin.agent.expression.Type;

/** Functions over what lies between events: time and way. */
final class IntervalFunctions {
  private static final double EARTH_RADIUS_KM = 6371;

  static final Map<String, Function> ALL =
      Map.of(
          "MedianInterval",
          Function.of(Type.ANY, 1, a -> median(a[0])),
          "AverageInterval",
          Function.of(Type.ANY, 1, a -> average(a[0])),
          "Distance",
          Function.of(Type.NUMBER, 4, IntervalFunctions::distance));

  private IntervalFunctions() {}

  private static List<Duration> gaps(Object times) {
    if (!(times instanceof List<?> list) || list.size() < 2) {
      throw new EvaluationFailure("an interval needs a list of two or more times");
    }
    List<Duration> gaps = new ArrayList<>();
    for (int i = 1; i < list.size(); i++) {
      if (!(list.get(i - 1) instanceof Moment from) || !(list.get(i) instanceof Moment to)) {
        throw new EvaluationFailure("an interval needs a list of times");
      }
      gaps.add(Duration.between(from.time(), to.time()));
    }
    return gaps;
  }

  private static Duration median(Object times) {
    List<Duration> gaps = gaps(times);
    Collections.sort(gaps);
    int middle = gaps.size() / 2;
    return gaps.size() % 2 == 1
        ? gaps.get(middle)
        : gaps.get(middle - 1).plus(gaps.get(middle)).dividedBy(2);
  }

  private static Duration average(Object times) {
    List<Duration> gaps = gaps(times);
    return gaps.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(gaps.size());
  }

  private static Object distance(Object[] arguments) {
    double[] degrees = new double[4];
    for (int i = 0; i < 4; i++) {
      degrees[i] = degrees(arguments[i]);
    }
    boolean nowhere = (degrees[0] == 0 && degrees[1] == 0) || (degrees[2] == 0 && degrees[3] == 0);
    return nowhere ? 0.0 : haversine(degrees);
  }

  private static double degrees(Object value) {
    if (value instanceof String text) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new EvaluationFailure("Distance: not a coordinate: " + text);
      }
    }
    throw new EvaluationFailure("Distance: expected strings");
  }

  private static double haversine(double[] degrees) {
    double latitude1 = Math.toRadians(degrees[0]);
    double latitude2 = Math.toRadians(degrees[2]);
    double byLatitude = Math.sin((latitude2 - latitude1) / 2);
    double byLongitude = Math.sin(Math.toRadians(degrees[3] - degrees[1]) / 2);
    double chord =
        byLatitude * byLatitude
            + Math.cos(latitude1) * Math.cos(latitude2) * byLongitude * byLongitude;
    return EARTH_RADIUS_KM * 2 * Math.atan2(Math.sqrt(chord), Math.sqrt(1 - chord));
  }
}
