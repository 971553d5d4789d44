package org.tocsin.agent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.community.CentralServer;
import org.tocsin.agent.community.CredentialsFile;
import org.tocsin.agent.community.Enrolment;
import org.tocsin.agent.community.EnrolmentFailure;
import org.tocsin.agent.community.EnrolmentKey;
import org.tocsin.agent.community.EnrolmentReport;
import org.tocsin.agent.community.EnrolmentRequest;
import org.tocsin.agent.community.ServerKeys;
import org.tocsin.agent.community.ServerUrl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Registers a machine with a central server and enrols it in an organisation. */
@Command(
    name = "enrol",
    mixinStandardHelpOptions = true,
    versionProvider = TocsinAgent.Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Registers with a central server and enrols in an organisation.",
      "",
      "The agent enrols itself, or, with --crowdsec-credentials, writes the credentials of a stock"
          + " CrowdSec engine. Running it again is safe: credentials already held for the same"
          + " server are used again, and an interrupted run is continued.",
      ""
    })
final class EnrolCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private @Nullable CommandSpec spec;

  // Required, but not by picocli's word: it would report them missing before naming an unknown
  // option.
  @Option(names = "--url", paramLabel = "URL", description = "Central server (required).")
  private String url = "";

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Enrolment key from the operator of the server (required).")
  private String key = "";

  @Option(names = "--name", paramLabel = "N", description = "Name shown to the operators.")
  private String name = "";

  @Option(
      names = "--tags",
      paramLabel = "A,B",
      split = ",",
      description = "Tags shown to the operators.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--overwrite", description = "Enrol anew even if the machine is enrolled.")
  private boolean overwrite;

  @Option(
      names = "--crowdsec-credentials",
      paramLabel = "FILE",
      description =
          "Write FILE for a stock engine (usually /etc/crowdsec/online_api_credentials.yaml).")
  private Optional<String> engineFile = Optional.empty();

  @Option(
      names = "--with-papi-url",
      description =
          "Also write papi_url. Right for engines from 1.5 on; older ones refuse to start with it.")
  private boolean withPapiUrl;

  @Option(
      names = "--force",
      description =
          "Register a new machine even if FILE holds something; what it held is kept as FILE.bak.")
  private boolean force;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "The agent's own state folder (default: $"
              + StateOptions.VARIABLE
              + ", or "
              + StateOptions.USUAL
              + ").")
  private Optional<String> state = Optional.empty();

  EnrolCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    CredentialsFile file = credentialsFile();
    ServerUrl server = required("--url", ServerUrl::parse, url);
    EnrolmentKey accepted = required("--key", EnrolmentKey::new, key);
    EnrolmentRequest request =
        new EnrolmentRequest(accepted, checkedName(), checkedTags(), overwrite);
    String userAgent = "tocsin-agent/" + TocsinAgent.version();
    CentralServer central = new CentralServer(server, userAgent, environment.timeouts());
    try {
      Enrolment enrolment = new Enrolment(central, environment.random());
      tell(enrolment.enrol(request, file, new Enrolment.Options(withPapiUrl, force)));
      if (engineFile.isEmpty()) {
        tellKeys(server, userAgent);
      }
      return ExitCode.DONE.number();
    } catch (EnrolmentFailure failure) {
      TocsinAgent.complain(command().commandLine(), failure);
      return codeOf(failure).number();
    }
  }

  private static ExitCode codeOf(EnrolmentFailure failure) {
    return failure instanceof EnrolmentFailure.FileInTheWay
            || failure instanceof EnrolmentFailure.FileUnusable
        ? ExitCode.BAD_INPUT
        : ExitCode.FAILED;
  }

  private CredentialsFile credentialsFile() {
    if (engineFile.isPresent()) {
      if (state.isPresent()) {
        throw badInput("--state is not used with --crowdsec-credentials; give one of them");
      }
      return CredentialsFile.ofEngine(
          accepted("--crowdsec-credentials", EnrolCommand::path, engineFile.get()));
    }
    if (withPapiUrl) {
      throw badInput("--with-papi-url only means something with --crowdsec-credentials");
    }
    return CredentialsFile.ofAgent(stateFolder());
  }

  private Path stateFolder() {
    String fromEnvironment = environment.variables().getOrDefault(StateOptions.VARIABLE, "");
    String fallback = fromEnvironment.isEmpty() ? StateOptions.USUAL : fromEnvironment;
    return accepted("--state", EnrolCommand::path, state.orElse(fallback));
  }

  /** A server that cannot show its keys now can be enrolled with; the first pull asks again. */
  private void tellKeys(ServerUrl server, String userAgent) {
    PrintWriter out = command().commandLine().getOut();
    try {
      ServerKeys.pin(server, stateFolder(), userAgent, environment.timeouts())
          .forEach(key -> out.println("Lists are believed when signed by the key " + key + "."));
    } catch (IOException e) {
      out.println(
          "The keys of its lists are not known yet (" + e.getMessage() + "); the first pull asks.");
    }
  }

  private static Path path(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the path is empty");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a path: " + e.getReason(), e);
    }
  }

  private String checkedName() {
    if (hasControlCharacter(name)) {
      throw badInput("--name has a control character in it");
    }
    return name.strip();
  }

  private List<String> checkedTags() {
    List<String> stripped = tags.stream().map(String::strip).distinct().toList();
    if (stripped.contains("")) {
      throw badInput("--tags has an empty tag");
    }
    if (stripped.stream().anyMatch(EnrolCommand::hasControlCharacter)) {
      throw badInput("--tags has a control character in it");
    }
    return stripped;
  }

  private static boolean hasControlCharacter(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private <T> T required(String option, Function<String, T> reader, String value) {
    if (value.isBlank()) {
      throw badInput(option + " is required");
    }
    return accepted(option, reader, value);
  }

  private <T> T accepted(String option, Function<String, T> reader, String value) {
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException refused) {
      throw badInput(option + ": " + refused.getMessage());
    }
  }

  private ParameterException badInput(String message) {
    return new ParameterException(command().commandLine(), message);
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("called without a command line");
    }
    return spec;
  }

  private void tell(EnrolmentReport report) {
    PrintWriter out = command().commandLine().getOut();
    out.println(
        (report.registered() ? "Registered the new machine " : "Used the machine ")
            + report.login()
            + " with "
            + report.server()
            + ".");
    out.println(
        switch (report.standing()) {
          case ENROLLED -> "The server enrolled it.";
          case ALREADY_ENROLLED -> "It was enrolled already; nothing changed at the server.";
          case AWAITING_APPROVAL -> "An operator of the server must approve it before it counts.";
        });
    out.println(
        report.written()
            ? "Its credentials are in " + report.file() + ", readable by the owner only."
            : "Its credentials were in " + report.file() + " already; the file is unchanged.");
    report
        .replaced()
        .ifPresent(kept -> out.println("What that file held before is kept in " + kept + "."));
    out.println(engineFile.isPresent() ? engineNextStep() : agentNextStep());
  }

  private static String engineNextStep() {
    return "Next: see that the engine reads this file (api.server.online_client.credentials_path in"
        + " its config.yaml; by default /etc/crowdsec/online_api_credentials.yaml), then restart"
        + " it: systemctl restart crowdsec";
  }

  private static String agentNextStep() {
    return "Next: start the agent with the same state folder; it uses these credentials.";
  }
}
