package org.tocsin.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.tocsin.curation.Rules;

/** Runs what was asked for, prints it while it comes in, and writes what is to be kept. */
public final class Lab {

  private final List<Method.Maker> methods;
  private final LongSupplier processorNanos;

  /**
   * Makes a lab.
   *
   * @param methods all there are, in the order of the tables
   * @param processorNanos the processor time this thread has used
   */
  Lab(List<Method.Maker> methods, LongSupplier processorNanos) {
    this.methods = List.copyOf(methods);
    this.processorNanos = processorNanos;
  }

  /**
   * Returns a lab with every method there is.
   *
   * @param rules those that ours goes by
   * @param processorNanos the processor time this thread has used
   */
  public static Lab withAllMethods(Rules rules, LongSupplier processorNanos) {
    List<Method.Maker> all = new ArrayList<>(Ours.all(rules));
    all.addAll(Baselines.all());
    return new Lab(all, processorNanos);
  }

  /**
   * Runs every method on every world, campaign and budget asked for.
   *
   * @param out where the tables go
   * @param colours whether {@code out} is a terminal that understands colours
   * @param progress told how far it is
   * @return whether a guarantee broke: ours listed a victim for everybody where it never may
   * @throws LabRefused if a method is asked for that there is not
   * @throws IOException if a file cannot be written
   */
  public boolean run(LabOptions options, PrintWriter out, boolean colours, ProgressLine progress)
      throws IOException {
    List<Method.Maker> chosen = chosen(options);
    List<LabResult.Setting> settings = settings(options);
    LabTable table = new LabTable(out, colours);
    table.opening(result(options, List.of()));
    List<Metrics> cells = new ArrayList<>();
    long seedDrawn = 0;
    List<World> world = new ArrayList<>();
    int done = 0;
    for (LabResult.Setting setting : settings) {
      if (world.isEmpty() || seedDrawn != setting.seed()) {
        world.clear();
        world.add(World.of(options.size(), options.variant(), options.timeline(), setting.seed()));
        seedDrawn = setting.seed();
      }
      for (Method.Maker maker : chosen) {
        Steps steps = new Steps(progress, done, settings.size() * chosen.size());
        cells.add(cell(world.get(0), maker, setting, options, steps));
        done++;
      }
      progress.end();
      table.setting(result(options, cells), setting);
    }
    LabResult result = result(options, cells);
    table.closing(result);
    write(options, result);
    return result.settings().stream()
        .anyMatch(setting -> result.missedFigures(setting).contains(Figure.VICTIMS));
  }

  private record Steps(ProgressLine line, int done, int all) {
    Progress of(String label) {
      return (day, days) -> line.show((done + (double) day / days) / all, label);
    }
  }

  private Metrics cell(
      World world, Method.Maker maker, LabResult.Setting setting, LabOptions options, Steps steps)
      throws IOException {
    Campaign campaign =
        Attack.of(setting.campaign()).map(Attack::campaign).orElseGet(Campaign::none);
    Progress progress =
        steps.of(
            String.format(
                Locale.ROOT,
                "%s, budget %s, seed %d: %s",
                setting.campaign(),
                LabTable.percent(setting.budget()),
                setting.seed(),
                maker.name()));
    Runner runner = new Runner(world, processorNanos);
    if (options.stream().isEmpty()) {
      return runner.run(maker, campaign, setting.budget(), progress);
    }
    try (StreamFiles files =
        StreamFiles.open(
            options.stream().get(),
            String.format(
                Locale.ROOT,
                "%s-%s-%d-%s",
                setting.campaign(),
                setting.budget(),
                setting.seed(),
                maker.name().replaceAll("[^A-Za-z0-9]+", "-")))) {
      return runner.run(files.recording(maker), campaign, setting.budget(), progress);
    }
  }

  private static List<LabResult.Setting> settings(LabOptions options) {
    Set<LabResult.Setting> settings = new LinkedHashSet<>();
    for (long seed : options.seeds()) {
      for (String campaign : options.campaigns()) {
        if (campaign.equals(Campaign.none().name())) {
          settings.add(new LabResult.Setting(campaign, 0, seed));
        } else {
          options
              .budgets()
              .forEach(budget -> settings.add(new LabResult.Setting(campaign, budget, seed)));
        }
      }
    }
    return List.copyOf(settings);
  }

  /** Returns the methods asked for, ours first, then in the order of all. */
  private List<Method.Maker> chosen(LabOptions options) {
    Map<String, Method.Maker> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    methods.forEach(each -> byName.put(each.name(), each));
    Set<Method.Maker> asked = new LinkedHashSet<>();
    for (String name : options.methods()) {
      if (name.equalsIgnoreCase("all")) {
        asked.addAll(methods);
      } else if (name.equalsIgnoreCase("baselines")) {
        asked.addAll(Baselines.all());
      } else if (byName.containsKey(name)) {
        asked.add(byName.get(name));
      } else {
        throw new LabRefused(
            "--methods",
            name,
            "it is none of all, baselines, "
                + methods.stream().map(Method.Maker::name).collect(Collectors.joining(", ")));
      }
    }
    return methods.stream().filter(asked::contains).toList();
  }

  private static LabResult result(LabOptions options, List<Metrics> cells) {
    return new LabResult(
        options.command(),
        words(options),
        options.variant(),
        options.size(),
        options.timeline(),
        cells);
  }

  private static String words(LabOptions options) {
    Variant variant = options.variant();
    List<String> words = new ArrayList<>();
    words.add(options.size().organisations() + " organisations");
    words.add(LabTable.percent(variant.vouchedShare()) + " vouched for");
    words.add(variant.honeypots() + " honeypots");
    words.add(options.timeline().days() + " days, strike on day " + options.timeline().strike());
    if (variant.sharing() == Variant.Sharing.KATTI) {
      words.add("sources seldom shared");
    }
    if (variant.lowConfidence() != Variant.STANDARD.lowConfidence()) {
      words.add(LabTable.percent(variant.lowConfidence()) + " of confidence 1");
    }
    if (variant.feedback()) {
      words.add("blocked sources stay away");
    }
    if (variant.appeals()) {
      words.add("innocents appeal after a day");
    }
    if (variant.decoys()) {
      words.add("decoys in what is handed out");
    }
    return String.join(" · ", words);
  }

  private static void write(LabOptions options, LabResult result) throws IOException {
    if (options.report().isPresent()) {
      write(options.report().get(), new LabReport(result).html());
    }
    if (options.markdown().isPresent()) {
      write(options.markdown().get(), new LabMarkdown(result).text());
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
