package org.tocsin.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A package of Debian's, taken apart under {@code target/} and never installed. */
final class DebianPackage {
  private DebianPackage() {}

  /** The folder with the package's files; without it the test is skipped with a line saying why. */
  static Path unpacked(String name) throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "debian", name).toAbsolutePath());
    Path root = folder.resolve("root");
    if (Files.isDirectory(root)) {
      return root;
    }
    if (archive(folder).isEmpty()) {
      Ran download = tried(folder, "apt-get", "-q", "download", name);
      if (archive(folder).isEmpty()) {
        throw skipping(name, "apt-get download: " + download.text());
      }
    }
    // Beside the final place first, so that half a package is never taken for a whole one.
    Path attempt = Files.createTempDirectory(folder, "unpacking");
    Ran unpack =
        tried(
            folder, "dpkg-deb", "-x", archive(folder).orElseThrow().toString(), attempt.toString());
    if (unpack.code() != 0) {
      throw skipping(name, "dpkg-deb: " + unpack.text());
    }
    return Files.move(attempt, root);
  }

  private static Optional<Path> archive(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".deb")).findFirst();
    }
  }

  private static Ran tried(Path folder, String... command) throws Exception {
    try {
      return Ran.in(folder, command);
    } catch (IOException e) {
      return new Ran(127, String.valueOf(e.getMessage()));
    }
  }

  /** What to throw to end a test as skipped, with one line that says so. */
  static TestAbortedException skipping(String what, String why) {
    String line = what + ": " + why.lines().findFirst().orElse("no reason given");
    System.out.println("SKIPPED " + line);
    return new TestAbortedException(line);
  }
}
