package org.tocsin.agent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.community.KeptList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows and verifies the community's list as it is kept on this machine. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = TocsinAgent.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows and verifies the community's list as it is kept on this machine.")
final class ListCommand {
  private final Environment environment;
  private final InstantSource clock;

  @Spec private @Nullable CommandSpec spec;

  ListCommand(Environment environment) {
    this.environment = environment;
    this.clock = InstantSource.system();
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Shows which release is kept, until when it counts, and whose keys are trusted.")
  int status(@Mixin StateOptions state) throws IOException {
    print(fields(kept(state)), state.format());
    return ExitCode.DONE.number();
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Verifies signature, set and dates of the list that is kept; ends with 1 if it does not hold.",
        ""
      })
  int verify(@Mixin StateOptions state) throws IOException {
    KeptList kept = kept(state);
    String verdict = verdict(kept);
    Map<String, Object> fields = fields(kept);
    fields.put("verdict", verdict);
    print(fields, state.format());
    return (verdict.equals("good") ? ExitCode.DONE : ExitCode.FAILED).number();
  }

  private KeptList kept(StateOptions state) throws IOException {
    return KeptList.read(state.folder(environment.variables()))
        .orElseThrow(
            () -> new BadInput("this agent is not enrolled; tocsin-agent enrol makes it a member"));
  }

  private String verdict(KeptList kept) {
    if (kept.problem().isPresent()) {
      return kept.problem().get();
    }
    Optional<KeptList.Release> release = kept.release();
    if (release.isEmpty()) {
      return "no list is kept yet";
    }
    boolean counts = clock.instant().isBefore(release.get().expiresAt());
    return counts ? "good" : "expired: it counts no more until the server confirms it";
  }

  private static Map<String, Object> fields(KeptList kept) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("server", kept.server());
    fields.put("trusted_keys", String.join(" ", kept.fingerprints()));
    kept.release()
        .ifPresent(
            release -> {
              fields.put("session", release.session());
              fields.put("serial", release.serial());
              fields.put("addresses", release.addresses().size());
              fields.put("set_sha256", release.setSha256());
              fields.put("issued_at", release.issuedAt().toString());
              fields.put("expires_at", release.expiresAt().toString());
              fields.put("log_size", release.logSize());
            });
    kept.problem().ifPresent(problem -> fields.put("problem", problem));
    return fields;
  }

  private void print(Map<String, Object> fields, Listing.Format format) {
    PrintWriter out = TocsinAgent.out(spec);
    if (format == Listing.Format.JSON) {
      out.println(Listing.json(fields));
    } else {
      fields.forEach(
          (name, value) -> out.println(name + ": " + Listing.clean(String.valueOf(value))));
    }
  }
}
