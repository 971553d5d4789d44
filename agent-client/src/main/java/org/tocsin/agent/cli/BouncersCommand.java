package org.tocsin.agent.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.decision.Bouncer;
import org.tocsin.agent.decision.SqliteBouncers;
import org.tocsin.agent.decision.SqliteStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives bouncers their keys. */
@Command(
    name = "bouncers",
    mixinStandardHelpOptions = true,
    versionProvider = TocsinAgent.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Gives bouncers their keys and shows when they came.")
final class BouncersCommand {
  private static final int KEY_BYTES = 32;

  private final Environment environment;
  private final InstantSource clock;

  @Spec private @Nullable CommandSpec spec;

  BouncersCommand(Environment environment) {
    this.environment = environment;
    this.clock = InstantSource.system();
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Makes a key for a bouncer and shows it once.")
  int add(
      @Parameters(paramLabel = "NAME", description = "What to call the bouncer.") String name,
      @Option(
              names = {"-k", "--key"},
              paramLabel = "KEY",
              description = "Use this key, of at least 16 characters, instead of a fresh one.")
          Optional<String> given,
      @Mixin StateOptions state) {
    if (!name.matches("[A-Za-z0-9._@-]{1,100}")) {
      throw new BadInput("NAME: expected letters, digits and . _ @ -, at most 100");
    }
    if (given.isPresent() && !given.get().matches("[!-~]{16,200}")) {
      throw new BadInput("--key: expected 16 to 200 printable characters without blanks");
    }
    String key = given.orElseGet(this::draw);
    try (SqliteStore store = state.open(environment.variables())) {
      if (!new SqliteBouncers(store).add(name, key, clock.instant())) {
        throw new BadInput("there is a bouncer " + name + " or one with this key already");
      }
    }
    if (state.format() == Listing.Format.HUMAN) {
      out().println("Key of " + name + ", shown only now:");
    }
    out().println(state.format() == Listing.Format.JSON ? Listing.json(key) : key);
    return ExitCode.DONE.number();
  }

  private String draw() {
    byte[] bytes = new byte[KEY_BYTES];
    environment.random().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Shows the bouncers that have a key.")
  int list(@Mixin StateOptions state) {
    try (SqliteStore store = state.open(environment.variables())) {
      Listing listing = Listing.of("name", "address", "client", "created", "last_pull");
      for (Bouncer bouncer : new SqliteBouncers(store).all()) {
        listing.row(
            bouncer.name(),
            bouncer.address(),
            bouncer.client(),
            bouncer.created().toString(),
            bouncer.pulled().map(Instant::toString).orElse(""));
      }
      listing.print(state.format(), out(), "No bouncers. bouncers add NAME makes a key for one.");
      return ExitCode.DONE.number();
    }
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Takes a bouncer's key away.")
  int delete(
      @Parameters(paramLabel = "NAME", description = "The bouncer.") String name,
      @Mixin StateOptions state) {
    try (SqliteStore store = state.open(environment.variables())) {
      if (!new SqliteBouncers(store).delete(name)) {
        throw new BadInput("there is no bouncer " + Listing.clean(name));
      }
      out().println("Bouncer " + name + " deleted; its key is worth nothing any more.");
      return ExitCode.DONE.number();
    }
  }

  private PrintWriter out() {
    return TocsinAgent.out(spec);
  }
}
