package org.tocsin.agent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.community.KeptList;
import org.tocsin.agent.decision.AllowedRange;
import org.tocsin.agent.decision.Decision;
import org.tocsin.agent.decision.DurationText;
import org.tocsin.agent.decision.HeldDecision;
import org.tocsin.agent.decision.SqliteAllowed;
import org.tocsin.agent.decision.SqliteDecisions;
import org.tocsin.agent.decision.SqliteStore;
import org.tocsin.agent.decision.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows and changes what is decided on this machine; a running agent sees it within a second. */
@Command(
    name = "decisions",
    mixinStandardHelpOptions = true,
    versionProvider = TocsinAgent.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows and changes what is decided on this machine.")
final class DecisionsCommand {
  private static final String COMMUNITY = "community";

  private final Environment environment;
  private final InstantSource clock;

  @Spec private @Nullable CommandSpec spec;

  DecisionsCommand(Environment environment) {
    this.environment = environment;
    this.clock = InstantSource.system();
  }

  /** Which decisions are meant. */
  static final class Filter {
    @Mixin private TargetOptions target = new TargetOptions();

    @Option(
        names = {"-t", "--type"},
        paramLabel = "TYPE",
        description = "ban, captcha, ...")
    private Optional<String> type = Optional.empty();

    @Option(
        names = {"-s", "--scenario"},
        paramLabel = "NAME",
        description = "The scenario, or the reason that was given.")
    private Optional<String> scenario = Optional.empty();

    @Option(
        names = "--origin",
        paramLabel = "ORIGIN",
        description = "crowdsec, cscli or cscli-import.")
    private Optional<String> origin = Optional.empty();

    boolean isEmpty() {
      return target.target().isEmpty() && type.isEmpty() && scenario.isEmpty() && origin.isEmpty();
    }

    Predicate<HeldDecision> words() {
      return held -> {
        Decision decision = held.decision();
        return type.map(decision.type()::equalsIgnoreCase).orElse(true)
            && scenario.map(decision.scenario()::equals).orElse(true)
            && origin.map(decision.origin()::equalsIgnoreCase).orElse(true);
      };
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Shows what is in force, the newest first; with --ip also if the community's list says so.",
        ""
      })
  int list(
      @Mixin Filter filter,
      @Option(
              names = {"-a", "--all"},
              description = "What ended in the last seven days too.")
          boolean all,
      @Option(
              names = {"-l", "--limit"},
              paramLabel = "N",
              defaultValue = "100",
              description = "At most so many; 0 for all (default: ${DEFAULT-VALUE}).")
          int limit,
      @Option(
              names = "--contained",
              description = "What lies in the range, instead of what lies around it.")
          boolean contained,
      @Mixin StateOptions state)
      throws IOException {
    Instant now = clock.instant();
    Predicate<Target> meant = contained ? filter.target.within() : filter.target.around();
    try (SqliteStore store = state.open(environment.variables())) {
      List<HeldDecision> found =
          new ArrayList<>(new SqliteDecisions(store).endingAfter(all ? Instant.EPOCH : now));
      found.removeIf(filter.words().negate());
      found.removeIf(held -> !meant.test(held.decision().target()));
      Collections.reverse(found);
      int shown = limit == 0 ? found.size() : Math.min(limit, found.size());
      Listing listing = listing(found.subList(0, shown), now);
      if (filter.type.map("ban"::equalsIgnoreCase).orElse(true)
          && filter.scenario.map(COMMUNITY::equals).orElse(true)
          && filter.origin.map("CAPI"::equalsIgnoreCase).orElse(true)) {
        listed(filter.target.target(), state, now).ifPresent(row -> listing.row(row.toArray()));
      }
      listing.print(state.format(), out(), "No decisions.");
      if (shown < found.size() && state.format() == Listing.Format.HUMAN) {
        out().println(found.size() - shown + " more; --limit 0 shows all.");
      }
      return ExitCode.DONE.number();
    }
  }

  /** What the community's list says of an address that was asked for. */
  private Optional<List<Object>> listed(Optional<Target> target, StateOptions state, Instant now)
      throws IOException {
    Optional<Address> address =
        target
            .filter(found -> found.scope().equals(Target.IP))
            .flatMap(found -> Address.parse(found.value()));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    return KeptList.read(state.folder(environment.variables()))
        .flatMap(KeptList::release)
        .filter(release -> now.isBefore(release.expiresAt()))
        .filter(release -> release.addresses().contains(address.get()))
        .map(
            release ->
                List.<Object>of(
                    0,
                    "CAPI",
                    Target.IP,
                    address.get().toString(),
                    COMMUNITY,
                    "ban",
                    DurationText.of(Duration.between(now, release.expiresAt())),
                    0,
                    false));
  }

  private static Listing listing(List<HeldDecision> found, Instant now) {
    Listing listing =
        Listing.of(
            "id", "origin", "scope", "value", "scenario", "type", "duration", "alert", "simulated");
    for (HeldDecision held : found) {
      Decision decision = held.decision();
      Duration left = Duration.between(now, decision.until());
      listing.row(
          held.id(),
          decision.origin(),
          decision.target().scope(),
          decision.target().value(),
          decision.scenario(),
          decision.type(),
          left.isNegative() || left.isZero() ? "ended" : DurationText.of(left),
          held.alert(),
          decision.simulated());
    }
    return listing;
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Decides something by hand.")
  int add(
      @Mixin TargetOptions options,
      @Mixin TermsOptions terms,
      @Option(
              names = {"-B", "--bypass-allowlist"},
              description = "Also if the target is allowed.")
          boolean bypass,
      @Mixin StateOptions state) {
    Target target =
        options.target().orElseThrow(() -> new BadInput("give one of --ip, --range and --value"));
    Instant now = clock.instant();
    try (SqliteStore store = state.open(environment.variables())) {
      Optional<AllowedRange> allowed = bypass ? Optional.empty() : allowing(store, target, now);
      if (allowed.isPresent()) {
        throw new BadInput(
            target.value()
                + " is allowed ("
                + allowed.get().range()
                + ": "
                + allowed.get().reason()
                + "); --bypass-allowlist decides all the same");
      }
      Decision decision = terms.decision(target, Decision.BY_HAND, UUID.randomUUID(), now);
      HeldDecision held = new SqliteDecisions(store).add(0, List.of(decision)).get(0);
      out()
          .println(
              "Decision "
                  + held.id()
                  + " added: "
                  + decision.type()
                  + " "
                  + target.value()
                  + " for "
                  + DurationText.of(Duration.between(now, decision.until()))
                  + ".");
      return ExitCode.DONE.number();
    }
  }

  private static Optional<AllowedRange> allowing(SqliteStore store, Target target, Instant now) {
    return target
        .covered()
        .flatMap(
            range ->
                new SqliteAllowed(store)
                    .all(now).stream().filter(allowed -> allowed.touches(range)).findFirst());
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Ends decisions now. Those of shared lists are not changed: allow the address.")
  int delete(
      @Mixin Filter filter,
      @Option(names = "--id", paramLabel = "N", description = "The decision of this number.")
          Optional<Long> id,
      @Option(names = "--all", description = "All of them.") boolean all,
      @Option(names = "--contained", description = "What lies in the range too.") boolean contained,
      @Mixin StateOptions state) {
    if (filter.isEmpty() && id.isEmpty() && !all) {
      throw new BadInput(
          "say which: --ip, --range, --value, --type, --scenario, --origin, --id or --all");
    }
    Optional<Target> named = filter.target.target();
    Predicate<Target> meant =
        contained || named.isEmpty() ? filter.target.within() : named.get()::equals;
    try (SqliteStore store = state.open(environment.variables())) {
      int ended =
          new SqliteDecisions(store)
              .end(
                  held ->
                      id.map(number -> number == held.id()).orElse(true)
                          && meant.test(held.decision().target())
                          && filter.words().test(held),
                  clock.instant())
              .size();
      out().println(ended + (ended == 1 ? " decision" : " decisions") + " ended.");
      return ExitCode.DONE.number();
    }
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Decides about all that stands in a file: all of it, or nothing if a line is wrong.",
        "",
        "A file of values has one on each line, a CSV or JSON file the fields value, and, if they"
            + " differ, scope, type, duration and reason.",
        ""
      })
  int importFile(
      @Option(
              names = {"-i", "--input"},
              paramLabel = "FILE",
              required = true,
              description = "The file; - reads standard input.")
          Path file,
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              description = "values, csv or json (default: by the file's ending, else values).")
          Optional<String> format,
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              description = "What the values are (default: what they look like).")
          Optional<String> scope,
      @Mixin TermsOptions terms,
      @Mixin StateOptions state) {
    Instant now = clock.instant();
    DecisionFile read = DecisionFile.read(file, format.orElse(ending(file)), scope);
    List<Decision> decisions = new ArrayList<>();
    for (DecisionFile.Entry entry : read.entries()) {
      decisions.add(
          terms.with(entry).decision(entry.target(), Decision.BY_IMPORT, UUID.randomUUID(), now));
    }
    try (SqliteStore store = state.open(environment.variables())) {
      List<Decision> wanted =
          decisions.stream()
              .filter(decision -> allowing(store, decision.target(), now).isEmpty())
              .toList();
      int kept = new SqliteDecisions(store).add(0, wanted).size();
      out()
          .println(
              kept + " decisions added, " + (decisions.size() - kept) + " allowed and left out.");
      return ExitCode.DONE.number();
    }
  }

  private static String ending(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return "json";
    }
    return name.endsWith(".csv") ? "csv" : "values";
  }

  private PrintWriter out() {
    return TocsinAgent.out(spec);
  }
}
