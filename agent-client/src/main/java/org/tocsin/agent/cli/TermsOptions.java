package org.tocsin.agent.cli;

import java.time.Instant;
import java.util.UUID;
import org.tocsin.agent.decision.Decision;
import org.tocsin.agent.decision.DurationText;
import org.tocsin.agent.decision.Target;
import picocli.CommandLine.Option;

/** What is decided by hand, for how long and why. */
final class TermsOptions {
  private static final int LONGEST = 500;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "D",
      description = "For how long: 30m, 4h, 7d (default: ${DEFAULT-VALUE}).")
  private String duration = "4h";

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "What: ban, captcha, or what your bouncers know (default: ${DEFAULT-VALUE}).")
  private String type = "ban";

  @Option(
      names = {"-R", "--reason"},
      paramLabel = "TEXT",
      description = "Why.")
  private String reason = "by hand";

  /** The same terms, changed as one line of a file says. */
  TermsOptions with(DecisionFile.Entry entry) {
    TermsOptions changed = new TermsOptions();
    changed.duration = entry.duration().orElse(duration);
    changed.type = entry.type().orElse(type);
    changed.reason = entry.reason().orElse(reason);
    return changed;
  }

  Decision decision(Target target, String origin, UUID name, Instant now) {
    if (!type.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new BadInput("--type: expected a word of letters, digits, - and _");
    }
    if (reason.length() > LONGEST || reason.chars().anyMatch(Character::isISOControl)) {
      throw new BadInput("--reason: expected one line of at most " + LONGEST + " characters");
    }
    Instant until =
        now.plus(
            DurationText.parse(duration)
                .orElseThrow(
                    () -> new BadInput("not a duration such as 30m, 4h or 7d: " + duration)));
    return new Decision(name.toString(), origin, reason, type, target, now, until, false);
  }
}
