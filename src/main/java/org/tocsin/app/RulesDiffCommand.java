package org.tocsin.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tocsin.curation.rules.RulesRefused;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a running server tell what other rules would change, over the signals that it holds. */
@Command(
    name = "diff",
    description = "Says which addresses would enter or leave the lists if rules were changed.",
    mixinStandardHelpOptions = true)
final class RulesDiffCommand implements Callable<Integer> {

  private static final String IN_FORCE = "current";
  private static final String LAST = "last-";

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
  @Mixin private final ServerClient server = new ServerClient();

  @Parameters(
      index = "0",
      arity = "1",
      paramLabel = "OLD",
      description = "rules folder, or '" + IN_FORCE + "' for the rules that the server uses")
  private String before = "";

  @Parameters(index = "1", arity = "1", paramLabel = "NEW", description = "the same")
  private String after = "";

  @Option(
      names = "--replay",
      paramLabel = "last-48h",
      defaultValue = "last-48h",
      description = "from when on the stored signals are replayed, at most (default) 48 hours")
  private String replay = "";

  @Override
  public Integer call() {
    if (!replay.matches("last-([1-9]|[1-3][0-9]|4[0-8])h")) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--replay must be last-1h to last-48h");
    }
    try {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.set("old", rules(before));
      body.set("new", rules(after));
      body.put("last", replay.substring(LAST.length()));
      print(server.post("/api/v1/rules/diff", body));
      return ExitCode.DONE.number();
    } catch (Unreadable e) {
      RulesFolder.print(e.folder, e.refused, spec.commandLine().getErr());
    } catch (ServerClient.NoAnswer e) {
      refuse(e);
    }
    return ExitCode.BAD_INPUT.number();
  }

  private static final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Path folder;
    private final transient RulesRefused refused;

    Unreadable(Path folder, RulesRefused refused) {
      super(refused);
      this.folder = folder;
      this.refused = refused;
    }
  }

  private JsonNode rules(String place) throws Unreadable {
    if (place.equals(IN_FORCE)) {
      return JsonNodeFactory.instance.textNode(IN_FORCE);
    }
    Path folder = Path.of(place);
    if (!Files.isDirectory(folder)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), PlainLine.of(place) + " is neither a rules folder nor " + IN_FORCE);
    }
    ObjectNode texts = JsonNodeFactory.instance.objectNode();
    try {
      RulesFolder.texts(folder).forEach(texts::put);
    } catch (RulesRefused e) {
      throw new Unreadable(folder, e);
    }
    return texts;
  }

  /** What the server found wrong with a file is told with the file's place here. */
  private void refuse(ServerClient.NoAnswer e) {
    PrintWriter err = spec.commandLine().getErr();
    if (e.problems().isEmpty()) {
      err.println("tocsin: " + e.getMessage());
    }
    for (String problem : e.problems()) {
      err.println(
          "tocsin: "
              + inFolder("old/", before, problem)
                  .or(() -> inFolder("new/", after, problem))
                  .orElse(problem));
    }
  }

  private static Optional<String> inFolder(String side, String folder, String problem) {
    return problem.startsWith(side)
        ? Optional.of(Path.of(folder).resolve("") + "/" + problem.substring(side.length()))
        : Optional.empty();
  }

  private void print(JsonNode answer) {
    PrintWriter out = spec.commandLine().getOut();
    for (JsonNode one : answer.path("enter")) {
      out.println(line("+", one, "to", "was " + text(one, "from")));
    }
    for (JsonNode one : answer.path("leave")) {
      out.println(line("-", one, "from", "now " + text(one, "to")));
    }
    out.println(
        answer.path("enter").size()
            + " enter, "
            + answer.path("leave").size()
            + " leave ("
            + answer.path("signals").asLong()
            + " signals, "
            + answer.path("seconds").asText()
            + " s)");
    out.flush();
  }

  private static String line(String sign, JsonNode one, String list, String other) {
    String because = text(one, "because");
    return sign
        + " "
        + text(one, "address")
        + "  "
        + text(one, list)
        + "  ("
        + other
        + (because.isEmpty() ? "" : ", " + because)
        + ")";
  }

  private static String text(JsonNode node, String field) {
    return PlainLine.of(node.path(field).asText());
  }
}
