package org.tocsin.agent.event;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import org.tocsin.agent.expression.Shape;
import org.tocsin.agent.expression.Shaped;
import org.tocsin.agent.expression.Type;

/** A point in time with the offset it was written in, as rules ask for it. */
public record Moment(OffsetDateTime time) implements Shaped {
  private static final Shape<Weekday> WEEKDAY =
      Shape.of("a weekday", Weekday.class)
          .method("String", Type.TEXT, 0, (day, none) -> day.name())
          .build();
  static final Shape<Moment> SHAPE =
      Shape.of("a time", Moment.class)
          .method("Hour", Type.NUMBER, 0, (moment, none) -> (long) moment.time.getHour())
          .method("Minute", Type.NUMBER, 0, (moment, none) -> (long) moment.time.getMinute())
          .method("Second", Type.NUMBER, 0, (moment, none) -> (long) moment.time.getSecond())
          .method("Day", Type.NUMBER, 0, (moment, none) -> (long) moment.time.getDayOfMonth())
          .method("YearDay", Type.NUMBER, 0, (moment, none) -> (long) moment.time.getDayOfYear())
          .method("Year", Type.NUMBER, 0, (moment, none) -> (long) moment.time.getYear())
          .method("Unix", Type.NUMBER, 0, (moment, none) -> moment.time.toEpochSecond())
          .method("Weekday", Type.of(WEEKDAY), 0, (moment, none) -> moment.weekday())
          .method("Sub", Type.ANY, 1, (moment, arguments) -> moment.since(arguments[0]))
          .build();

  /** A day of the week, which in rules has a method to give its name. */
  private record Weekday(DayOfWeek day) implements Shaped {
    String name() {
      return day.getDisplayName(TextStyle.FULL, Locale.ROOT);
    }

    @Override
    public Shape<?> shape() {
      return WEEKDAY;
    }
  }

  private Weekday weekday() {
    return new Weekday(time.getDayOfWeek());
  }

  private Object since(Object other) {
    return other instanceof Moment earlier ? Duration.between(earlier.time, time) : Duration.ZERO;
  }

  @Override
  public Shape<?> shape() {
    return SHAPE;
  }
}
