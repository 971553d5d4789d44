package org.tocsin.lab;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a run of the lab was asked for.
 *
 * @param campaigns short names, {@code none} for no attack
 * @param budgets the attacker's agents as shares of the honest ones
 * @param seeds one world is drawn from each
 * @param size how large a world is
 * @param variant what makes it harsher
 * @param timeline how long it is looked at
 * @param methods names of methods, or {@code ours}, {@code baselines}, {@code all}
 * @param report where the page is written
 * @param markdown where the Markdown is written
 * @param stream the folder in which the streams are written
 * @param command how to ask for the same again
 */
public record LabOptions(
    List<String> campaigns,
    List<Double> budgets,
    List<Long> seeds,
    WorldSize size,
    Variant variant,
    Timeline timeline,
    List<String> methods,
    Optional<Path> report,
    Optional<Path> markdown,
    Optional<Path> stream,
    String command) {

  /** What is taken for an option that is not given. */
  public static final Map<String, String> DEFAULTS =
      Map.of(
          "--campaign", "all",
          "--budget", "0.05",
          "--seed", "1",
          "--world", "S",
          "--vouched", "0.10",
          "--honeypots", "10",
          "--days", "60",
          "--methods", "all");

  private static final List<String> ORDER =
      List.of(
          "--campaign",
          "--budget",
          "--seed",
          "--world",
          "--vouched",
          "--honeypots",
          "--days",
          "--methods",
          "--report",
          "--markdown",
          "--write-stream");

  private static final int FEWEST_DAYS = 10;
  private static final int MOST_DAYS = 365;
  private static final int MOST_HONEYPOTS = 1_000;
  private static final double STRIKE_AT = 0.7;

  /** Copies the lists. */
  public LabOptions {
    campaigns = List.copyOf(campaigns);
    budgets = List.copyOf(budgets);
    seeds = List.copyOf(seeds);
    methods = List.copyOf(methods);
  }

  /**
   * Reads options by their names on the command line; what is not there takes its default.
   *
   * @throws LabRefused naming the option and the value that make no sense
   */
  public static LabOptions parse(Map<String, String> given) {
    for (String name : given.keySet()) {
      if (!ORDER.contains(name)) {
        throw new LabRefused(name, given.getOrDefault(name, ""), "there is no such option");
      }
    }
    Given values = new Given(given);
    Worlds world = values.one("--world", LabOptions::world);
    Variant variant =
        world
            .variant()
            .withVouchedShare(values.one("--vouched", text -> number(text, 0, 1)))
            .withHoneypots(values.one("--honeypots", text -> whole(text, 0, MOST_HONEYPOTS)));
    int days = values.one("--days", text -> whole(text, FEWEST_DAYS, MOST_DAYS));
    return new LabOptions(
        values.one("--campaign", LabOptions::campaigns),
        values.many("--budget", text -> number(text, 0.001, 1)),
        values.many("--seed", Long::valueOf),
        world.size(),
        variant,
        new Timeline(days, days / 2, (int) Math.round(days * STRIKE_AT)),
        values.many("--methods", text -> text),
        values.path("--report"),
        values.path("--markdown"),
        values.path("--write-stream"),
        command(given));
  }

  private record Worlds(WorldSize size, Variant variant) {}

  private record Given(Map<String, String> options) {

    <T> T one(String name, Function<String, T> reads) {
      String text = options.getOrDefault(name, DEFAULTS.getOrDefault(name, "")).strip();
      try {
        return reads.apply(text);
      } catch (LabRefused refused) {
        throw refused;
      } catch (NumberFormatException e) {
        throw new LabRefused(name, text, "that is no number");
      } catch (IllegalArgumentException e) {
        throw new LabRefused(name, text, String.valueOf(e.getMessage()));
      }
    }

    <T> List<T> many(String name, Function<String, T> reads) {
      return one(
          name, text -> parts(text).stream().map(reads).distinct().collect(Collectors.toList()));
    }

    Optional<Path> path(String name) {
      return options.containsKey(name)
          ? Optional.of(one(name, LabOptions::file))
          : Optional.empty();
    }
  }

  private static List<String> parts(String text) {
    List<String> parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (parts.contains("")) {
      throw new IllegalArgumentException("a part of it is empty");
    }
    return parts;
  }

  private static Path file(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a path is missing");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("that is no path", e);
    }
  }

  private static double number(String text, double least, double most) {
    double number = Double.parseDouble(text);
    if (!(number >= least && number <= most)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "it must be from %s to %s", least, most));
    }
    return number;
  }

  private static int whole(String text, int least, int most) {
    int number = Integer.parseInt(text);
    if (number < least || number > most) {
      throw new IllegalArgumentException("it must be from " + least + " to " + most);
    }
    return number;
  }

  private static List<String> campaigns(String text) {
    Set<String> names = new LinkedHashSet<>();
    for (String part : parts(text)) {
      if (part.equalsIgnoreCase("all")) {
        names.add(Campaign.none().name());
        names.addAll(range(Attack.A1, Attack.A12));
      } else if (part.equalsIgnoreCase(Campaign.none().name())) {
        names.add(Campaign.none().name());
      } else if (part.contains("..")) {
        int dots = part.indexOf("..");
        names.addAll(range(attack(part.substring(0, dots)), attack(part.substring(dots + 2))));
      } else {
        names.add(attack(part).name());
      }
    }
    return List.copyOf(names);
  }

  private static List<String> range(Attack first, Attack last) {
    if (first.compareTo(last) > 0) {
      throw new IllegalArgumentException(first + " comes after " + last);
    }
    return Arrays.stream(Attack.values())
        .filter(each -> each.compareTo(first) >= 0 && each.compareTo(last) <= 0)
        .map(Attack::name)
        .toList();
  }

  private static Attack attack(String name) {
    return Attack.of(name.strip().toUpperCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " is none of A1 to A" + Attack.values().length + ", all, none"));
  }

  private static Worlds world(String text) {
    WorldSize size = WorldSize.SMALL;
    Variant variant = Variant.STANDARD;
    for (String part : parts(text)) {
      switch (part.toLowerCase(Locale.ROOT)) {
        case "s" -> size = WorldSize.SMALL;
        case "l" -> size = WorldSize.LARGE;
        case "tiny" -> size = WorldSize.TINY;
        case "katti" -> variant = variant.withSharing(Variant.Sharing.KATTI);
        case "low-confidence" -> variant = variant.withLowConfidence(0.55);
        case "feedback" -> variant = variant.withFeedback(true);
        case "appeals" -> variant = variant.withAppeals(true);
        case "decoys" -> variant = variant.withDecoys(true);
        default ->
            throw new IllegalArgumentException(
                part + " is none of S, L, tiny, katti, low-confidence, feedback, appeals, decoys");
      }
    }
    return new Worlds(size, variant);
  }

  private static String command(Map<String, String> given) {
    StringBuilder command = new StringBuilder("./tocsin lab");
    for (String name : ORDER) {
      if (given.containsKey(name)) {
        String value = String.valueOf(given.get(name));
        String quote = value.contains(" ") ? "'" : "";
        command.append(' ').append(name).append(' ').append(quote).append(value).append(quote);
      }
    }
    return command.toString();
  }
}
