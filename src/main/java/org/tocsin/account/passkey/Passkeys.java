package org.tocsin.account.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tocsin.account.Challenges;
import org.tocsin.account.Operator;
import org.tocsin.account.Operators;

/**
 * Registers passkeys and signs in by them. What a browser sends is checked against a challenge of
 * ours that was not answered before, and against where this server is found.
 */
@ApplicationScoped
public class Passkeys {

  private static final String CREATE = "passkey-create";
  private static final String GET = "passkey-get";
  private static final Duration LASTS = Duration.ofMinutes(5);
  private static final int CHALLENGE_BYTES = 32;
  private static final boolean USER_VERIFIED = true;
  private static final boolean USER_PRESENT = true;

  private static final List<PublicKeyCredentialParameters> SIGNATURES =
      Stream.of(
              COSEAlgorithmIdentifier.ES256,
              COSEAlgorithmIdentifier.EdDSA,
              COSEAlgorithmIdentifier.RS256)
          .map(one -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, one))
          .toList();

  /**
   * Where this server is found.
   *
   * @param origin scheme, host and port
   * @param host the host
   */
  public record Site(String origin, String host) {}

  /**
   * What a device is asked to sign.
   *
   * @param sealed what the browser brings back with the answer
   * @param challenge the challenge, in base64url
   * @param user whom a new passkey is for, in base64url; nothing at a sign-in
   */
  public record Question(String sealed, String challenge, String user) {}

  /** What a device answered when it made a passkey; in base64url. */
  public record Made(String sealed, String name, String clientData, String attestation) {}

  /** What a device answered at a sign-in; in base64url. */
  public record Signed(
      String sealed,
      String credential,
      String user,
      String authenticatorData,
      String clientData,
      String signature) {}

  private final WebAuthnManager checks = WebAuthnManager.createNonStrictWebAuthnManager();
  private final AttestedCredentialDataConverter credentials =
      new AttestedCredentialDataConverter(new ObjectConverter());
  private final PasskeyStore store;
  private final Operators operators;
  private final Challenges challenges;
  private final SecureRandom random;

  Passkeys(PasskeyStore store, Operators operators, Challenges challenges, SecureRandom random) {
    this.store = store;
    this.operators = operators;
    this.challenges = challenges;
    this.random = random;
  }

  /** Asks for a new passkey. */
  public Question toRegister(long operator, Instant now) {
    String challenge = challenge();
    return new Question(
        challenges.issue(CREATE, operator + " " + challenge, LASTS, now),
        challenge,
        encode(handle(operator)));
  }

  /** Asks whoever wants to sign in. */
  public Question toSignIn(Instant now) {
    String challenge = challenge();
    return new Question(challenges.issue(GET, challenge, LASTS, now), challenge, "");
  }

  private String challenge() {
    byte[] challenge = new byte[CHALLENGE_BYTES];
    random.nextBytes(challenge);
    return encode(challenge);
  }

  private static byte[] handle(long operator) {
    return ByteBuffer.allocate(Long.BYTES).putLong(operator).array();
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  /** Keeps a new passkey; false if the answer is not right. Joins the caller's transaction. */
  public boolean register(Made made, long operator, Site site, Instant now) {
    Optional<String> challenge =
        challenges
            .open(CREATE, made.sealed(), now)
            .map(content -> content.split(" ", 2))
            .filter(parts -> parts[0].equals(Long.toString(operator)))
            .map(parts -> parts[1]);
    if (challenge.isEmpty()) {
      return false;
    }
    try {
      RegistrationData data =
          checks.verify(
              new RegistrationRequest(decode(made.attestation()), decode(made.clientData())),
              new RegistrationParameters(
                  server(site, challenge.get()), SIGNATURES, USER_VERIFIED, USER_PRESENT));
      return add(data, made, operator, now);
    } catch (WebAuthnException | IllegalArgumentException e) {
      return false;
    }
  }

  private boolean add(RegistrationData data, Made made, long operator, Instant now) {
    if (data.getAttestationObject() == null) {
      return false;
    }
    AttestedCredentialData credential =
        data.getAttestationObject().getAuthenticatorData().getAttestedCredentialData();
    if (credential == null || !challenges.useUp(CREATE, made.sealed(), now)) {
      return false;
    }
    return store.add(
        operator,
        made.name(),
        credential.getCredentialId(),
        new PasskeyStore.Kept(
            0,
            operator,
            credentials.convert(credential),
            data.getAttestationObject().getAuthenticatorData().getSignCount()),
        now);
  }

  private static ServerProperty server(Site site, String challenge) {
    return new ServerProperty(
        new Origin(site.origin()), site.host(), new DefaultChallenge(decode(challenge)));
  }

  /** Returns who signed; empty if the answer is not right. Joins the caller's transaction. */
  public Optional<Operator> signIn(Signed signed, Site site, Instant now) {
    try {
      byte[] credentialId = decode(signed.credential());
      return challenges
          .open(GET, signed.sealed(), now)
          .flatMap(
              challenge ->
                  store
                      .find(credentialId)
                      .filter(kept -> isOf(kept, signed))
                      .filter(kept -> holds(kept, signed, server(site, challenge), now)))
          .flatMap(kept -> operators.find(kept.operator()));
    } catch (WebAuthnException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isOf(PasskeyStore.Kept kept, Signed signed) {
    return Arrays.equals(handle(kept.operator()), decode(signed.user()));
  }

  private boolean holds(PasskeyStore.Kept kept, Signed signed, ServerProperty server, Instant now) {
    byte[] id = decode(signed.credential());
    AuthenticationData data =
        checks.verify(
            new AuthenticationRequest(
                id,
                decode(signed.user()),
                decode(signed.authenticatorData()),
                decode(signed.clientData()),
                decode(signed.signature())),
            new AuthenticationParameters(
                server, record(kept), List.of(id), USER_VERIFIED, USER_PRESENT));
    return data.getAuthenticatorData() != null
        && challenges.useUp(GET, signed.sealed(), now)
        && store.used(kept, data.getAuthenticatorData().getSignCount(), now);
  }

  private CredentialRecordImpl record(PasskeyStore.Kept kept) {
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        null,
        null,
        null,
        kept.signCount(),
        credentials.convert(kept.credential()),
        null,
        null,
        null,
        null);
  }

  /** Returns an operator's passkeys. */
  public List<Passkey> list(long operator) {
    return store.list(operator);
  }

  /** Forgets a passkey and returns its name; empty if the operator has no such one. */
  public Optional<String> remove(long operator, long id) {
    return store.remove(operator, id);
  }
}
