package org.tocsin.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A running agent with a folder, a log and a bouncer's key of its own. */
final class DemoAgent implements AutoCloseable {
  private static final DateTimeFormatter LOG_TIME =
      DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern READY = Pattern.compile("tocsin-agent ready on (http://\\S+)");
  private static final String BOUNCER_KEY = "demo-bouncer-key";

  private final Path log;
  private final Program program;
  private final Web bouncer;
  private int lines;

  private DemoAgent(Path log, Program program, Web bouncer) {
    this.log = log;
    this.program = program;
    this.bouncer = bouncer;
  }

  /**
   * What all agents have in common.
   *
   * @param scratch where their folders are made
   * @param home where the programs are
   * @param patience how long anything may take
   * @param url the server they enrol with
   */
  record Place(Path scratch, Path home, Patience patience, String url) {}

  /** Prepares an agent, enrols it with the key and starts it. */
  static DemoAgent start(String name, String key, Place place) throws DemoFailed {
    Path folder = place.scratch().resolve(name);
    Path log = folder.resolve("auth.log");
    String state = folder.resolve("state").toString();
    configure(folder, log);
    run(
        place,
        folder,
        "enrol",
        "--url",
        place.url(),
        "--key",
        key,
        "--name",
        name,
        "--state",
        state);
    run(place, folder, "bouncers", "add", "demo", "--key", BOUNCER_KEY, "--state", state);
    Program program =
        Program.start(
            "run",
            folder,
            place.patience(),
            command(place, List.of("run", "-c", folder.resolve("agent.yaml").toString())));
    try {
      String address = program.line(READY).group(1);
      return new DemoAgent(log, program, new Web(address, "X-Api-Key", BOUNCER_KEY));
    } catch (DemoFailed e) {
      program.close();
      throw e;
    }
  }

  private static void configure(Path folder, Path log) throws DemoFailed {
    try {
      Files.createDirectories(folder);
      Files.writeString(log, "");
      Files.writeString(
          folder.resolve("agent.yaml"),
          """
          state: state
          rules: rules
          acquisition: [acquis.yaml]
          listen: 127.0.0.1:0
          community: {pull_every: 1s, push_every: 1s}
          """);
      Files.writeString(
          folder.resolve("acquis.yaml"), "filenames: [" + log + "]\nlabels: {type: syslog}\n");
    } catch (IOException e) {
      throw new DemoFailed("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  private static List<String> command(Place place, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(place.home().resolve("agent-client/tocsin-agent").toString());
    command.addAll(arguments);
    return command;
  }

  private static void run(Place place, Path folder, String... arguments) throws DemoFailed {
    try (Program program =
        Program.start(arguments[0], folder, place.patience(), command(place, List.of(arguments)))) {
      program.succeed();
    }
  }

  /** Adds failed logins to the log that the agent reads, one a second up to now. */
  void attackedBy(String address, int times, Instant now) throws DemoFailed {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < times; i++) {
      lines++;
      text.append(LOG_TIME.format(now.minusSeconds(times - i)))
          .append(" web sshd[")
          .append(1000 + lines)
          .append("]: Failed password for root from ")
          .append(address)
          .append(" port ")
          .append(40_000 + lines)
          .append(" ssh2\n");
    }
    try {
      Files.writeString(log, text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new DemoFailed("cannot write to " + log + ": " + e.getMessage(), e);
    }
  }

  /** Waits until the agent says that a scenario saw an address, and gives what it said. */
  String saw(String scenario, String address) throws DemoFailed {
    Pattern said =
        Pattern.compile(
            "Ip " + Pattern.quote(address) + " performed '" + Pattern.quote(scenario) + "'.*");
    return program.line(said).group();
  }

  /** What the agent would tell a bouncer about an address. */
  JsonNode decisions(String address) throws DemoFailed {
    return bouncer.get("/v1/decisions?ip=" + address);
  }

  @Override
  public void close() {
    program.close();
  }
}
