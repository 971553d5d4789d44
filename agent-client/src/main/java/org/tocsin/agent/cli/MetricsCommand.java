package org.tocsin.agent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.daemon.AgentConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the figures of the running agent. */
@Command(
    name = "metrics",
    mixinStandardHelpOptions = true,
    versionProvider = TocsinAgent.Version.class,
    sortOptions = false,
    description = "Shows the figures of the running agent, which Prometheus reads under /metrics.")
final class MetricsCommand implements Callable<Integer> {
  private static final Pattern FIGURE = Pattern.compile("([a-z_]+)(?:\\{(.*)\\})? (\\S+)");

  private final Environment environment;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The agent's file (default: /etc/tocsin-agent/agent.yaml).")
  private Path config = AgentConfig.USUAL_FOLDER.resolve("agent.yaml");

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where the agent answers (default: as its file says).")
  private Optional<URI> url = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "human, json or raw (default: human).")
  private Listing.Format format = Listing.Format.HUMAN;

  MetricsCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("called without a command line");
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      String text = fetch(url.isPresent() ? url.get() : own());
      Listing listing = Listing.of("metric", "of", "value");
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(FIGURE::matcher)
          .filter(Matcher::matches)
          .forEach(
              found ->
                  listing.row(
                      found.group(1).replaceFirst("^tocsin_agent_", ""),
                      Optional.ofNullable(found.group(2)).orElse(""),
                      found.group(3)));
      listing.print(format, out, "The agent gave no figures.");
      return ExitCode.DONE.number();
    } catch (IOException e) {
      TocsinAgent.complain(spec.commandLine(), e);
      return ExitCode.FAILED.number();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED.number();
    }
  }

  private URI own() throws IOException {
    return URI.create("http:/" + AgentConfig.read(config).listen());
  }

  private String fetch(URI base) throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder().connectTimeout(environment.timeouts().connect()).build();
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(base.resolve("/metrics"))
              .timeout(environment.timeouts().request())
              .build();
    } catch (IllegalArgumentException e) {
      throw new BadInput("--url: expected http://HOST:PORT, not " + base);
    }
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(base + " answered " + answer.statusCode());
      }
      return answer.body();
    } catch (java.net.ConnectException e) {
      throw new IOException("no agent answers at " + base + "; is it running?", e);
    }
  }
}
