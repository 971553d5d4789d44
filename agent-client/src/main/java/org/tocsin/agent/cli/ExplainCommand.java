package org.tocsin.agent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.acquisition.LineReader;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.Line;
import org.tocsin.agent.expression.TextMap;
import org.tocsin.agent.pipeline.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what every stage and scenario did with each line of a log. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = TocsinAgent.Version.class,
    sortOptions = false,
    description = {
      "Tells what every stage and scenario did with each line of a log.",
      "",
      "Below each line: the nodes that knew it and what they set, then the scenarios that took it.",
      ""
    })
final class ExplainCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private RuleOptions options = new RuleOptions();

  ExplainCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("called without a command line");
    }
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    try (LineReader lines = options.open().lines()) {
      Engine engine =
          options.engine(
              environment.variables(), note -> err.println("tocsin-agent: note: " + note));
      explain(lines, engine, out);
      return ExitCode.DONE.number();
    } catch (IOException e) {
      TocsinAgent.complain(command.commandLine(), e);
      return ExitCode.BAD_INPUT.number();
    } catch (RuntimeException problem) {
      if (!RuleOptions.isBadInput(problem)) {
        throw problem;
      }
      TocsinAgent.complain(command.commandLine(), problem);
      return ExitCode.BAD_INPUT.number();
    }
  }

  private void explain(LineReader lines, Engine engine, PrintWriter out) throws IOException {
    TextMap labels = TextMap.of(Map.of("type", options.type()));
    for (Optional<String> raw = lines.next(); raw.isPresent(); raw = lines.next()) {
      out.println("line: " + clean(raw.get()));
      Line line = new Line(raw.get(), options.file().toString(), "file", labels);
      Engine.Passage passage = engine.process(line, true, new Telling(out));
      out.println("  " + verdict(passage.event()));
      passage
          .overflows()
          .forEach(
              overflow ->
                  out.println("  overflow: " + overflow.overflow().alerts().get(0).message()));
    }
  }

  private static String verdict(Event event) {
    if (!event.processed()) {
      return "not understood: no rule of the stage " + event.stage() + " knew it";
    }
    return event.whitelisted()
        ? "whitelisted: " + event.whitelistReason()
        : "understood as " + event.meta().get("log_type") + ", at " + event.marshaledTime();
  }

  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** Prints what nodes and scenarios did, with what changed since the node before. */
  private static final class Telling implements Engine.Observer {
    private final PrintWriter out;
    private Map<String, String> before = Map.of();

    Telling(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void node(String stage, String node, Event event, boolean success) {
      if (!success) {
        return;
      }
      out.println("  " + stage + ": " + node);
      Map<String, String> now = fields(event);
      now.forEach(
          (field, value) -> {
            if (!value.isEmpty() && !value.equals(before.get(field))) {
              out.println("    " + field + " = " + clean(value));
            }
          });
      before = now;
    }

    private static Map<String, String> fields(Event event) {
      Map<String, String> fields = new TreeMap<>();
      event.parsed().forEach((key, value) -> fields.put("evt.Parsed." + key, value));
      event.meta().forEach((key, value) -> fields.put("evt.Meta." + key, value));
      event.enriched().forEach((key, value) -> fields.put("evt.Enriched." + key, value));
      fields.put("evt.Stage", event.stage());
      fields.put("evt.StrTime", event.strTime());
      return fields;
    }

    @Override
    public void poured(String scenario, String group, String outcome) {
      String words =
          switch (outcome) {
            case "TAKEN" -> "took it";
            case "IGNORED" -> "has seen its like already";
            case "CANCELLED" -> "gave up on its bucket";
            default -> "ran over";
          };
      out.println("  scenario " + scenario + " (" + clean(group) + "): " + words);
    }
  }
}
