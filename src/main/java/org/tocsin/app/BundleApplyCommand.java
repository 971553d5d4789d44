package org.tocsin.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tocsin.check.BundleCheck;
import org.tocsin.check.FolderFiles;
import org.tocsin.check.Limits;
import org.tocsin.check.TrustedKeys;
import org.tocsin.release.FolderStore;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts what a bundle has where a web server hands it out. */
@Command(
    name = "apply",
    description = "Verifies a bundle completely and puts its files into a folder.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BundleApplyCommand implements Callable<Integer> {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(arity = "1", paramLabel = "FILE", description = "a bundle")
  private Path file = Path.of("");

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "the folder that is served as /blocklist/")
  private Path to = Path.of("");

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FILE",
      description = "the keys that are believed, a JWK set that did not come with the bundle")
  private Path keys = Path.of("");

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "remembers the release, so that no earlier one is applied later")
  private Optional<Path> state = Optional.empty();

  @Option(
      names = "--allow-expired",
      description = "apply a release that has expired, which readers will refuse to believe")
  private boolean allowExpired;

  @Override
  public Integer call() {
    return CheckRun.of(spec, "apply", this::apply);
  }

  private ExitCode apply(CheckRun run) throws Unusable, IOException {
    TrustedKeys trusted = CheckInput.trusted(keys);
    if (!Files.isRegularFile(file)) {
      throw new Unusable("there is no file " + file);
    }
    Limits limits = Limits.documented();
    BundleCheck.Checked checked =
        new BundleCheck(
                trusted,
                allowExpired ? limits.withExpiredAllowed() : limits,
                InstantSource.system())
            .open(file, CheckInput.known(state), new FolderFiles(to), run);
    run.report(checked.outcome(), true);
    if (checked.bundle().isEmpty()) {
      run.say("nothing was applied");
      return ExitCode.FAILED;
    }
    if (allowExpired) {
      run.say(
          "WARNING: --allow-expired was given: a head that has expired is not refused, and readers"
              + " will not believe it");
    }
    FolderStore store = new FolderStore(to, InstantSource.system());
    new BundleFolder(store, store::put).apply(checked.bundle().get());
    if (state.isPresent()) {
      CheckInput.remember(checked.outcome().known().orElseThrow(), state.get());
    }
    return ExitCode.DONE;
  }
}
