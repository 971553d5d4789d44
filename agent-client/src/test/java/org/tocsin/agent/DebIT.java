package org.tocsin.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The package that {@code mvn -Pdeb package} makes, unpacked into a scratch root. */
@Timeout(180)
final class DebIT {
  private static final Path DEB = Path.of("target", "tocsin-agent.deb").toAbsolutePath();
  private static final Path ONE_JAR = Path.of("target", "tocsin-agent-all.jar").toAbsolutePath();
  private static final double MOST_EXPOSED = 2.0;

  @TempDir private Path root;

  @BeforeEach
  void unpack() throws Exception {
    assumeThat(DEB).as("made with -Pdeb").exists();
    need("dpkg-deb", "--version");
    Ran.in(root, "dpkg-deb", "-x", DEB.toString(), root.toString()).well();
    Ran.in(root, "dpkg-deb", "-e", DEB.toString(), root.resolve("DEBIAN").toString()).well();
  }

  private void need(String... command) throws InterruptedException {
    try {
      Ran.in(root, command).well();
    } catch (IOException e) {
      throw DebianPackage.skipping("package", command[0] + " is not to be had");
    }
  }

  @Test
  void everythingIsRootsAndHasItsPlaceAndMode() throws Exception {
    Map<String, String> modes =
        Ran.in(root, "dpkg-deb", "-c", DEB.toString())
            .well()
            .lines()
            .map(line -> line.split("\\s+", 6))
            .peek(parts -> assertThat(parts[1]).as(parts[5]).isEqualTo("root/root"))
            .collect(Collectors.toMap(parts -> parts[5].substring(1), parts -> parts[0]));

    assertThat(modes)
        .containsEntry("/usr/bin/tocsin-agent", "-rwxr-xr-x")
        .containsEntry("/usr/share/tocsin-agent/tocsin-agent.jar", "-rw-r--r--")
        .containsEntry("/lib/systemd/system/tocsin-agent.service", "-rw-r--r--")
        .containsEntry("/etc/tocsin-agent/agent.yaml", "-rw-r--r--")
        .containsKeys(
            "/usr/share/doc/tocsin-agent/copyright", "/usr/share/doc/tocsin-agent/changelog.gz");
    assertThat(modes.values()).isSubsetOf("-rwxr-xr-x", "-rw-r--r--", "drwxr-xr-x");
  }

  @Test
  void allThatIsInEtcIsTheOperators() throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("etc"))) {
      assertThat(Files.readAllLines(root.resolve("DEBIAN/conffiles")))
          .containsExactlyInAnyOrderElementsOf(
              files.filter(Files::isRegularFile).map(file -> "/" + root.relativize(file)).toList());
    }
  }

  @Test
  void itsScriptsAreForTheSmallestShell() throws Exception {
    need("dash", "-c", "true");
    for (String script : List.of("postinst", "prerm", "postrm")) {
      Path file = root.resolve("DEBIAN").resolve(script);
      assertThat(Files.isExecutable(file)).as(script).isTrue();
      Ran.in(root, "dash", "-n", file.toString()).well();
    }
    Ran.in(root, "dash", "-n", root.resolve("usr/bin/tocsin-agent").toString()).well();
  }

  @Test
  void runsAsInstalledWithSharedClassesAndWithout() throws Exception {
    Path program = root.resolve("usr/bin/tocsin-agent");
    assertThat(Ran.in(root, program.toString(), "enrol", "--help").well()).contains("--key");
    assertThat(starts(program)).contains("ready on http://127.0.0.1:");

    Ran.in(root, program.toString(), "share-classes").well();

    Path cache = root.resolve("var/cache/tocsin-agent");
    assertThat(Files.isSymbolicLink(cache.resolve("java"))).isTrue();
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsAnyOf("classes.jsa", "classes.aot");
    }
    assertThat(starts(program)).contains("ready on http://127.0.0.1:");

    // Another JVM than the one that made them, and then classes that are none.
    Files.delete(cache.resolve("java"));
    assertThat(Ran.in(root, program.toString(), "--version").well()).startsWith("tocsin-agent ");
    Path java = Path.of(Ran.in(root, "sh", "-c", "command -v java").well().strip());
    Files.createSymbolicLink(cache.resolve("java"), java.toRealPath());
    for (String name : List.of("classes.jsa", "classes.aot")) {
      if (Files.deleteIfExists(cache.resolve(name))) {
        Files.writeString(cache.resolve(name), "no classes");
      }
    }
    assertThat(Ran.in(root, program.toString(), "--version").text()).startsWith("tocsin-agent ");
    // A link out of the folder is not for the test's cleaner.
    Files.delete(cache.resolve("java"));
  }

  /** With the configuration of the package, which names logs that are not there. */
  private String starts(Path program) throws IOException {
    Path config = root.resolve("etc/tocsin-agent/agent.yaml");
    Path state = Files.createTempDirectory(root, "state");
    Files.writeString(
        config, "state: " + state + "\nlisten: 127.0.0.1:0\nacquisition: [acquis.yaml]\n");
    List<String> run = List.of(program.toString(), "run", "-c", config.toString());
    try (RunningProgram agent = new RunningProgram(state.resolve("out"), run)) {
      agent.await("it is ready", () -> agent.said().contains("ready on"));
      return agent.said();
    }
  }

  @Test
  void theSameInOneJarNeedsNothingBesideIt() throws Exception {
    Path jar = Files.copy(ONE_JAR, root.resolve("agent.jar"));
    Path state = Files.createDirectory(root.resolve("state"));
    Path log =
        Files.writeString(
            root.resolve("auth.log"),
            "May  6 07:08:09 web sshd[1]: Failed password for root from 9.1.2.3 port 42 ssh2\n");
    String java = "java";

    Ran.in(
            root,
            java,
            "-jar",
            jar.toString(),
            "decisions",
            "add",
            "-i",
            "9.1.2.3",
            "--state",
            state.toString())
        .well();
    String explained =
        Ran.in(
                root,
                java,
                "-jar",
                jar.toString(),
                "explain",
                "--file",
                log.toString(),
                "--type",
                "syslog",
                "--config",
                state.toString())
            .well();

    assertThat(explained).contains("tocsin/ssh-bf");
  }

  @Test
  void itsServiceIsWellFormedAndMayDoLittle() throws Exception {
    need("systemd-analyze", "--version");
    Path unit = root.resolve("lib/systemd/system/tocsin-agent.service");
    String text = Files.readString(unit).replace("/usr/bin/", root + "/usr/bin/");
    Path tried = Files.writeString(root.resolve("tocsin-agent.service"), text);

    assertThat(Ran.in(root, "systemd-analyze", "verify", tried.toString()).well())
        .doesNotContain("tocsin-agent.service:");

    Ran security =
        Ran.in(
            root, "systemd-analyze", "security", "--offline=true", "--no-pager", tried.toString());
    Matcher level = Pattern.compile("exposure level for \\S+: ([0-9.]+)").matcher(security.text());
    assertThat(level.find()).as(security.text()).isTrue();
    assertThat(Double.parseDouble(level.group(1))).isLessThanOrEqualTo(MOST_EXPOSED);
  }
}
