package org.tocsin.app.postgres;

import java.util.Locale;

/**
 * Names the archive of PostgreSQL programs that fits an operating system and processor.
 *
 * @param archive the name of the class path resource
 * @param description what an operator calls it
 */
record Platform(String archive, String description) {

  static Platform of(String osName, String osArch, boolean alpine) {
    String os = osName.toLowerCase(Locale.ROOT);
    String system = os.startsWith("mac") ? "darwin" : os.replace(' ', '_');
    String processor =
        switch (osArch.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> osArch;
        };
    String variant = alpine ? "-alpine_linux" : "";
    return new Platform(
        "postgres-" + system + "-" + processor + variant + ".txz",
        osName + " on " + osArch + (alpine ? " (Alpine)" : ""));
  }

  PostgresStartException unsupported() {
    return new PostgresStartException(
        "no PostgreSQL programs for "
            + description
            + " come with this build ("
            + archive
            + " is not on the class path); set QUARKUS_DATASOURCE_JDBC_URL to use a database of"
            + " your own");
  }
}
