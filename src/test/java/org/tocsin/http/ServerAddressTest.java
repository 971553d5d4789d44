package org.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  @CsvSource({
    "https://tocsin.example.org/, https://tocsin.example.org",
    "http://127.0.0.1:8080, http://127.0.0.1:8080",
    "https://[2a00::1]/tocsin//, https://[2a00::1]/tocsin"
  })
  void whatIsConfiguredCountsWhateverTheRequestSays(String text, String base) {
    HttpServerRequest unread =
        (HttpServerRequest)
            Proxy.newProxyInstance(
                HttpServerRequest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError(method.getName() + " was asked of the request");
                });

    assertThat(new ServerAddress(Optional.of(text)).of(unread)).contains(base);
  }
}
