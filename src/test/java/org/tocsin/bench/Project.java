package org.tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The built project.
 *
 * @param root its root folder
 */
record Project(Path root) {

  private static final Path SERVER = Path.of("target/quarkus-app/quarkus-run.jar");

  /** Returns the packaged server. */
  Path server() {
    Path jar = root.resolve(SERVER);
    if (!Files.exists(jar)) {
      throw new BenchmarkFailed(
          "the server is not packaged (" + SERVER + "); build it with: mvn -DskipTests package");
    }
    return jar;
  }

  /** Returns the folder for what is generated and may be kept between runs. */
  Path generated(String name) {
    return root.resolve("target").resolve(name);
  }

  Path postgresSources() {
    return root.resolve("src/main/java/org/tocsin/app/postgres");
  }

  /** Returns a property of the server's build. */
  String property(String name) {
    try {
      Matcher found =
          Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<")
              .matcher(Files.readString(root.resolve("pom.xml")));
      if (!found.find()) {
        throw new BenchmarkFailed("pom.xml has no property " + name);
      }
      return found.group(1);
    } catch (IOException e) {
      throw new BenchmarkFailed("pom.xml cannot be read", e);
    }
  }

  /** Returns the JVM options the server is started with unless its user says otherwise. */
  static List<String> usualOptions() {
    String chosen = Optional.ofNullable(System.getenv("TOCSIN_JAVA_OPTIONS")).orElse("-Xmx1g");
    return Stream.of(chosen.split(" ")).filter(option -> !option.isEmpty()).toList();
  }

  /** Returns the option to use the cache that was made with the package, where there is one. */
  List<String> keptCache() {
    Path cache = server().resolveSibling("tocsin.aot");
    return Files.exists(cache) && ClassCache.ofThisJdk() == ClassCache.AHEAD_OF_TIME
        ? ClassCache.AHEAD_OF_TIME.using(cache)
        : List.of();
  }

  /** Returns a Java command line: the usual options and more, then the jar and what follows. */
  static List<String> java(List<String> options, Path jar, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(usualOptions());
    command.addAll(options);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Returns the folder of the rules that are shipped. */
  Path rules() {
    return root.resolve("curation-rules");
  }

  /** Returns the command line that serves on loopback from a data folder. */
  List<String> serve(List<String> options, int port, Path data) {
    return serve(options, port, data, rules());
  }

  /** Returns the command line that serves under rules of one's own. */
  List<String> serve(List<String> options, int port, Path data, Path rules) {
    return java(
        options,
        server(),
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--data",
        data.toString(),
        "--rules",
        rules.toString());
  }
}
