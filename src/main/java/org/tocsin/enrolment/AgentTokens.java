package org.tocsin.enrolment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Signs and checks the tokens agents carry: JWTs with HS256 and nothing else, for our audience
 * only, good until the second they expire by the given clock. Thread-safe.
 */
final class AgentTokens {

  private static final String AUDIENCE = "tocsin-capi";
  private static final int MAX_LENGTH = 4096;
  private static final int REMEMBERED = 20_000;
  // The parser reads the system's clock. It is given more than a lifetime of tolerance, and we
  // compare with ours.
  private static final int ANY_CLOCK = Integer.MAX_VALUE / 2;
  private static final Pattern KEY_ID =
      Pattern.compile("\"kid\"\\s*:\\s*\"([A-Za-z0-9_-]{1,64})\"");

  /** What a token with a good signature says. */
  private record Claims(String login, Instant expiresAt) {}

  private final TokenKeys keys;
  private final DefaultJWTParser parser;
  // Verifying costs more than the rest of a small request.
  private final Cache<String, Claims> verified =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  AgentTokens(TokenKeys keys) {
    this.keys = keys;
    JWTAuthContextInfo context = new JWTAuthContextInfo();
    context.setSignatureAlgorithm(Set.of(SignatureAlgorithm.HS256));
    context.setExpectedAudience(Set.of(AUDIENCE));
    context.setClockSkew(ANY_CLOCK);
    this.parser = new DefaultJWTParser(context);
  }

  String sign(String login, Instant issuedAt, Instant expiresAt) {
    TokenKeys.TokenKey key = keys.signing();
    return Jwt.claims()
        .subject(login)
        .audience(AUDIENCE)
        .issuedAt(issuedAt)
        .expiresAt(expiresAt)
        .jws()
        .algorithm(SignatureAlgorithm.HS256)
        .keyId(key.id())
        .sign(key.key());
  }

  /** Returns the login a valid token was made for. */
  Optional<String> verify(String token, Instant now) {
    if (token.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Claims known = verified.getIfPresent(token);
    Optional<Claims> claims = known == null ? claims(token) : Optional.of(known);
    claims.ifPresent(good -> verified.put(token, good));
    return claims.filter(good -> now.isBefore(good.expiresAt)).map(Claims::login);
  }

  private Optional<Claims> claims(String token) {
    Optional<SecretKey> key = keyId(token).flatMap(keys::byId);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonWebToken parsed = parser.verify(token, key.get());
      return Optional.of(
          new Claims(parsed.getSubject(), Instant.ofEpochSecond(parsed.getExpirationTime())));
    } catch (ParseException e) {
      // Not ours, or not whole: every reason has the same answer, and strangers' tokens are not
      // logged.
      return Optional.empty();
    }
  }

  /** Only chooses among our own keys; the parser reads the header properly. */
  private static Optional<String> keyId(String token) {
    int dot = token.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    try {
      byte[] header = Base64.getUrlDecoder().decode(token.substring(0, dot));
      Matcher matcher = KEY_ID.matcher(new String(header, StandardCharsets.UTF_8));
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
