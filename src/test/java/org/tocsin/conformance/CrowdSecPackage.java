package org.tocsin.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Debian's {@code crowdsec} package, taken apart into a folder and never installed.
 *
 * @param root the folder that holds the package's file tree
 */
record CrowdSecPackage(Path root) {
  /** The engine generation whose configuration and output this harness knows. */
  private static final String VERSION = "1.4.6";

  private static final Duration LIMIT = Duration.ofMinutes(2);

  Path engine() {
    return root.resolve("usr/bin/crowdsec");
  }

  Path cscli() {
    return root.resolve("usr/bin/cscli");
  }

  Path hub() {
    return root.resolve("usr/share/crowdsec/hub");
  }

  Path defaults() {
    return root.resolve("etc/crowdsec");
  }

  Path plugins() {
    return root.resolve("usr/lib/crowdsec/plugins");
  }

  /**
   * Looks for the package file that the system property {@code tocsin.crowdsec.deb} or the
   * environment variable {@code TOCSIN_CROWDSEC_DEB} names; without either it is the one under
   * {@code target/crowdsec}, downloaded with {@code apt-get} on first use.
   */
  static PackageSearch find() {
    Optional<Path> named =
        Optional.ofNullable(System.getProperty("tocsin.crowdsec.deb"))
            .or(() -> Optional.ofNullable(System.getenv("TOCSIN_CROWDSEC_DEB")))
            .map(Path::of);
    return find(named, Path.of("target", "crowdsec").toAbsolutePath());
  }

  static PackageSearch find(Optional<Path> named, Path cache) {
    try {
      Files.createDirectories(cache);
      Path deb = named.isPresent() ? named.get().toAbsolutePath() : cachedOrDownloaded(cache);
      if (!Files.isRegularFile(deb)) {
        return new PackageSearch.Missing("there is no file " + deb);
      }
      Command version = run(cache, "dpkg-deb", "-f", deb.toString(), "Version");
      if (version.exitCode() != 0 || !version.out().startsWith(VERSION)) {
        return new PackageSearch.Missing(
            deb + " is not crowdsec " + VERSION + ": " + firstLine(version));
      }
      CrowdSecPackage crowdSec = new CrowdSecPackage(unpacked(deb, cache));
      Command trial = run(cache, crowdSec.cscli().toString(), "version");
      return trial.exitCode() == 0
          ? new PackageSearch.Found(crowdSec)
          : new PackageSearch.Missing("cscli does not run here: " + firstLine(trial));
    } catch (IOException e) {
      return new PackageSearch.Missing(String.valueOf(e.getMessage()));
    }
  }

  private static Path cachedOrDownloaded(Path cache) throws IOException {
    Optional<Path> cached = cached(cache);
    if (cached.isPresent()) {
      return cached.get();
    }
    Command download = run(cache, "apt-get", "download", "crowdsec");
    if (download.exitCode() != 0) {
      throw new IOException("apt-get cannot download crowdsec: " + firstLine(download));
    }
    return cached(cache)
        .orElseThrow(() -> new IOException("apt-get download left no package in " + cache));
  }

  private static Optional<Path> cached(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(file -> file.getFileName().toString().endsWith(".deb")).findFirst();
    }
  }

  /** Unpacks beside the final place and renames, so that a broken attempt is never reused. */
  private static Path unpacked(Path deb, Path cache) throws IOException {
    Path root = cache.resolve(deb.getFileName() + ".root");
    if (Files.isDirectory(root)) {
      return root;
    }
    Path attempt = Files.createTempDirectory(cache, "unpacking");
    Command unpack = run(cache, "dpkg", "-x", deb.toString(), attempt.toString());
    if (unpack.exitCode() != 0) {
      throw new IOException("dpkg cannot unpack " + deb + ": " + firstLine(unpack));
    }
    return Files.move(attempt, root);
  }

  private static Command run(Path directory, String... line) throws IOException {
    return Command.run(directory, LIMIT, List.of(line));
  }

  private static String firstLine(Command command) {
    return command.text().lines().findFirst().orElse("exit " + command.exitCode());
  }
}
