package org.tocsin.agent.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.decision.AllowedRange;
import org.tocsin.agent.decision.DurationText;
import org.tocsin.agent.decision.SqliteAllowed;
import org.tocsin.agent.decision.SqliteDecisions;
import org.tocsin.agent.decision.SqliteStore;
import org.tocsin.agent.decision.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says about whom nothing is ever decided. */
@Command(
    name = "allowlists",
    mixinStandardHelpOptions = true,
    versionProvider = TocsinAgent.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Says about whom nothing is ever decided, whatever scenarios and lists say.")
final class AllowlistsCommand {
  private final Environment environment;
  private final InstantSource clock;

  @Spec private @Nullable CommandSpec spec;

  AllowlistsCommand(Environment environment) {
    this.environment = environment;
    this.clock = InstantSource.system();
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Allows addresses and ranges, and ends what is decided about them.")
  int add(
      @Parameters(paramLabel = "VALUE", arity = "1..*", description = "Address or range.")
          List<String> values,
      @Option(
              names = {"-d", "--description"},
              paramLabel = "TEXT",
              defaultValue = "by hand",
              description = "Why.")
          String reason,
      @Option(
              names = {"-e", "--expiration"},
              paramLabel = "D",
              description = "For how long: 4h, 7d (default: for good).")
          Optional<String> expiration,
      @Mixin StateOptions state) {
    List<Prefix> ranges = values.stream().map(AllowlistsCommand::range).toList();
    Instant now = clock.instant();
    Optional<Instant> until =
        expiration.map(
            text ->
                now.plus(
                    DurationText.parse(text)
                        .orElseThrow(() -> new BadInput("--expiration: not a duration: " + text))));
    try (SqliteStore store = state.open(environment.variables())) {
      SqliteAllowed allowed = new SqliteAllowed(store);
      int ended = 0;
      for (Prefix range : ranges) {
        AllowedRange fresh = new AllowedRange(range, Listing.clean(reason), until);
        allowed.allow(fresh, now);
        ended +=
            new SqliteDecisions(store)
                .end(
                    held -> held.decision().target().covered().map(fresh::touches).orElse(false),
                    now)
                .size();
      }
      out().println(ranges.size() + " allowed; " + ended + " decisions about them ended.");
      return ExitCode.DONE.number();
    }
  }

  private static Prefix range(String value) {
    try {
      return Target.of(value).covered().orElseThrow(() -> new BadInput("not a range: " + value));
    } catch (IllegalArgumentException e) {
      throw new BadInput(Listing.clean(String.valueOf(e.getMessage())));
    }
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Allows something no more.")
  int remove(
      @Parameters(paramLabel = "VALUE", arity = "1..*", description = "Address or range.")
          List<String> values,
      @Mixin StateOptions state) {
    try (SqliteStore store = state.open(environment.variables())) {
      for (String value : values) {
        if (!new SqliteAllowed(store).remove(range(value))) {
          throw new BadInput(value + " was not allowed");
        }
        out().println(value + " is allowed no more.");
      }
      return ExitCode.DONE.number();
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Shows what is allowed on this machine.")
  int list(@Mixin StateOptions state) {
    try (SqliteStore store = state.open(environment.variables())) {
      Listing listing = Listing.of("value", "description", "expiration");
      for (AllowedRange allowed : new SqliteAllowed(store).all(clock.instant())) {
        listing.row(
            allowed.range().toString(),
            allowed.reason(),
            allowed.until().map(Instant::toString).orElse("never"));
      }
      listing.print(state.format(), out(), "Nothing is allowed.");
      return ExitCode.DONE.number();
    }
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Says whether something is allowed; ends with 1 if it is not.")
  int check(
      @Parameters(paramLabel = "VALUE", description = "Address or range.") String value,
      @Mixin StateOptions state) {
    Prefix range = range(value);
    try (SqliteStore store = state.open(environment.variables())) {
      Optional<AllowedRange> found =
          new SqliteAllowed(store)
              .all(clock.instant()).stream().filter(allowed -> allowed.touches(range)).findFirst();
      out()
          .println(
              found
                  .map(allowed -> value + " is allowed: " + allowed.reason())
                  .orElse(value + " is not allowed."));
      return (found.isPresent() ? ExitCode.DONE : ExitCode.FAILED).number();
    }
  }

  private PrintWriter out() {
    return TocsinAgent.out(spec);
  }
}
