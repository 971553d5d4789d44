package org.tocsin.agent.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The program with which fail2ban tries a filter on a log. It matches lines and does not count them
 * against a limit, so it tells who failed at all, which must be a superset of the attackers.
 */
final class Fail2banRun {
  private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{3,45}");

  private final Path program;
  private final TimedCommand timed;

  Fail2banRun(Path program, TimedCommand timed) {
    this.program = program;
    this.timed = timed;
  }

  /** What it took, and every source with a line that the filter knows. */
  record Ran(Outcome.Ran cost, Set<String> sources) {}

  Ran over(MadeLog log, String filter) throws IOException, InterruptedException {
    TimedCommand.Result result =
        timed.run(List.of(program.toString(), "-o", "ip", log.file().toString(), filter));
    if (result.code() != 0) {
      throw new IOException("fail2ban-regex failed: " + String.join(" ", result.output()));
    }
    Set<String> sources =
        result.output().stream()
            .map(String::strip)
            .filter(line -> ADDRESS.matcher(line).matches())
            .collect(Collectors.toSet());
    return new Ran(result.ran(log.lines(), List.of()), sources);
  }
}
