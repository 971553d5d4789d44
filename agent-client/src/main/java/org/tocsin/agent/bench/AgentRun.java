package org.tocsin.agent.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** This agent in a process of its own, replaying a log with all it takes to start. */
final class AgentRun {
  private final List<String> self;
  private final TimedCommand timed;

  /**
   * @param self the command that starts this program, without arguments
   * @param timed runs it
   */
  AgentRun(List<String> self, TimedCommand timed) {
    this.self = List.copyOf(self);
    this.timed = timed;
  }

  Outcome.Ran over(Path hub, String collection, MadeLog log)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(self);
    command.addAll(List.of("replay", "--hub", hub.toString(), "--collections", collection));
    command.addAll(List.of("--file", log.file().toString(), "--type", log.kind().type()));
    TimedCommand.Result result = timed.run(command);
    if (result.code() != 0) {
      throw new IOException("the agent failed: " + String.join(" ", result.output()));
    }
    return result.ran(log.lines(), findings(result.output()));
  }

  private static List<Finding> findings(List<String> output) {
    List<Finding> findings = new ArrayList<>();
    for (String line : output) {
      String[] fields = line.split("\t", -1);
      if (fields.length == 4 && fields[0].equals("overflow")) {
        findings.add(new Finding(fields[2], fields[3], Instant.parse(fields[1])));
      }
    }
    return findings;
  }
}
