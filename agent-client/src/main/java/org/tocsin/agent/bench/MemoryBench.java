package org.tocsin.agent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tocsin.agent.event.Line;
import org.tocsin.agent.expression.TextMap;
import org.tocsin.agent.hub.HubFolder;
import org.tocsin.agent.pipeline.Engine;
import org.tocsin.agent.pipeline.RuleSet;

/** Fills an engine with buckets of many sources and tells what this process takes for it. */
public final class MemoryBench {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int EACH = 3;

  private final Engine engine;
  private final Consumer<String> out;
  private final Map<LogMaker.Kind, TextMap> labels =
      Map.of(
          LogMaker.Kind.NGINX, TextMap.of(Map.of("type", LogMaker.Kind.NGINX.type())),
          LogMaker.Kind.SSHD, TextMap.of(Map.of("type", LogMaker.Kind.SSHD.type())));

  private MemoryBench(Engine engine, Consumer<String> out) {
    this.engine = engine;
    this.out = out;
  }

  /**
   * Makes one with all rules for the two kinds of logs.
   *
   * @param hub the folder of the hub; without one, rules that come with the program are used
   * @param folder an empty folder to work in
   * @param load loads the rules of a hub
   * @param out is given the report, line by line
   */
  public static MemoryBench of(
      Optional<Path> hub, Path folder, Function<HubRules, Engine> load, Consumer<String> out)
      throws IOException {
    Path from = hub.orElse(folder.resolve("rules"));
    if (hub.isEmpty()) {
      Rules.unpack(from);
    }
    List<String> collections =
        List.of(LogMaker.Kind.NGINX.collection(), LogMaker.Kind.SSHD.collection());
    RuleSet rules = RuleSet.ofCollections(HubFolder.open(from), collections);
    return new MemoryBench(load.apply(new HubRules(from, rules)), out);
  }

  /** The rules to measure with, and the folder of the hub they are from. */
  public record HubRules(Path hub, RuleSet rules) {}

  /**
   * Lets so many sources fail and probe a few times each, those of web and ssh in turns.
   *
   * @param buckets tells as soon as so many are live at once
   */
  public void run(int sources, int buckets) {
    tell("rules loaded");
    SourceLines lines = new SourceLines();
    int most = 0;
    for (int source = 0; source < sources; source++) {
      LogMaker.Kind kind = source % 2 == 0 ? LogMaker.Kind.NGINX : LogMaker.Kind.SSHD;
      for (int i = 0; i < EACH; i++) {
        String raw = lines.next(kind, source);
        engine.process(
            new Line(raw, kind.word() + ".log", "file", labels.getOrDefault(kind, new TextMap())),
            true);
      }
      if (most < buckets && engine.liveBuckets() >= buckets) {
        tell(source + 1 + " sources");
      }
      most = Math.max(most, engine.liveBuckets());
    }
    tell(sources + " sources");
  }

  private void tell(String when) {
    out.accept(
        String.format(
            Locale.ROOT,
            "%s: %d live buckets of about %d MiB, %d gone before their time, resident %s,"
                + " highest %s",
            when,
            engine.liveBuckets(),
            engine.bucketBytes() >> 20,
            engine.evictedBuckets(),
            status("VmRSS"),
            status("VmHWM")));
  }

  /** How many buckets are live. */
  public int liveBuckets() {
    return engine.liveBuckets();
  }

  private static String status(String key) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(key + ":"))
          .map(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024 + " MiB")
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
