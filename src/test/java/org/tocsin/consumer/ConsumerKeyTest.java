package org.tocsin.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsumerKeyTest {

  private static final Optional<String> NONE = Optional.empty();

  private static Optional<String> authorization(String header) {
    return ConsumerKey.of(Optional.of(header), NONE, NONE);
  }

  private static String basic(String pair) {
    return "Basic "
        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void takesTheKeyFromWhereverAClientCanPutIt() {
    assertThat(authorization("Bearer abc123")).contains("abc123");
    assertThat(authorization("bearer abc123")).contains("abc123");
    assertThat(authorization("BEARER  abc123 ")).contains("abc123");
    assertThat(authorization(basic("anybody:abc123"))).contains("abc123");
    assertThat(authorization(basic(":abc123"))).contains("abc123");
    assertThat(authorization(basic("\u00fcser:abc123").replace("Basic", "basic")))
        .contains("abc123");
    assertThat(ConsumerKey.of(NONE, Optional.of("abc123"), NONE)).contains("abc123");
    assertThat(ConsumerKey.of(NONE, NONE, Optional.of("abc123"))).contains("abc123");
    assertThat(ConsumerKey.of(NONE, NONE, NONE)).isEmpty();
  }

  @Test
  void looksOnlyAtTheFirstPlaceThatIsPresent() {
    Optional<String> a = Optional.of("a");
    Optional<String> b = Optional.of("b");

    assertThat(ConsumerKey.of(Optional.of("Bearer c"), a, b)).contains("c");
    assertThat(ConsumerKey.of(NONE, a, b)).contains("a");
    assertThat(ConsumerKey.of(Optional.of("Digest c"), a, b)).isEmpty();
    assertThat(ConsumerKey.of(Optional.of(""), a, b)).isEmpty();
    assertThat(ConsumerKey.of(NONE, Optional.of(""), b)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc123",
        "Bearer",
        "Bearer ",
        "Bearerabc123",
        "Bearer abc 123",
        "Bearer abc-123",
        "Bearer \u00e4bc",
        "Basic",
        "Basic ",
        "Basic abc123",
        "Basic !!!",
        "Basic YWJj=ZGVm",
        "Token abc123"
      })
  void whatIsMalformedHoldsNoKey(String header) {
    assertThat(authorization(header)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nocolon", "user:", ":", "user:two:parts", "user:a b"})
  void aPasswordThatIsNoKeyIsNone(String pair) {
    assertThat(authorization(basic(pair))).isEmpty();
  }

  @Test
  void aKeyHasALimit() {
    assertThat(authorization("Bearer " + "k".repeat(200))).isPresent();
    assertThat(authorization("Bearer " + "k".repeat(201))).isEmpty();
    assertThat(authorization("Bearer " + "k".repeat(1_000_000))).isEmpty();
  }
}
