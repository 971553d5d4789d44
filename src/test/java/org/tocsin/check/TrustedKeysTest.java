package org.tocsin.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrustedKeysTest {

  /** The key of RFC 8037, appendix A.2, and its thumbprint of appendix A.3. */
  private static final String RFC_8037 =
      "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
          + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\","
          + "\"kid\":\"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k\"}]}";

  private static TrustedKeys parse(String jwks) {
    return TrustedKeys.parse(jwks.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aKeyIsCalledByItsThumbprint() {
    assertThat(parse(RFC_8037).called("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kPrK | KPRK | must be called kPrK_",
        "HURo | HURp | is no base64url",
        "cHURo | c | has 32 bytes, not",
        "OKP | RSA | has no Ed25519 key",
        "{\"keys\" | {\"kees\" | keys must be a list",
        "\"kty\" | \"use\":\"enc\",\"kty\" | is not for signatures",
        "]} | ]}{} | is no JSON",
      })
  void whatIsNoKeySetIsRefused(String from, String to, String told) {
    assertThatThrownBy(() -> parse(RFC_8037.replace(from, to)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
  }
}
