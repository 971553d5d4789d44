package org.tocsin.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, false, postgres-linux-x86_64.txz",
    "Linux, aarch64, false, postgres-linux-arm_64.txz",
    "Linux, amd64, true, postgres-linux-x86_64-alpine_linux.txz",
    "Mac OS X, aarch64, false, postgres-darwin-arm_64.txz",
    "Mac OS X, x86_64, false, postgres-darwin-x86_64.txz"
  })
  void namesTheArchiveOfEachPlatform(String os, String arch, boolean alpine, String archive) {
    assertThat(Platform.of(os, arch, alpine).archive()).isEqualTo(archive);
  }

  @Test
  void tellsAnUnsupportedPlatformWhatToDoInstead() {
    assertThat(Platform.of("Linux", "riscv64", false).unsupported())
        .hasMessageContaining("Linux on riscv64")
        .hasMessageContaining("QUARKUS_DATASOURCE_JDBC_URL");
  }
}
