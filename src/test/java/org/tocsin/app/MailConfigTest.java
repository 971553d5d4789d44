package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.notification.MailServer;

/** The mail server as the configuration names it. */
final class MailConfigTest {

  private static Optional<MailServer> server(Map<String, String> mail) {
    Map<String, String> all = new HashMap<>();
    mail.forEach((key, value) -> all.put("tocsin.mail." + key, value));
    for (String name :
        new String[] {
          "curation",
          "list",
          "activity",
          "housekeeping",
          "rules",
          "check",
          "formats",
          "notifications",
          "samples",
          "decisions",
          "audit"
        }) {
      all.put("tocsin.schedule." + name, "off");
    }
    return NotificationProviders.mailServer(
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(ServerConfig.class)
            .withSources(new PropertiesConfigSource(all, "test", 1))
            .build()
            .getConfigMapping(ServerConfig.class)
            .mail());
  }

  @Test
  void withoutAHostThereIsNone() {
    assertThat(server(Map.of())).isEmpty();
  }

  @Test
  void aPasswordComesFromAFileAndIsShownNowhere(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "quite-secret\n");
    MailServer server =
        server(
                Map.of(
                    "host", "mail.example",
                    "from", "tocsin@ours.example",
                    "user", "tocsin",
                    "password-file", file.toString()))
            .orElseThrow();

    assertThat(server.port()).isEqualTo(587);
    assertThat(server.starttls()).isTrue();
    assertThat(server.login().orElseThrow().password().text()).isEqualTo("quite-secret");
    assertThat(server.toString()).doesNotContain("quite-secret");
  }

  @ParameterizedTest
  @CsvSource({
    "from, not an address, tocsin.mail.from",
    "port, 0, tocsin.mail.port",
    "port, 70000, tocsin.mail.port",
    "user, somebody, belong together",
    "password, quite-secret, belong together",
    "password-file, /nonexistent/password, tocsin.mail.password-file"
  })
  void halfAServerIsRefusedNamingWhatIsWrong(String key, String value, String said) {
    Map<String, String> mail =
        new HashMap<>(Map.of("host", "mail.example", "from", "tocsin@ours.example"));
    mail.put(key, value);

    assertThatThrownBy(() -> server(mail))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(said)
        .hasMessageNotContaining("quite-secret");
  }
}
