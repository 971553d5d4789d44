package org.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AcceptEncodingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZip",
        "gzip, zstd",
        "br,gzip",
        "deflate ,\tgzip ; q=0.5 , br",
        "gzip;q=1.0",
        "gzip;q=0.001",
        "zstd;q=0, gzip",
      })
  void whatIsNamedIsTaken(String accepted) {
    assertThat(AcceptEncoding.takes(accepted, "gzip")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        ";",
        "identity",
        "*",
        "x-gzip",
        "gzipped",
        "br;gzip",
        "zstd, deflate;q=1",
      })
  void whatIsNotNamedIsNotTaken(String accepted) {
    assertThat(AcceptEncoding.takes(accepted, "gzip")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip;q=0",
        "gzip;q=0.",
        "gzip;q=0.000",
        "GZIP ; Q=0",
        "gzip; q = 0 ",
        "br, gzip;q=0.0, zstd",
      })
  void theWeightZeroRefuses(String accepted) {
    assertThat(AcceptEncoding.takes(accepted, "gzip")).isFalse();
  }
}
