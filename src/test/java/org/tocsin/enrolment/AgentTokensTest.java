package org.tocsin.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are ours, and until when. */
final class AgentTokensTest {

  private static final byte[] KEY = bytes(1);
  private static final byte[] OTHER_KEY = bytes(2);
  private static final Instant ISSUED = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant EXPIRES = Instant.parse("2026-11-22T12:00:00Z");
  private static final String HEADER = "{'alg':'HS256','typ':'JWT','kid':'one'}".replace('\'', '"');
  private static final String CLAIMS = claims("\"aud\":\"tocsin-capi\",\"sub\":\"engine\"");

  private final AgentTokens tokens = new AgentTokens(TokenKeys.parse(line("one", KEY)));

  private static byte[] bytes(int value) {
    byte[] bytes = new byte[64];
    java.util.Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static String line(String id, byte[] key) {
    return id + ":" + Base64.getEncoder().encodeToString(key) + "\n";
  }

  private static String claims(String middle) {
    return "{"
        + middle
        + ",\"iat\":"
        + ISSUED.getEpochSecond()
        + ",\"exp\":"
        + EXPIRES.getEpochSecond()
        + "}";
  }

  private void refused(String token) {
    assertThat(tokens.verify(token, ISSUED)).isEmpty();
  }

  @Test
  void knowsItsOwnTokensUntilTheSecondTheyExpire() {
    String token = tokens.sign("engine", ISSUED, EXPIRES);

    assertThat(tokens.verify(token, EXPIRES.minusNanos(1))).contains("engine");
    assertThat(tokens.verify(token, EXPIRES)).isEmpty();
    assertThat(tokens.verify(token, EXPIRES.plusSeconds(86_400))).isEmpty();
  }

  @Test
  void doesNotAskTheSystemsClock() {
    Instant longAgo = Instant.parse("2001-01-01T00:00:00Z");
    String token = tokens.sign("engine", longAgo, longAgo.plusSeconds(60));

    assertThat(tokens.verify(token, longAgo)).contains("engine");
    assertThat(tokens.verify(token, longAgo.plusSeconds(60))).isEmpty();
  }

  @Test
  void takesAWellMadeTokenOfTheRightKey() {
    assertThat(tokens.verify(TokenText.signed(HEADER, CLAIMS, KEY, "HmacSHA256"), ISSUED))
        .contains("engine");
  }

  @Test
  void refusesATokenThatNobodySigned() {
    refused(TokenText.unsigned("{\"alg\":\"none\",\"kid\":\"one\"}", CLAIMS));
    refused(TokenText.unsigned("{\"alg\":\"None\",\"kid\":\"one\"}", CLAIMS));
    refused(TokenText.unsigned(HEADER, CLAIMS));
    refused(TokenText.unsigned("{\"kid\":\"one\"}", CLAIMS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS512", "HS384", "RS256", "ES256", "EdDSA", "hs256", "A256GCMKW", ""})
  void refusesEveryOtherAlgorithmWhateverTheSignature(String algorithm) {
    String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"one\"}";

    refused(TokenText.signed(header, CLAIMS, KEY, "HmacSHA256"));
    refused(TokenText.signed(header, CLAIMS, KEY, "HmacSHA512"));
  }

  @Test
  void refusesOtherKeys() {
    refused(TokenText.signed(HEADER, CLAIMS, OTHER_KEY, "HmacSHA256"));
    refused(TokenText.signed("{\"alg\":\"HS256\",\"kid\":\"two\"}", CLAIMS, KEY, "HmacSHA256"));
    refused(TokenText.signed("{\"alg\":\"HS256\"}", CLAIMS, KEY, "HmacSHA256"));
    refused(TokenText.signed("{\"alg\":\"HS256\",\"kid\":1}", CLAIMS, KEY, "HmacSHA256"));
    refused(
        TokenText.signed(
            "{\"alg\":\"HS256\",\"jwk\":{\"kid\":\"one\"}}", CLAIMS, OTHER_KEY, "HmacSHA256"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"aud\":\"tocsin-operator\",\"sub\":\"engine\"",
        "\"aud\":\"\",\"sub\":\"engine\"",
        "\"aud\":[],\"sub\":\"engine\"",
        "\"aud\":null,\"sub\":\"engine\"",
        "\"sub\":\"engine\"",
        "\"aud\":\"tocsin-capi\"",
        "\"aud\":\"tocsin-capi\",\"sub\":null"
      })
  void refusesTokensForSomebodyElse(String middle) {
    refused(TokenText.signed(HEADER, claims(middle), KEY, "HmacSHA256"));
  }

  @Test
  void refusesATokenWithoutAnEnd() {
    refused(
        TokenText.signed(
            HEADER, "{\"aud\":\"tocsin-capi\",\"sub\":\"engine\",\"iat\":1}", KEY, "HmacSHA256"));
  }

  @Test
  void refusesATokenThatWasChanged() {
    String token = tokens.sign("engine", ISSUED, EXPIRES);
    String[] parts = token.split("\\.", -1);
    String other = tokens.sign("another", ISSUED, EXPIRES).split("\\.", -1)[1];

    refused(parts[0] + "." + other + "." + parts[2]);
    refused(parts[0] + "." + parts[1] + ".");
    refused(parts[0] + "." + parts[1]);
    refused(token + "A");
    refused(token + ".x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "a",
        "a.b",
        "a.b.c",
        "\u0000",
        "{}.{}.{}",
        "\u2028..",
        "%%%.x.y"
      })
  void refusesGarbage(String token) {
    refused(token);
  }

  @Test
  void refusesEndlessGarbage() {
    refused("e".repeat(100_000));
    refused(tokens.sign("engine", ISSUED, EXPIRES) + "A".repeat(5_000));
  }

  @Test
  void knowsOldTokensWhileTheirKeyIsListed() {
    String old = tokens.sign("engine", ISSUED, EXPIRES);
    AgentTokens rotated =
        new AgentTokens(TokenKeys.parse(line("two", OTHER_KEY) + line("one", KEY)));
    AgentTokens retired = new AgentTokens(TokenKeys.parse(line("two", OTHER_KEY)));

    assertThat(rotated.verify(old, ISSUED)).contains("engine");
    assertThat(retired.verify(old, ISSUED)).isEmpty();
    String fresh = rotated.sign("engine", ISSUED, EXPIRES);
    assertThat(retired.verify(fresh, ISSUED)).contains("engine");
    refused(fresh);
  }
}
