package org.tocsin.agent.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A handful of rules of our own, to measure with where no hub is given. */
final class Rules {
  private static final List<String> FILES =
      List.of(
          "parsers/s00-raw/crowdsecurity/syslog-logs.yaml",
          "parsers/s01-parse/bench/nginx-logs.yaml",
          "parsers/s01-parse/bench/sshd-logs.yaml",
          "parsers/s02-enrich/crowdsecurity/dateparse-enrich.yaml",
          "scenarios/bench/web-probing.yaml",
          "scenarios/bench/ssh-guessing.yaml",
          "collections/crowdsecurity/nginx.yaml",
          "collections/crowdsecurity/sshd.yaml");

  private Rules() {}

  /** Puts them into a folder. */
  static void unpack(Path folder) throws IOException {
    for (String file : FILES) {
      Path to = folder.resolve(file);
      Files.createDirectories(to.resolveSibling("."));
      try (InputStream in = Rules.class.getResourceAsStream("rules/" + file)) {
        if (in == null) {
          throw new IllegalStateException(file + " is missing from the program");
        }
        Files.copy(in, to);
      }
    }
  }
}
