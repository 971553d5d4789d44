package org.tocsin.bouncer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestVerdicts;

/** Debian's {@code crowdsec-custom-bouncer}, taken apart and never installed, against our /v1. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class CustomBouncerTest {

  private static final String PACKAGE = "crowdsec-custom-bouncer";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Inject DataSource dataSource;
  @Inject TestClock clock;
  @TempDir Path scratch;

  private static Path bouncer() throws Exception {
    Path folder = Files.createDirectories(Path.of("target", PACKAGE).toAbsolutePath());
    Path program = folder.resolve("root/usr/bin/" + PACKAGE);
    if (!Files.isExecutable(program)) {
      String problem = run(folder, "apt-get", "download", PACKAGE);
      Optional<Path> deb;
      try (Stream<Path> files = Files.list(folder)) {
        deb = files.filter(file -> file.toString().endsWith(".deb")).findFirst();
      }
      if (deb.isPresent()) {
        problem = run(folder, "dpkg", "-x", deb.get().toString(), "root");
      }
      if (!Files.isExecutable(program)) {
        System.out.println("SKIPPED " + PACKAGE + ": " + problem);
        return Assumptions.abort(problem);
      }
    }
    return program;
  }

  private static String run(Path folder, String... command) throws Exception {
    try {
      Path output = Files.createTempFile(folder, "said", ".log");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      String said = Files.readString(output);
      Files.delete(output);
      return said.isBlank() ? "exit " + process.exitValue() : said.lines().findFirst().orElse("");
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void curate(TestOperator operator) {
    operator.post("/api/v1/curation/runs", Map.of()).then().statusCode(200);
  }

  @Test
  void actsOnWhatIsListedAndOnWhatIsWithdrawn() throws Exception {
    Path program = bouncer();
    TestOperator operator = TestOperator.administrator();
    String key =
        operator
            .post("/api/v1/consumers", Map.of("name", PACKAGE))
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    curate(operator);
    new TestVerdicts(dataSource).global("45.93.1.1", clock.instant().plus(Duration.ofDays(2)));
    curate(operator);
    Path acts = Files.createFile(scratch.resolve("acts.txt"));
    Path log = scratch.resolve("bouncer.log");
    Process process =
        new ProcessBuilder(program.toString(), "-c", configuration(key, acts).toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      await("add 45.93.1.1", acts, log);
      operator
          .post("/api/v1/withdrawals", Map.of("address", "45.93.1.1", "reason", "a test"))
          .then()
          .statusCode(200);
      await("del 45.93.1.1", acts, log);
    } finally {
      process.destroy();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Path configuration(String key, Path acts) throws IOException {
    Path script = scratch.resolve("act.sh");
    Files.writeString(script, "#!/bin/sh\necho \"$1 $2\" >> '" + acts + "'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Files.writeString(
        scratch.resolve("bouncer.yaml"),
        String.join(
            "\n",
            List.of(
                "bin_path: " + script,
                "piddir: " + scratch,
                "update_frequency: 1s",
                "cache_retention_duration: 1s",
                "daemonize: false",
                "log_mode: stdout",
                "log_dir: " + scratch,
                "log_level: info",
                "api_url: http://127.0.0.1:" + RestAssured.port + "/",
                "api_key: " + key,
                "prometheus: {enabled: false}",
                "")));
  }

  private static void await(String act, Path acts, Path log) throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!Files.readString(acts).lines().toList().contains(act)) {
      assertThat(System.nanoTime())
          .as(
              "no \"%s\"; acts: %s; the bouncer says: %s",
              act, Files.readString(acts), Files.readString(log))
          .isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
