package org.tocsin.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The packaged server, running in a scratch folder with a database of its own. */
final class TocsinServer {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String READY = "tocsin ready on ";
  private static final String ROLE = "*:*:*:tocsin:";
  private static final int PORT_LINE = 3;

  private final ChildProcess process;
  private final URI address;
  private final Path data;

  private TocsinServer(ChildProcess process, URI address, Path data) {
    this.process = process;
    this.address = address;
    this.data = data;
  }

  static TocsinServer start(Project project, Scratch scratch) {
    return start(project, scratch, List.of());
  }

  /** Starts it with more options for the JVM. */
  static TocsinServer start(Project project, Scratch scratch, List<String> options) {
    return start(project, scratch, options, project.rules());
  }

  /** Starts it under rules of one's own. */
  static TocsinServer start(Project project, Scratch scratch, List<String> options, Path rules) {
    List<String> all = new ArrayList<>(project.keptCache());
    all.addAll(options);
    Path data = scratch.folder().resolve("data");
    ChildProcess process =
        scratch.start("server", project.serve(all, 0, data, rules), project.root());
    return new TocsinServer(process, URI.create(process.awaitLine(READY, PATIENCE)), data);
  }

  URI address() {
    return address;
  }

  ChildProcess process() {
    return process;
  }

  OperatorApi operator() {
    return new OperatorApi(address, read(data.resolve("operator.token")).get(0));
  }

  /** Connects to the server's own database as the server does. */
  Connection database() throws SQLException {
    String port = read(data.resolve("postgres/postmaster.pid")).get(PORT_LINE).strip();
    String password =
        read(data.resolve("postgres.password")).stream()
            .filter(line -> line.startsWith(ROLE))
            .map(line -> line.substring(ROLE.length()))
            .findFirst()
            .orElseThrow(() -> new BenchmarkFailed("postgres.password has no line for tocsin"));
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/tocsin", "tocsin", password);
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new BenchmarkFailed("cannot read " + file, e);
    }
  }
}
