package org.tocsin.app;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tocsin.check.Bundle;
import org.tocsin.check.BundleCheck;
import org.tocsin.check.Limits;
import org.tocsin.check.ReleaseFiles;
import org.tocsin.check.TrustedKeys;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts what is published into one file. */
@Command(
    name = "export",
    description = "Verifies the newest release and writes it with its whole log into one file.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BundleExportCommand implements Callable<Integer> {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      arity = "1",
      paramLabel = "URL|DIR",
      description = "a server, or a folder with a copy of its releases")
  private String place = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "the file to write; one that is there is replaced")
  private Path out = Path.of("");

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

  @Override
  public Integer call() {
    return CheckRun.of(spec, "export", this::export);
  }

  private ExitCode export(CheckRun run) throws Unusable, IOException {
    ReleaseFiles files = CheckInput.files(place, consumerKey);
    TrustedKeys trusted = CheckInput.trusted(keys, files, place);
    BundleCheck.Checked checked =
        new BundleCheck(trusted, Limits.documented(), InstantSource.system()).collect(files, run);
    if (checked.bundle().isPresent()) {
      write(checked.bundle().get());
    }
    run.report(checked.outcome(), keys.isPresent());
    return checked.bundle().isPresent() ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Whoever carries the file away has all of it or none. */
  private void write(Bundle bundle) throws Unusable {
    Path draft = out.resolveSibling(out.getFileName() + ".draft");
    try (FileChannel channel =
            FileChannel.open(
                draft,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream stream =
            new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      bundle.writeTo(stream);
      stream.flush();
      channel.force(true);
      Files.move(draft, out, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Unusable("cannot write " + out);
    }
  }
}
