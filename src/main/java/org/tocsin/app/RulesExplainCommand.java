package org.tocsin.app;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.tocsin.address.Address;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks a running server why an address is listed or not. */
@Command(
    name = "explain",
    description = "Says why a running server lists an address, or does not.",
    mixinStandardHelpOptions = true)
final class RulesExplainCommand implements Callable<Integer> {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
  @Mixin private final ServerClient server = new ServerClient();

  @Parameters(arity = "1", paramLabel = "IP", description = "an IPv4 or IPv6 address")
  private String address = "";

  @Override
  public Integer call() {
    Address parsed =
        Address.parse(address)
            .orElseThrow(
                () ->
                    new CommandLine.ParameterException(
                        spec.commandLine(), PlainLine.of(address) + " is no IP address"));
    try {
      Explanation explanation = Explanation.of(server.get("/api/v1/addresses/" + parsed));
      PrintWriter out = spec.commandLine().getOut();
      explanation.lines().forEach(out::println);
      return ExitCode.DONE.number();
    } catch (ServerClient.NoAnswer e) {
      spec.commandLine().getErr().println("tocsin: " + e.getMessage());
      return ExitCode.BAD_INPUT.number();
    }
  }
}
