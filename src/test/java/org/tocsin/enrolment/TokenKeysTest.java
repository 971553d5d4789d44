package org.tocsin.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text form of the token keys. */
final class TokenKeysTest {

  @Test
  void readsWhatItGenerates() {
    TokenKeys keys = TokenKeys.parse(TokenKeys.generate(new SecureRandom()));

    assertThat(keys.signing().key().getEncoded()).hasSize(32);
    assertThat(keys.byId(keys.signing().id())).contains(keys.signing().key());
    assertThat(keys.byId("unknown")).isEmpty();
  }

  @Test
  void signsWithTheFirstAndKnowsAll() {
    String first = TokenKeys.generate(new SecureRandom());
    String second = TokenKeys.generate(new SecureRandom());
    TokenKeys keys = TokenKeys.parse("\n  " + first + "\n" + second.replace("\n", "\r\n"));

    assertThat(first).startsWith(keys.signing().id() + ":");
    assertThat(keys.byId(second.substring(0, second.indexOf(':')))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "'',there is no key",
    "'  ',there is no key",
    "onlyBase64SecretText,line 1: expected id:base64",
    "id:,line 1: expected id:base64",
    "i d:SecretSecret,line 1: expected id:base64",
    "id:Secret=Secret,line 1: the key is not base64",
    "'id:U2VjcmV0','line 1: the key has 6 bytes, needed are 32'"
  })
  void saysWhichLineIsWrongAndNotWhatItHolds(String text, String problem) {
    assertThatThrownBy(() -> TokenKeys.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }
}
