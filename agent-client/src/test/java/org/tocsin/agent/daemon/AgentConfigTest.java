package org.tocsin.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the agent's own file is read. */
final class AgentConfigTest {
  @TempDir private Path folder;

  private AgentConfig read(String text) throws IOException {
    return AgentConfig.read(Files.writeString(folder.resolve("agent.yaml"), text));
  }

  @Test
  void anEmptyFileMeansWhatIsUsual() throws IOException {
    AgentConfig config = read("");

    assertThat(config.state()).isEqualTo(Path.of("/var/lib/tocsin-agent"));
    assertThat(config.rules()).isEqualTo(folder);
    assertThat(config.listen().getPort()).isEqualTo(8085);
    assertThat(config.listen().getAddress().isLoopbackAddress()).isTrue();
    assertThat(config.community())
        .isEqualTo(
            new AgentConfig.Community(true, true, Duration.ofHours(2), Duration.ofSeconds(10)));
    assertThat(config.acquisition())
        .containsExactly(folder.resolve("acquis.yaml"), folder.resolve("acquis.d"));
  }

  @Test
  void relativePathsBeginAtTheFile() throws IOException {
    AgentConfig config =
        read("state: st\nprofiles: p.yaml\nplaces: {city: c.mmdb}\nacquisition: [a.yaml]\n");

    assertThat(config.state()).isEqualTo(folder.resolve("st"));
    assertThat(config.data()).isEqualTo(folder.resolve("data"));
    assertThat(config.profiles()).contains(folder.resolve("p.yaml"));
    assertThat(config.places().city()).contains(folder.resolve("c.mmdb"));
    assertThat(config.acquisition()).containsExactly(folder.resolve("a.yaml"));
  }

  @Test
  void takingPartCanBeSwitchedOff() throws IOException {
    assertThat(read("community: {share: false, pull_every: 1d}").community())
        .isEqualTo(
            new AgentConfig.Community(false, true, Duration.ofDays(1), Duration.ofSeconds(10)));
  }

  @Test
  void mistakesNameFileLineAndKey() {
    assertThatThrownBy(() -> read("state: a\nlisten_on: x\n"))
        .hasMessageContaining("agent.yaml:2")
        .hasMessageContaining("listen_on");
    assertThatThrownBy(() -> read("listen: 0.0.0.0:80\n")).hasMessageContaining("loopback");
    assertThatThrownBy(() -> read("listen: localhost\n")).hasMessageContaining("ADDRESS:PORT");
    assertThatThrownBy(() -> read("community: {pull_every: soon}\n"))
        .hasMessageContaining("pull_every");
    assertThatThrownBy(() -> AgentConfig.read(folder.resolve("none.yaml")))
        .hasMessageContaining("none.yaml");
  }
}
