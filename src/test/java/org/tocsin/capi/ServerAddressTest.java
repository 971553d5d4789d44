package org.tocsin.capi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tocsin.example.org",
        "ftp://tocsin.example.org",
        "https://",
        "https:///lists",
        "https://u:p@tocsin.example.org",
        "https://tocsin.example.org?x",
        "https://tocsin.example.org#x",
        "https://toc sin"
      })
  void refusesWhatNoPathCanBePutBehindAndSaysWhichSetting(String text) {
    assertThatThrownBy(() -> new ServerAddress(Optional.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tocsin.public.url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://tocsin.example.org/",
        "http://127.0.0.1:8080",
        "https://[2a00::1]/tocsin/"
      })
  void takesAddressesWithAndWithoutAPath(String text) {
    assertThatCode(() -> new ServerAddress(Optional.of(text))).doesNotThrowAnyException();
  }
}
