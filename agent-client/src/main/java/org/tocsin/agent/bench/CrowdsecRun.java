package org.tocsin.agent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A CrowdSec engine reading one log and ending, with rules and configuration made for it. */
final class CrowdsecRun {
  private static final int MOST_TRIES = 200;
  private static final Predicate<String> TROUBLE =
      Pattern.compile("level=(fatal|error)").asPredicate();
  private static final Pattern FOUND =
      Pattern.compile("msg=\"\\S+ (\\S+) performed '([^']+)' .* at (\\S+ \\S+) \\+0000 UTC\"");
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  private final Path program;
  private final TimedCommand timed;
  private final StandInApi api;

  /**
   * @param program the engine
   * @param timed runs it
   * @param api what it logs in to and sends its alerts to
   */
  CrowdsecRun(Path program, TimedCommand timed, StandInApi api) {
    this.program = program;
    this.timed = timed;
    this.api = api;
  }

  /**
   * That it runs, and with which rules.
   *
   * @param leftOut rules it cannot read, which were taken out
   * @param start what it takes to start and end with next to nothing to read
   */
  record Ready(List<String> leftOut, Outcome.Ran start) {}

  /** Takes out rules until it starts; nothing if it does not for another reason. */
  Optional<Ready> prepare(OlderRules rules, MadeLog tiny) throws IOException, InterruptedException {
    configure(rules.installed());
    List<String> leftOut = new ArrayList<>();
    for (int i = 0; i < MOST_TRIES; i++) {
      TimedCommand.Result result = timed.run(command(rules, tiny));
      if (result.code() == 0) {
        return Optional.of(new Ready(leftOut, result.ran(tiny.lines(), List.of())));
      }
      String trouble = result.output().stream().filter(TROUBLE).collect(Collectors.joining("\n"));
      Optional<String> out = rules.takeOutNamedIn(trouble);
      if (out.isEmpty()) {
        return Optional.empty();
      }
      leftOut.add(out.get());
    }
    return Optional.empty();
  }

  Outcome.Ran over(OlderRules rules, MadeLog log) throws IOException, InterruptedException {
    TimedCommand.Result result = timed.run(command(rules, log));
    List<Finding> findings = new ArrayList<>();
    for (String line : result.output()) {
      Matcher matcher = FOUND.matcher(line);
      if (matcher.find()) {
        findings.add(new Finding(matcher.group(2), matcher.group(1), instant(matcher.group(3))));
      }
    }
    return result.ran(log.lines(), findings);
  }

  private static Instant instant(String text) {
    return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
  }

  private List<String> command(OlderRules rules, MadeLog log) {
    String config = rules.installed().resolve("config.yaml").toString();
    String source = "file://" + log.file().toAbsolutePath();
    return List.of(
        program.toString(), "-c", config, "-no-api", "-dsn", source, "-type", log.kind().type());
  }

  private void configure(Path folder) throws IOException {
    Map<String, String> files =
        Map.of(
            "hub/.index.json",
            "{\"parsers\":{},\"scenarios\":{},\"postoverflows\":{},\"collections\":{}}",
            "acquis.yaml",
            "",
            "simulation.yaml",
            "simulation: false\n",
            "credentials.yaml",
            "url: " + api.url() + "\nlogin: bench\npassword: none\n",
            "profiles.yaml",
            "name: none\nfilters: ['false']\ndecisions: [{type: ban, duration: 1h}]\n",
            "config.yaml",
            config().replace("FOLDER", folder.toString()));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, file.getValue());
    }
    for (String empty : List.of("parsers", "scenarios", "postoverflows")) {
      Files.createDirectories(folder.resolve(empty));
    }
  }

  private static String config() {
    return """
        common: {daemonize: false, log_media: stdout, log_level: info}
        config_paths:
          config_dir: FOLDER
          data_dir: FOLDER/data
          simulation_path: FOLDER/simulation.yaml
          hub_dir: FOLDER/hub
          index_path: FOLDER/hub/.index.json
          notification_dir: FOLDER/none
          plugin_dir: FOLDER/none
        crowdsec_service: {acquisition_path: FOLDER/acquis.yaml, parser_routines: 1}
        cscli: {output: human}
        db_config: {type: sqlite, db_path: FOLDER/data/crowdsec.db}
        api:
          client: {credentials_path: FOLDER/credentials.yaml}
          server: {listen_uri: '127.0.0.1:0', profiles_path: FOLDER/profiles.yaml}
        prometheus: {enabled: false}
        """;
  }
}
