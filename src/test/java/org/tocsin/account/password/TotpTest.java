package org.tocsin.account.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes, recovery codes and which passwords are taken. */
final class TotpTest {

  private static final byte[] RFC_KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest(name = "RFC 6238, appendix B, at {0}")
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void codesAreThoseOfTheStandard(long seconds, String code) {
    long step = Totp.step(Instant.ofEpochSecond(seconds));

    assertThat(Totp.code(RFC_KEY, step, 8)).isEqualTo(code);
    assertThat(Totp.code(RFC_KEY, step, 6)).isEqualTo(code.substring(2));
  }

  @ParameterizedTest(name = "RFC 4226, appendix D, count {0}")
  @CsvSource({"0, 755224", "1, 287082", "5, 254676", "9, 520489"})
  void countedCodesAreThoseOfTheStandard(long count, String code) {
    assertThat(Totp.code(RFC_KEY, count, 6)).isEqualTo(code);
  }

  @Test
  void aCodeIsTakenOneStepAroundItsOwn() {
    Instant now = Instant.ofEpochSecond(1_000_000_020);
    String code = Totp.code(RFC_KEY, Totp.step(now), 6);

    for (int seconds : new int[] {-30, 0, 30}) {
      assertThat(Totp.stepOf(RFC_KEY, code, now.plusSeconds(seconds))).hasValue(Totp.step(now));
    }
    assertThat(Totp.stepOf(RFC_KEY, code, now.plusSeconds(60))).isEmpty();
    assertThat(Totp.stepOf(RFC_KEY, code, now.minusSeconds(60))).isEmpty();
    assertThat(Totp.stepOf(RFC_KEY, "", now)).isEmpty();
    assertThat(Totp.stepOf(RFC_KEY, code + "0", now)).isEmpty();
  }

  @ParameterizedTest(name = "RFC 4648: {0}")
  @CsvSource({"'', ''", "f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "foobar, MZXW6YTBOI"})
  void base32IsTheStandards(String text, String encoded) {
    assertThat(Base32.encode(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
    assertThat(Base32.decode(encoded)).isEqualTo(text.getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> Base32.decode("1")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void recoveryCodesDifferAndAreFoundHoweverTheyAreTyped() {
    SecureRandom random = new SecureRandom();
    Set<String> codes =
        Stream.generate(() -> RecoveryCode.generate(random)).limit(100).collect(Collectors.toSet());

    assertThat(codes).hasSize(100).allMatch(code -> code.matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"));
    String one = codes.iterator().next();
    assertThat(RecoveryCode.isCode(one.toLowerCase(java.util.Locale.ROOT).replace('-', ' ')))
        .isTrue();
    assertThat(RecoveryCode.hash(one.replace("-", ""))).isEqualTo(RecoveryCode.hash(one));
    assertThat(RecoveryCode.isCode("123456")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "elevenchars",
        "PasswordPassword",
        "correct horse battery staple",
        "aaaabbbbaaaabbbb",
        "Somebody Else1",
        "somebody elsesomebody else"
      })
  void whatIsGuessedFirstIsNoPassword(String password) {
    assertThat(PasswordRules.problem(password, "somebody else")).isPresent();
  }

  @Test
  void alongSentenceIsAPassword() {
    assertThat(PasswordRules.problem("mauve tractors hum at dusk", "somebody else")).isEmpty();
    assertThat(PasswordRules.problem("x1y2z3-".repeat(28) + "abcd", "s")).isEmpty();
    assertThat(PasswordRules.problem("x1y2z3-".repeat(29), "s")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "4, 0", "5, 1", "6, 2", "7, 4", "8, 8", "9, 15", "10, 15", "1001, 15"})
  void pausesGrowToAQuarterOfAnHour(int failures, long minutes) {
    assertThat(Lockout.pauseAfter(failures).toMinutes()).isEqualTo(minutes);
  }
}
