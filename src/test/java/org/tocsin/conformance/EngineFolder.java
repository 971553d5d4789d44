package org.tocsin.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one engine: a configuration that reads one {@code auth.log} and knows one scenario.
 *
 * @param path the engine's own scratch folder
 */
record EngineFolder(Path path) {
  private static final String AUTHOR = "crowdsecurity/";
  private static final List<String> ITEMS =
      List.of(
          "scenarios/" + AUTHOR + "ssh-bf.yaml",
          "parsers/s00-raw/" + AUTHOR + "syslog-logs.yaml",
          "parsers/s01-parse/" + AUTHOR + "sshd-logs.yaml",
          "parsers/s02-enrich/" + AUTHOR + "dateparse-enrich.yaml");

  static EngineFolder create(CrowdSecPackage crowdSec, Path path, int apiPort) throws IOException {
    EngineFolder folder = new EngineFolder(path.toAbsolutePath());
    for (String name : List.of("data", "etc/notifications", "etc/postoverflows")) {
      Files.createDirectories(folder.path.resolve(name));
    }
    folder.copyDefaults(crowdSec.defaults());
    folder.install(crowdSec.hub());
    Files.createFile(folder.authLog());
    Files.createFile(folder.etc("local_api_credentials.yaml"));
    Files.writeString(
        folder.etc("acquis.yaml"),
        "filenames: [%s]\nlabels: {type: syslog}\n".formatted(folder.authLog()));
    Files.writeString(folder.config(), folder.configuration(crowdSec, apiPort));
    return folder;
  }

  Path config() {
    return etc("config.yaml");
  }

  /** Names the central server and the account there; the engine does not start without it. */
  Path centralCredentials() {
    return etc("online_api_credentials.yaml");
  }

  Path authLog() {
    return path.resolve("auth.log");
  }

  Path engineLog() {
    return path.resolve("engine.log");
  }

  private Path etc(String name) {
    return path.resolve("etc").resolve(name);
  }

  private void copyDefaults(Path defaults) throws IOException {
    for (String name : List.of("profiles.yaml", "simulation.yaml")) {
      copyFile(defaults.resolve(name), etc(name));
    }
    try (Stream<Path> patterns = Files.list(defaults.resolve("patterns"))) {
      for (Path pattern : patterns.toList()) {
        copyFile(pattern, etc("patterns").resolve(pattern.getFileName()));
      }
    }
  }

  /**
   * Copies the index and the few items of the hub that are needed, unchanged, and links to the
   * items: only an item that is a link into the hub makes certified signals.
   */
  private void install(Path packagedHub) throws IOException {
    Path hub = Files.createDirectory(path.resolve("hub"));
    Files.copy(packagedHub.resolve(".index.json"), hub.resolve(".index.json"));
    for (String item : ITEMS) {
      Path copy = copyFile(packagedHub.resolve(item), hub.resolve(item));
      Path link = etc(item.replace(AUTHOR, ""));
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, copy);
    }
  }

  private static Path copyFile(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    return Files.copy(from, to);
  }

  private String configuration(CrowdSecPackage crowdSec, int apiPort) {
    // "daemonize" does not fork; it is Debian's default and makes the engine listen to signals.
    return """
    common: {daemonize: true, log_media: stdout, log_level: info, working_dir: $L}
    config_paths:
      config_dir: $L/etc/
      data_dir: $L/data/
      simulation_path: $L/etc/simulation.yaml
      hub_dir: $L/hub/
      index_path: $L/hub/.index.json
      notification_dir: $L/etc/notifications/
      plugin_dir: $P/
    crowdsec_service: {acquisition_path: $L/etc/acquis.yaml, parser_routines: 1}
    cscli: {output: human}
    db_config: {type: sqlite, use_wal: true, db_path: $L/data/crowdsec.db}
    api:
      client: {credentials_path: $L/etc/local_api_credentials.yaml}
      server:
        listen_uri: 127.0.0.1:$A
        profiles_path: $L/etc/profiles.yaml
        console_path: $L/etc/console.yaml
        online_client: {credentials_path: $L/etc/online_api_credentials.yaml}
    prometheus: {enabled: false}
    """
        .replace("$L", path.toString())
        .replace("$P", crowdSec.plugins().toString())
        .replace("$A", Integer.toString(apiPort));
  }
}
