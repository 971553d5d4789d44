package org.tocsin.agent.decision;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tocsin.agent.expression.GoDuration;

/** Durations as people give them: {@code 4h}, {@code 7d}, {@code 1d12h}. */
public final class DurationText {
  private static final Pattern DAYS = Pattern.compile("(\\d{1,6})d(.*)");
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private DurationText() {}

  /** The duration, if the text is one, is positive and ends within a century. */
  public static Optional<Duration> parse(String text) {
    Matcher days = DAYS.matcher(text.strip());
    Optional<Duration> found = days.matches() ? sum(days) : GoDuration.parse(text.strip());
    return found
        .filter(duration -> !duration.isNegative() && !duration.isZero())
        .filter(duration -> duration.compareTo(LONGEST) <= 0);
  }

  private static Optional<Duration> sum(Matcher days) {
    Duration whole = Duration.ofDays(Long.parseLong(days.group(1)));
    String rest = days.group(2);
    return rest.isEmpty() ? Optional.of(whole) : GoDuration.parse(rest).map(whole::plus);
  }

  /** The text every consumer of this field reads: hours, minutes and whole seconds. */
  public static String of(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return seconds / 3600 + "h" + seconds / 60 % 60 + "m" + seconds % 60 + "s";
  }
}
