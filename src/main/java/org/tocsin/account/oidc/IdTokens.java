package org.tocsin.account.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;

/** Checks what a provider signed: by whom, for whom, until when, and that it answers us. */
final class IdTokens {

  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  /** Only those that a public key checks: our secret signs nothing. */
  private static final Set<JWSAlgorithm> SIGNATURES =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384);

  private IdTokens() {}

  static JWTClaimsSet verify(
      JWT token, JWKSet keys, OidcSettings.Provider provider, String nonce, Instant now)
      throws BadJOSEException, JOSEException {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(SIGNATURES, new ImmutableJWKSet<>(keys)));
    processor.setJWTClaimsSetVerifier(
        (claims, context) -> {
          Optional<String> problem = problem(claims, provider, nonce, now);
          if (problem.isPresent()) {
            throw new BadJWTException(problem.get());
          }
        });
    return processor.process(token, null);
  }

  private static Optional<String> problem(
      JWTClaimsSet claims, OidcSettings.Provider provider, String nonce, Instant now) {
    if (!provider.issuer().toString().equals(claims.getIssuer())) {
      return Optional.of("another issuer");
    }
    boolean forUs =
        claims.getAudience().contains(provider.clientId())
            && (claims.getAudience().size() == 1
                || provider.clientId().equals(claims.getClaim("azp")));
    if (!forUs) {
      return Optional.of("another audience");
    }
    if (!nonce.equals(claims.getClaim("nonce"))) {
      return Optional.of("another nonce");
    }
    if (claims.getSubject() == null || claims.getSubject().isBlank()) {
      return Optional.of("no subject");
    }
    return inTime(claims, now) ? Optional.empty() : Optional.of("not now");
  }

  private static boolean inTime(JWTClaimsSet claims, Instant now) {
    Date ends = claims.getExpirationTime();
    Date issued = claims.getIssueTime();
    Date begins = claims.getNotBeforeTime();
    return ends != null
        && issued != null
        && ends.toInstant().isAfter(now.minus(CLOCKS_APART))
        && !issued.toInstant().isAfter(now.plus(CLOCKS_APART))
        && (begins == null || !begins.toInstant().isAfter(now.plus(CLOCKS_APART)));
  }
}
