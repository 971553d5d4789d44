package org.tocsin.agent.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.decision.AlertRecord;
import org.tocsin.agent.decision.DurationText;
import org.tocsin.agent.decision.SqliteAlerts;
import org.tocsin.agent.decision.SqliteStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what scenarios saw. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    versionProvider = TocsinAgent.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows what scenarios saw in the last seven days.")
final class AlertsCommand {
  private final Environment environment;
  private final InstantSource clock;

  @Spec private @Nullable CommandSpec spec;

  AlertsCommand(Environment environment) {
    this.environment = environment;
    this.clock = InstantSource.system();
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Shows alerts, the newest first.")
  int list(
      @Mixin TargetOptions target,
      @Option(
              names = {"-s", "--scenario"},
              paramLabel = "NAME",
              description = "Of this scenario.")
          Optional<String> scenario,
      @Option(names = "--since", paramLabel = "D", description = "Not older than: 30m, 4h, 2d.")
          Optional<String> since,
      @Option(
              names = {"-l", "--limit"},
              paramLabel = "N",
              defaultValue = "50",
              description = "At most so many; 0 for all (default: ${DEFAULT-VALUE}).")
          int limit,
      @Mixin StateOptions state) {
    Instant from = since.map(this::ago).orElse(Instant.EPOCH);
    try (SqliteStore store = state.open(environment.variables())) {
      List<AlertRecord> found = new ArrayList<>(new SqliteAlerts(store).newest(from));
      found.removeIf(alert -> !target.within().test(alert.target()));
      found.removeIf(alert -> !scenario.map(alert.scenario()::equals).orElse(true));
      int shown = limit == 0 ? found.size() : Math.min(limit, found.size());
      listing(found.subList(0, shown)).print(state.format(), out(), "No alerts.");
      return ExitCode.DONE.number();
    }
  }

  private Instant ago(String text) {
    return clock
        .instant()
        .minus(
            DurationText.parse(text)
                .orElseThrow(() -> new BadInput("--since: not a duration such as 30m or 2d")));
  }

  private static Listing listing(List<AlertRecord> found) {
    Listing listing =
        Listing.of("id", "scope", "value", "scenario", "country", "as", "events", "created");
    for (AlertRecord alert : found) {
      listing.row(
          alert.id(),
          alert.target().scope(),
          alert.target().value(),
          alert.scenario(),
          alert.place().country(),
          (alert.place().asNumber() + " " + alert.place().asName()).strip(),
          alert.events(),
          alert.created().toString());
    }
    return listing;
  }

  @Command(
      name = "inspect",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Shows one alert with its events.")
  int inspect(
      @Parameters(paramLabel = "ID", description = "The number of the alert.") long id,
      @Mixin StateOptions state) {
    try (SqliteStore store = state.open(environment.variables())) {
      AlertRecord alert =
          new SqliteAlerts(store)
              .find(id)
              .orElseThrow(() -> new BadInput("there is no alert " + id));
      Map<String, Object> fields = fields(alert);
      if (state.format() == Listing.Format.JSON) {
        out().println(Listing.json(fields));
        return ExitCode.DONE.number();
      }
      fields.forEach(
          (name, value) -> out().println(name + ": " + Listing.clean(String.valueOf(value))));
      return ExitCode.DONE.number();
    }
  }

  private static Map<String, Object> fields(AlertRecord alert) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", alert.id());
    fields.put("uuid", alert.uuid());
    fields.put("scenario", alert.scenario());
    fields.put("scenario_hash", alert.scenarioHash());
    fields.put("scope", alert.target().scope());
    fields.put("value", alert.target().value());
    fields.put("country", alert.place().country());
    fields.put("as_number", alert.place().asNumber());
    fields.put("as_name", alert.place().asName());
    fields.put("events_count", alert.events());
    fields.put("start_at", alert.started().toString());
    fields.put("stop_at", alert.stopped().toString());
    fields.put("created_at", alert.created().toString());
    fields.put("message", alert.message());
    fields.put("simulated", alert.simulated());
    fields.put("events", Listing.read(alert.details()));
    return fields;
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Forgets an alert; its decisions stay.")
  int delete(
      @Parameters(paramLabel = "ID", description = "The number of the alert.") long id,
      @Mixin StateOptions state) {
    try (SqliteStore store = state.open(environment.variables())) {
      if (!new SqliteAlerts(store).delete(id)) {
        throw new BadInput("there is no alert " + id);
      }
      out().println("Alert " + id + " deleted.");
      return ExitCode.DONE.number();
    }
  }

  private PrintWriter out() {
    return TocsinAgent.out(spec);
  }
}
