package org.tocsin.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.agent.community.FakeCentralServer;

/**
 * The script that starts the agent, in a copy of its folder where a stand-in for Maven puts the jar
 * that was really built in place.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ScriptIT {
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  private Path root = Path.of("");

  @BeforeEach
  void copyTheScript(@TempDir Path folder) throws IOException {
    root = folder;
    Files.createDirectories(folder.resolve("agent-client/src/main"));
    Files.createFile(folder.resolve("agent-client/src/main/Source"));
    Files.createFile(folder.resolve("agent-client/pom.xml"));
    Files.createDirectory(folder.resolve(".mvn"));
    Files.createFile(folder.resolve(".mvn/parent.xml"));
    Files.createDirectory(folder.resolve("bin"));
    Files.copy(PROJECT.resolve("tocsin-agent"), script(), StandardCopyOption.COPY_ATTRIBUTES);
    Path built = PROJECT.resolve("target");
    maven("mkdir -p target; cp -R '" + built + "/lib' '" + built + "/tocsin-agent.jar' target/");
  }

  @Test
  void buildsQuietlyOnFirstUseOnly() throws Exception {
    Result first = run("--version");
    Result second = run("--version");

    assertThat(first.out()).matches("tocsin-agent \\d\\S+\\R");
    assertThat(first.err()).contains("building").doesNotContain("maven noise").hasLineCount(1);
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).isEmpty();
    assertThat(timesBuilt()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceIsNewerThanTheJar() throws Exception {
    run("--version");
    Path jar = root.resolve("agent-client/target/tocsin-agent.jar");
    FileTime later =
        FileTime.from(Files.getLastModifiedTime(jar).toInstant().plus(Duration.ofSeconds(10)));
    Files.setLastModifiedTime(root.resolve("agent-client/src/main/Source"), later);

    assertThat(run("--version").code()).isZero();
    assertThat(timesBuilt()).isEqualTo(2);
  }

  @Test
  void showsWhatTheBuildSaidWhenItFails() throws Exception {
    maven("exit 1");

    Result run = run("--version");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("maven noise", "the build failed");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void handsOnArgumentsEnvironmentAndExitCode() throws Exception {
    try (FakeCentralServer server = new FakeCentralServer()) {
      Result enrolled =
          run("enrol", "--url", server.url(), "--key", "goodKey1", "--name", "a name");
      Result slip = run("enrol", "--no such");

      assertThat(enrolled.code()).isZero();
      assertThat(server.last(FakeCentralServer.ENROL).body().get("name").asText())
          .isEqualTo("a name");
      assertThat(root.resolve("state/credentials.yaml")).exists();
      assertThat(slip.code()).isEqualTo(2);
      assertThat(slip.err()).contains("'--no such'").hasLineCount(1);
    }
  }

  private Path script() {
    return root.resolve("agent-client/tocsin-agent");
  }

  private void maven(String does) throws IOException {
    Path stub = root.resolve("bin/mvn");
    Files.writeString(stub, "#!/bin/sh\necho maven noise\necho x >>'" + stub + ".log'\n" + does);
    assertThat(stub.toFile().setExecutable(true)).isTrue();
  }

  private int timesBuilt() throws IOException {
    return Files.readAllLines(root.resolve("bin/mvn.log")).size();
  }

  private Result run(String... arguments) throws IOException, InterruptedException {
    Path out = root.resolve("out");
    Path err = root.resolve("err");
    List<String> command =
        Stream.concat(Stream.of(script().toString()), Stream.of(arguments)).toList();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder
        .environment()
        .merge("PATH", root.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    builder.environment().put("TOCSIN_AGENT_STATE", root.resolve("state").toString());
    int code = builder.start().waitFor();
    return new Result(code, Files.readString(out), Files.readString(err));
  }

  private record Result(int code, String out, String err) {}
}
