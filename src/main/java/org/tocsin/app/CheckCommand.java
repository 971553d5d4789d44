package org.tocsin.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tocsin.check.Expected;
import org.tocsin.check.Finding;
import org.tocsin.check.FolderFiles;
import org.tocsin.check.HttpFiles;
import org.tocsin.check.Known;
import org.tocsin.check.Limits;
import org.tocsin.check.Outcome;
import org.tocsin.check.Ranges;
import org.tocsin.check.ReleaseCheck;
import org.tocsin.check.ReleaseFiles;
import org.tocsin.check.TrustedKeys;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.rules.RulesRefused;
import org.tocsin.lab.ProgressLine;
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

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String KEY_VARIABLE = "TOCSIN_CONSUMER_KEY";
  private static final String KEYS = "/blocklist/keys.json";
  private static final int LONGEST_KEYS = 1 << 20;
  private static final int LONGEST_STATE = 4 << 10;

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
              + KEY_VARIABLE
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

  /** What was given cannot be used. */
  private static final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    boolean person = CommandLine.Help.Ansi.AUTO.enabled();
    ProgressLine progress = new ProgressLine(err, person);
    try {
      ReleaseFiles files = files();
      Expected expected = new Expected(known(), Optional.empty(), never());
      TrustedKeys trusted = trusted(files);
      Outcome outcome =
          new ReleaseCheck(files, trusted, limits(), InstantSource.system())
              .check(
                  expected,
                  (share, what) -> {
                    if (person) {
                      progress.show(share, what);
                    }
                  });
      progress.end();
      print(outcome);
      if (outcome.known().isPresent() && state.isPresent()) {
        remember(outcome.known().get(), state.get());
      }
      return (outcome.isRight() ? ExitCode.DONE : ExitCode.FAILED).number();
    } catch (RulesRefused e) {
      RulesFolder.print(rules.orElseThrow(), e, err);
    } catch (Unusable e) {
      err.println("tocsin: " + e.getMessage());
    } catch (IOException e) {
      progress.end();
      err.println("tocsin: cannot check: " + PlainLine.of(String.valueOf(e.getMessage())));
    }
    return ExitCode.BAD_INPUT.number();
  }

  private Limits limits() {
    Limits limits = Limits.documented();
    limits = requireLog ? limits.withLogRequired() : limits;
    return wholeLog ? limits.withWholeLog() : limits;
  }

  private boolean isOnline() {
    return place.startsWith("http://") || place.startsWith("https://");
  }

  private ReleaseFiles files() throws Unusable {
    if (isOnline()) {
      try {
        return new HttpFiles(place, keyOfConsumer(), PATIENCE);
      } catch (IllegalArgumentException e) {
        throw new Unusable(PlainLine.of(place) + " is no address of a server");
      }
    }
    Path folder = Path.of(place);
    Path inDataFolder = folder.resolve("releases");
    for (Path one : List.of(folder, inDataFolder)) {
      if (Files.isRegularFile(one.resolve("head.json"))) {
        return new FolderFiles(one);
      }
    }
    throw new Unusable(PlainLine.of(place) + " is neither a URL nor a folder with a head.json");
  }

  private Optional<String> keyOfConsumer() throws Unusable {
    Optional<String> key =
        consumerKey
            .or(() -> Optional.ofNullable(System.getenv(KEY_VARIABLE)))
            .map(String::strip)
            .filter(given -> !given.isEmpty());
    if (key.isPresent() && !key.get().matches("[!-~]+")) {
      throw new Unusable("the consumer's key has characters that no such key has");
    }
    return key;
  }

  private Optional<Known> known() throws Unusable, IOException {
    if (state.isEmpty() || !Files.exists(state.get())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Known.parse(text(state.get(), LONGEST_STATE)));
    } catch (IllegalArgumentException e) {
      throw new Unusable(state.get() + " was not written by an earlier check");
    }
  }

  private static String text(Path file, int most) throws Unusable, IOException {
    if (!Files.isRegularFile(file)) {
      throw new Unusable("there is no file " + file);
    }
    if (Files.size(file) > most) {
      throw new Unusable(file + " is longer than " + most + " bytes");
    }
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
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

  private TrustedKeys trusted(ReleaseFiles files) throws Unusable, IOException {
    Optional<byte[]> beside = keys.isEmpty() ? files.get(KEYS, LONGEST_KEYS) : Optional.empty();
    String from = keys.map(Path::toString).orElse(KEYS);
    if (keys.isEmpty() && beside.isEmpty()) {
      throw new Unusable("there is no keys.json in " + PlainLine.of(place) + ", --keys is needed");
    }
    try {
      if (beside.isPresent()) {
        return TrustedKeys.parse(beside.get());
      }
      String given = text(keys.orElseThrow(), LONGEST_KEYS);
      return TrustedKeys.parse(given.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new Unusable(from + ": " + e.getMessage());
    }
  }

  /** The old state stays whole until the new one is. */
  private static void remember(Known known, Path file) throws Unusable {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    try {
      Files.writeString(draft, known.text());
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Unusable("cannot write " + file);
    }
  }

  private void print(Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    outcome.verified().forEach(sentence -> out.println("ok      " + sentence));
    if (keys.isEmpty()) {
      out.println(
          "notice  the keys came from where the release did: this proves that it is whole, not"
              + " who made it (--keys)");
    }
    for (Finding finding : outcome.findings()) {
      String kind = finding.kind() == Finding.Kind.WRONG ? "WRONG   " : "notice  ";
      out.println(kind + PlainLine.of(finding.sentence()));
    }
    long wrong =
        outcome.findings().stream().filter(finding -> finding.kind() == Finding.Kind.WRONG).count();
    out.println(outcome.isRight() ? "all is right" : wrong + " wrong");
    out.flush();
  }
}
