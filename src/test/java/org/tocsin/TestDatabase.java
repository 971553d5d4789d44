package org.tocsin;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.tocsin.app.postgres.DataFolder;
import org.tocsin.app.postgres.EmbeddedPostgres;
import org.tocsin.app.postgres.Settings;

/**
 * One real PostgreSQL for all tests of the running application: the one that TEST_DB_URL names,
 * else a container where a Docker engine is present, else the embedded one. Also gives the
 * application a scratch data folder and a small table of autonomous systems.
 */
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {

  private Optional<Path> scratch = Optional.empty();
  private Optional<PostgreSQLContainer> container = Optional.empty();
  private Optional<EmbeddedPostgres> embedded = Optional.empty();
  private Optional<DataFolder> folder = Optional.empty();

  @Override
  public Map<String, String> start() {
    Map<String, String> config = new HashMap<>();
    try {
      Path data = Files.createTempDirectory("tocsin-test");
      scratch = Optional.of(data);
      config.put("tocsin.data", data.toString());
      config.put("tocsin.asn-table", asnTable(data).toString());
      config.putAll(database(data));
      return config;
    } catch (Exception e) {
      throw new IllegalStateException("no database for the tests", e);
    }
  }

  /** A part of the loopback network gets a system of its own; the rest has none. */
  private static Path asnTable(Path data) throws IOException {
    return Files.writeString(
        data.resolve("asn.tsv"), "127.9.8.0\t127.9.8.255\t4200000001\tNone\ttest\n");
  }

  private Map<String, String> database(Path data) throws Exception {
    String url = System.getenv("TEST_DB_URL");
    if (url != null) {
      return Map.of("quarkus.datasource.jdbc.url", url);
    }
    if (DockerClientFactory.instance().isDockerAvailable()) {
      PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18-alpine");
      postgres.start();
      container = Optional.of(postgres);
      return database(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
    }
    DataFolder owned = DataFolder.claim(data.resolve("database"));
    folder = Optional.of(owned);
    EmbeddedPostgres postgres = EmbeddedPostgres.start(owned, Settings.forTests());
    embedded = Optional.of(postgres);
    return database(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  private static Map<String, String> database(String url, String user, String password) {
    return Map.of(
        "quarkus.datasource.jdbc.url", url,
        "quarkus.datasource.username", user,
        "quarkus.datasource.password", password);
  }

  @Override
  public void stop() {
    embedded.ifPresent(EmbeddedPostgres::close);
    folder.ifPresent(DataFolder::close);
    container.ifPresent(PostgreSQLContainer::stop);
    scratch.ifPresent(TestDatabase::delete);
  }

  private static void delete(Path tree) {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the scratch folder could not be deleted", e);
    }
  }
}
