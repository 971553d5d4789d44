package org.tocsin.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tocsin.check.Expected;
import org.tocsin.check.Limits;
import org.tocsin.check.Outcome;
import org.tocsin.check.Ranges;
import org.tocsin.check.ReleaseCheck;
import org.tocsin.check.ReleaseFiles;
import org.tocsin.check.TrustedKeys;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.rules.RulesRefused;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks what a server, or a copy of its files, publishes. */
@Command(
    name = "check",
    description = "Verifies a published release: signatures, every file, every address, the log.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CheckCommand implements Callable<Integer> {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      arity = "1",
      paramLabel = "URL|DIR",
      description = "a server, or a folder with a copy of its releases")
  private String place = "";

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "the keys that are believed, a JWK set (default: keys.json beside the head)")
  private Optional<Path> keys = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "a consumer's key, which others on this machine can see here (default: "
              + CheckInput.KEY_VARIABLE
              + ")")
  private Optional<String> consumerKey = Optional.empty();

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description =
          "rules folder: nothing of its never-list may be listed (default: not looked at)")
  private Optional<Path> rules = Optional.empty();

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "remembers the release, so that the next check notices if it goes back")
  private Optional<Path> state = Optional.empty();

  @Option(names = "--require-log", description = "there must be a transparency log")
  private boolean requireLog;

  @Option(
      names = "--whole-log",
      description = "read every entry of the log (default: the newest 1024)")
  private boolean wholeLog;

  @Override
  public Integer call() {
    return CheckRun.of(spec, "check", this::checkUnlessRulesAreRefused);
  }

  private ExitCode checkUnlessRulesAreRefused(CheckRun run) throws Unusable, IOException {
    try {
      return check(run);
    } catch (RulesRefused e) {
      RulesFolder.print(rules.orElseThrow(), e, spec.commandLine().getErr());
      return ExitCode.BAD_INPUT;
    }
  }

  private ExitCode check(CheckRun run) throws Unusable, IOException, RulesRefused {
    ReleaseFiles files = CheckInput.files(place, consumerKey);
    Expected expected = new Expected(CheckInput.known(state), Optional.empty(), never());
    TrustedKeys trusted = CheckInput.trusted(keys, files, place);
    Outcome outcome =
        new ReleaseCheck(files, trusted, limits(), InstantSource.system()).check(expected, run);
    run.report(outcome, keys.isPresent());
    if (outcome.known().isPresent() && state.isPresent()) {
      CheckInput.remember(outcome.known().get(), state.get());
    }
    return outcome.isRight() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Limits limits() {
    Limits limits = Limits.documented();
    limits = requireLog ? limits.withLogRequired() : limits;
    return wholeLog ? limits.withWholeLog() : limits;
  }

  private Ranges never() throws RulesRefused, Unusable {
    if (rules.isEmpty()) {
      return Ranges.none();
    }
    if (!Files.isDirectory(rules.get())) {
      throw new Unusable(rules.get() + " is not a rules folder");
    }
    return Ranges.of(
        RulesFolder.read(rules.get()).rules().exemptions().stream()
            .filter(exemption -> exemption.tier() == Exemption.Tier.NEVER)
            .map(exemption -> exemption.range().toString())
            .toList());
  }
}
