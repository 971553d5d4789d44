package org.tocsin.app.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once per version into the data folder.
 *
 * <p>The folder's name ends in the archive's checksum, which a jar lists in its directory: to know
 * whether the right programs lie there takes no reading of the archive.
 *
 * @param home the folder with {@code bin}, {@code lib} and {@code share}
 * @param version such as 18.6
 */
record Binaries(Path home, String version) {
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)[^\\s]*)");
  private static final String PREFIX = "postgres-bin-";
  private static final String UNFINISHED = "postgres-unpacking-";

  static Binaries in(Path folder) throws PostgresStartException {
    Platform platform =
        Platform.of(
            System.getProperty("os.name", "unknown"),
            System.getProperty("os.arch", "unknown"),
            Files.exists(Path.of("/etc/alpine-release")));
    URL archive = Binaries.class.getResource("/" + platform.archive());
    if (archive == null) {
      throw platform.unsupported();
    }
    try {
      for (Path unfinished : Trees.matching(folder, UNFINISHED + "*")) {
        Trees.delete(unfinished);
      }
      String checksum = checksum(archive);
      for (Path kept : Trees.matching(folder, PREFIX + "*-" + checksum)) {
        Tool.Outcome works = tryOut(kept);
        if (works.succeeded()) {
          return new Binaries(kept, version(works.output()));
        }
        // Cut short by a power failure before the disk had it all: unpacked anew below.
        Trees.delete(kept);
      }
      return unpack(archive, checksum, folder);
    } catch (IOException e) {
      throw new PostgresStartException(
          "PostgreSQL's programs cannot be unpacked into " + folder + ": " + Reason.of(e), e);
    }
  }

  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  String major() {
    return version.replaceFirst("\\D.*", "");
  }

  /** Deletes the programs of other versions; no server may be running from them any more. */
  void removeOthers() throws IOException {
    for (Path other : Trees.matching(Trees.parent(home), PREFIX + "*")) {
      if (!other.getFileName().equals(home.getFileName())) {
        Trees.delete(other);
      }
    }
  }

  private static String checksum(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    connection.setUseCaches(false);
    if (connection instanceof JarURLConnection jar) {
      try (var file = jar.getJarFile()) {
        return String.format("%08x", file.getEntry(jar.getEntryName()).getCrc());
      }
    }
    return Long.toHexString(connection.getLastModified() ^ connection.getContentLengthLong());
  }

  private static Tool.Outcome tryOut(Path home) throws IOException {
    Path program = home.resolve("bin/postgres");
    if (!Files.isExecutable(program)) {
      return new Tool.Outcome(1, program + " is missing");
    }
    return Tool.run(List.of(program.toString(), "--version"), "");
  }

  private static String version(String output) throws IOException {
    Matcher matcher = VERSION.matcher(output);
    if (!matcher.find()) {
      throw new IOException("unexpected answer to postgres --version: " + output);
    }
    return matcher.group(1);
  }

  private static Binaries unpack(URL archive, String checksum, Path folder)
      throws IOException, PostgresStartException {
    Path unfinished = Files.createTempDirectory(folder, UNFINISHED);
    // Not 0700: the user that stands in for root must be able to run what lies here.
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (InputStream packed = archive.openStream();
        InputStream tar = new XZInputStream(new BufferedInputStream(packed));
        TarArchiveInputStream entries = new TarArchiveInputStream(tar)) {
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        write(entry, entries, unfinished);
      }
    }
    Tool.Outcome works = tryOut(unfinished);
    if (!works.succeeded()) {
      throw new PostgresStartException(
          "PostgreSQL's programs do not run on this system: "
              + works.output()
              + "; set QUARKUS_DATASOURCE_JDBC_URL to use a database of your own");
    }
    String version = version(works.output());
    Path home = folder.resolve(PREFIX + version + "-" + checksum);
    Trees.publish(unfinished, home);
    return new Binaries(home, version);
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    Path path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("archive entry outside its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
    } else if (entry.isSymbolicLink()) {
      Files.createDirectories(Trees.parent(path));
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    } else {
      Files.createDirectories(Trees.parent(path));
      Files.copy(content, path);
    }
    boolean executable = entry.isDirectory() || (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
