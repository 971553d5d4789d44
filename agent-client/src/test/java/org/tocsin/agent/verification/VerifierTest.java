package org.tocsin.agent.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tocsin.agent.verification.Forge.NOW;
import static org.tocsin.agent.verification.Forge.SESSION;
import static org.tocsin.agent.verification.Forge.bytes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.agent.verification.ListHead.Release;

final class VerifierTest {
  private static final String SET = "9.1.1.1\n9.1.1.2\n2a00::1\n";
  private static final String OTHER_HASH = "ab".repeat(32);

  private final Forge forge = new Forge();

  @Test
  void believesAHeadThatATrustedKeySigned() throws ListRefused {
    VerifiedHead head = verifier().head(forge.head(4, SET), Optional.empty(), NOW);

    assertThat(head.head().release()).isEqualTo(new Release(SESSION, 4, Forge.sha256(bytes(SET))));
    assertThat(head.head().v4()).isEqualTo(2);
    assertThat(head.head().v6()).isEqualTo(1);
  }

  @Test
  void needsOnlyOneOfTheTrustedKeys() throws ListRefused {
    KeyPair trusted = Forge.key();
    TrustedKeys keys = TrustedKeys.read(Forge.keySet(List.of(Forge.key(), trusted)));
    byte[] head = forge.signedBy(Forge.key(), trusted).head(1, SET);

    assertThat(new Verifier(keys).head(head, Optional.empty(), NOW).head().release().serial())
        .isEqualTo(1);
  }

  @Test
  void refusesAHeadOfAnotherSigner() {
    byte[] head = new Forge().head(1, SET);

    assertThat(refused(head)).isEqualTo(new Refusal.SignatureUnknown("the list's head", 1));
  }

  /** The envelope names the trusted key, but somebody else signed. */
  @Test
  void refusesAForeignSignatureUnderATrustedName() throws ListRefused {
    KeyPair trusted = Forge.key();
    KeyPair evil = Forge.key();
    TrustedKeys keys = TrustedKeys.read(Forge.keySet(List.of(trusted)));
    String head = new String(forge.signedBy(evil).head(1, SET), StandardCharsets.UTF_8);
    byte[] renamed = bytes(head.replace(Forge.thumbprint(evil), Forge.thumbprint(trusted)));

    assertThat(refused(keys, renamed, Optional.empty(), NOW))
        .isInstanceOf(Refusal.SignatureUnknown.class);
  }

  @Test
  void refusesAHeadSignedForAnotherPurpose() {
    byte[] head = forge.sealed(bytes("{}"), "application/vnd.in-toto+json");

    assertThat(refused(head)).isInstanceOf(Refusal.Malformed.class);
  }

  @Test
  void refusesAHeadThatWasChangedAfterwards() {
    String head = new String(forge.head(1, SET), StandardCharsets.UTF_8);
    int middle = head.indexOf("payload\"") + 200;
    char changed = head.charAt(middle) == 'A' ? 'B' : 'A';

    assertThat(refused(bytes(head.substring(0, middle) + changed + head.substring(middle + 1))))
        .isInstanceOf(Refusal.SignatureUnknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "<html>",
        "{}",
        "{\"payloadType\":\"application/vnd.tocsin.head+json\",\"payload\":\"%%\",\"signatures\":[]}",
        "{\"payloadType\":\"application/vnd.tocsin.head+json\",\"payload\":\"e30=\",\"signatures\":1}",
        "{\"payloadType\":\"application/vnd.tocsin.head+json\",\"payload\":\"e30=\",\"signatures\":[1]}"
      })
  void refusesWhatIsNoEnvelope(String garbage) {
    assertThat(refused(bytes(garbage))).isInstanceOf(Refusal.Malformed.class);
  }

  @Test
  void refusesAnEnvelopeWithoutSignatures() {
    assertThat(refused(forge.signedBy().head(1, SET), Forge.key()))
        .isEqualTo(new Refusal.SignatureUnknown("the list's head", 0));
  }

  @Test
  void refusesAnEndlessEnvelope() {
    assertThat(refused(new byte[Limits.HEAD + 1]))
        .isEqualTo(new Refusal.TooLarge("envelope", Limits.HEAD + 1, Limits.HEAD));
  }

  static Stream<Consumer<ObjectNode>> spoilt() {
    return Stream.of(
        head -> head.remove("session"),
        head -> head.put("session", "1-2-3-4-5"),
        head -> head.remove("serial"),
        head -> head.put("serial", -1),
        head -> head.put("serial", 1.5),
        head -> head.put("serial", "1"),
        head -> head.put("serial", BigInteger.ONE.shiftLeft(70)),
        head -> head.put("issuedAt", "yesterday"),
        head -> head.put("expiresAt", head.get("issuedAt").textValue()),
        head -> head.remove("expiresAt"),
        head -> head.putNull("count"),
        head -> head.withObject("/count").put("v4", -1),
        head -> head.withObject("/count").put("v6", 1_000_000_000L),
        head -> head.put("setSha256", OTHER_HASH.toUpperCase(Locale.ROOT)),
        head -> head.remove("snapshot"),
        head -> head.withObject("/snapshot").put("bytes", Long.MAX_VALUE),
        head -> head.withObject("/snapshot").put("url", "file:///etc/passwd"),
        head -> head.withObject("/snapshot").put("url", "//elsewhere/x"),
        head -> head.withObject("/snapshot").put("url", "/a\u001b[2J"),
        head -> head.putNull("deltas"),
        head -> delta(head, 3, 3),
        head -> delta(head, 3, 99),
        head -> delta(head, -1, 2),
        head -> {
          delta(head, 1, 2);
          delta(head, 2, 3);
        });
  }

  private static void delta(ObjectNode head, long from, long to) {
    head.withArray("/deltas")
        .addObject()
        .put("from", from)
        .put("to", to)
        .put("url", "/x")
        .put("sha256", OTHER_HASH)
        .put("bytes", 1);
  }

  @ParameterizedTest
  @MethodSource("spoilt")
  void refusesAHeadThatIsSignedButWrong(Consumer<ObjectNode> spoil) {
    assertThat(refused(forge.head(4, SET, spoil)))
        .isInstanceOfAny(Refusal.Malformed.class, Refusal.TooLarge.class);
  }

  @Test
  void refusesAHeadThatExpired() {
    Instant later = NOW.plus(Duration.ofDays(1));

    assertThat(refused(forge.head(1, SET), Optional.empty(), later))
        .isEqualTo(new Refusal.HeadExpired(later, later));
  }

  @Test
  void believesAClockThatIsALittleAhead() throws ListRefused {
    Instant earlier = NOW.minus(Duration.ofMinutes(10));

    assertThat(verifier().head(forge.head(1, SET), Optional.empty(), earlier)).isNotNull();
  }

  @Test
  void refusesAHeadFromTheFuture() {
    Instant earlier = NOW.minus(Duration.ofMinutes(10)).minusSeconds(1);

    assertThat(refused(forge.head(1, SET), Optional.empty(), earlier))
        .isEqualTo(new Refusal.IssuedInTheFuture(NOW, earlier));
  }

  @Test
  void refusesAnOlderReleaseOfTheSameSession() {
    assertThat(refused(forge.head(4, SET), believed(5, OTHER_HASH), NOW))
        .isEqualTo(new Refusal.SerialWentBack(5, 4));
  }

  @Test
  void refusesAnotherSetUnderTheSameNumber() {
    assertThat(refused(forge.head(5, SET), believed(5, OTHER_HASH), NOW))
        .isEqualTo(new Refusal.SerialUsedTwice(5, OTHER_HASH, Forge.sha256(bytes(SET))));
  }

  @Test
  void believesALowerNumberOfALaterSession() throws ListRefused {
    byte[] head =
        forge.session(UUID.fromString("99999999-2222-3333-4444-555555555555")).head(1, SET);

    assertThat(verifier().head(head, believed(5, OTHER_HASH), NOW).head().release().serial())
        .isEqualTo(1);
  }

  @Test
  void refusesTheHeadOfAnEarlierSession() {
    Instant earlier = NOW.minusSeconds(1);
    byte[] head =
        forge
            .session(UUID.fromString("99999999-2222-3333-4444-555555555555"))
            .issuedAt(earlier)
            .head(9, SET);

    assertThat(refused(head, believed(5, OTHER_HASH), NOW))
        .isEqualTo(new Refusal.SignedEarlier(NOW, earlier));
  }

  /** Such a head may name a key that was revoked since. */
  @Test
  void refusesAnEarlierHeadOfTheVeryRelease() {
    Instant earlier = NOW.minusSeconds(1);
    byte[] head = forge.issuedAt(earlier).head(5, SET);

    assertThat(refused(head, believed(5, Forge.sha256(bytes(SET))), NOW))
        .isEqualTo(new Refusal.SignedEarlier(NOW, earlier));
  }

  @Test
  void refusesALaterReleaseThatWasSignedEarlier() {
    Instant earlier = NOW.minusSeconds(1);

    assertThat(refused(forge.issuedAt(earlier).head(6, SET), believed(5, OTHER_HASH), NOW))
        .isEqualTo(new Refusal.SignedEarlier(NOW, earlier));
  }

  @Test
  void believesTheSameReleaseSignedAgain() throws ListRefused {
    Optional<Believed> last = believed(5, Forge.sha256(bytes(SET)));

    assertThat(verifier().head(forge.issuedAt(NOW.plusSeconds(1)).head(5, SET), last, NOW))
        .isNotNull();
    assertThat(verifier().head(forge.issuedAt(NOW).head(5, SET), last, NOW)).isNotNull();
  }

  private static Optional<Believed> believed(long serial, String hash) {
    return Optional.of(new Believed(new Release(SESSION, serial, hash), NOW));
  }

  private Verifier verifier() throws ListRefused {
    return new Verifier(forge.trusted());
  }

  private final TrustedKeys own = trustedKeys();

  private TrustedKeys trustedKeys() {
    try {
      return forge.trusted();
    } catch (ListRefused e) {
      throw new IllegalStateException(e);
    }
  }

  private Refusal refused(byte[] head) {
    return refused(head, Optional.empty(), NOW);
  }

  private Refusal refused(byte[] head, KeyPair any) {
    assertThat(own.fingerprints()).doesNotContain(Forge.thumbprint(any));
    return refused(head);
  }

  private Refusal refused(byte[] head, Optional<Believed> last, Instant now) {
    return refused(own, head, last, now);
  }

  private static Refusal refused(
      TrustedKeys keys, byte[] head, Optional<Believed> last, Instant now) {
    ListRefused refused =
        catchThrowableOfType(ListRefused.class, () -> new Verifier(keys).head(head, last, now));
    assertThat(refused).hasMessage(refused.refusal().message());
    return refused.refusal();
  }
}
