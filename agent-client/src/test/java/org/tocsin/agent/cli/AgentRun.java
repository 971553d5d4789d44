package org.tocsin.agent.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.tocsin.agent.community.Timeouts;

/** What one run of the agent's command line printed and how it ended. */
record AgentRun(int code, String out, String err) {
  private static final Timeouts GENEROUS =
      new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));

  static AgentRun of(String... arguments) {
    return in(new Environment(Map.of(), new SecureRandom(), GENEROUS, false), arguments);
  }

  static AgentRun withVariables(Map<String, String> variables, String... arguments) {
    return in(new Environment(variables, new SecureRandom(), GENEROUS, false), arguments);
  }

  static AgentRun waiting(Duration connect, Duration request, String... arguments) {
    Timeouts timeouts = new Timeouts(connect, request);
    return in(new Environment(Map.of(), new SecureRandom(), timeouts, false), arguments);
  }

  private static AgentRun in(Environment environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        TocsinAgent.execute(
            environment, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new AgentRun(code, out.toString(), err.toString());
  }

  String everythingPrinted() {
    return out + err;
  }
}
