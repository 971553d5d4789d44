package org.tocsin.account.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.tocsin.account.Challenges;
import org.tocsin.account.Role;
import org.tocsin.enrolment.SecretText;

/**
 * The authorization code flow with PKCE, state and nonce. The provider is asked for its description
 * and keys at each sign-in: there are few, and so a new key works at once.
 */
@ApplicationScoped
public class OidcSignIn {

  private static final Logger LOG = Logger.getLogger(OidcSignIn.class);
  private static final String PURPOSE = "provider";
  private static final Duration LASTS = Duration.ofMinutes(5);
  private static final List<Role> ROLES = List.of(Role.ADMINISTRATOR, Role.CURATOR, Role.VIEWER);

  /**
   * A sign-in that began.
   *
   * @param at where the browser goes
   * @param sealed what it brings back
   */
  public record Begun(URI at, String sealed) {}

  /**
   * Whom the provider says it is.
   *
   * @param name what it calls them
   * @param role the highest role that one of their groups has
   */
  public record Identity(String issuer, String subject, String name, Optional<Role> role) {}

  private final OidcSettings settings;
  private final Challenges challenges;
  private final SecureRandom random;
  private final ProviderHttp http = new ProviderHttp();

  /** Kept for a while, so that whoever begins makes nobody ask the provider each time. */
  private volatile Optional<Described> described = Optional.empty();

  private record Described(OIDCProviderMetadata metadata, Instant until) {}

  OidcSignIn(OidcSettings settings, Challenges challenges, SecureRandom random) {
    this.settings = settings;
    this.challenges = challenges;
    this.random = random;
  }

  /** Returns what people call the provider, if there is one. */
  public Optional<String> name() {
    return settings.provider().map(OidcSettings.Provider::name);
  }

  /** Begins; empty if there is no provider, or it does not answer. */
  public Optional<Begun> begin(URI back, Instant now) {
    return settings
        .provider()
        .flatMap(
            provider -> {
              try {
                return Optional.of(begin(provider, back, now));
              } catch (IOException | ParseException e) {
                LOG.warnf("The OpenID provider does not answer: %s", e.getMessage());
                return Optional.empty();
              }
            });
  }

  private Begun begin(OidcSettings.Provider provider, URI back, Instant now)
      throws IOException, ParseException {
    String state = SecretText.generate(random);
    String nonce = SecretText.generate(random);
    String verifier = SecretText.generate(random) + SecretText.generate(random);
    URI at =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                new Scope("openid", "profile", "email"),
                new ClientID(provider.clientId()),
                back)
            .endpointURI(describe(provider, now).getAuthorizationEndpointURI())
            .state(new State(state))
            .nonce(new Nonce(nonce))
            .codeChallenge(new CodeVerifier(verifier), CodeChallengeMethod.S256)
            .build()
            .toURI();
    String content = String.join(" ", state, nonce, verifier);
    return new Begun(at, challenges.issue(PURPOSE, content, LASTS, now));
  }

  private OIDCProviderMetadata describe(OidcSettings.Provider provider, Instant now)
      throws IOException, ParseException {
    Optional<Described> known = described.filter(kept -> now.isBefore(kept.until()));
    if (known.isPresent()) {
      return known.get().metadata();
    }
    String issuer = provider.issuer().toString();
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    OIDCProviderMetadata found =
        OIDCProviderMetadata.parse(
            http.get(URI.create(base + "/.well-known/openid-configuration")));
    if (!found.getIssuer().getValue().equals(issuer)) {
      throw new IOException("it says it is another issuer");
    }
    described = Optional.of(new Described(found, now.plus(LASTS)));
    return found;
  }

  /** Ends; empty if anything is not as it must be. What was sealed works once. */
  public Optional<Identity> finish(
      String sealed, String state, String code, URI back, Instant now) {
    Optional<String[]> begun =
        challenges
            .open(PURPOSE, sealed, now)
            .map(content -> content.split(" ", 3))
            .filter(parts -> parts[0].equals(state))
            .filter(
                parts ->
                    QuarkusTransaction.requiringNew()
                        .call(() -> challenges.useUp(PURPOSE, sealed, now)));
    return settings
        .provider()
        .flatMap(
            provider ->
                begun.flatMap(
                    parts -> {
                      try {
                        return Optional.of(
                            identity(
                                provider, claims(provider, code, parts[1], parts[2], back, now)));
                      } catch (IOException
                          | ParseException
                          | java.text.ParseException
                          | BadJOSEException
                          | JOSEException e) {
                        // The kind and the checks' own words: nothing that the provider sent.
                        LOG.infof(
                            "An OpenID sign-in was refused: %s", e.getClass().getSimpleName());
                        return Optional.empty();
                      }
                    }));
  }

  private JWTClaimsSet claims(
      OidcSettings.Provider provider,
      String code,
      String nonce,
      String verifier,
      URI back,
      Instant now)
      throws IOException,
          ParseException,
          java.text.ParseException,
          BadJOSEException,
          JOSEException {
    OIDCProviderMetadata description = describe(provider, now);
    TokenRequest request =
        new TokenRequest.Builder(
                description.getTokenEndpointURI(),
                new ClientSecretBasic(
                    new ClientID(provider.clientId()), new Secret(provider.clientSecret().text())),
                new AuthorizationCodeGrant(
                    new AuthorizationCode(code), back, new CodeVerifier(verifier)))
            .build();
    TokenResponse answer = OIDCTokenResponseParser.parse(http.post(request.toHTTPRequest()));
    if (!(answer instanceof OIDCTokenResponse tokens)) {
      throw new ParseException("no tokens");
    }
    if (tokens.getOIDCTokens().getIDToken() == null) {
      throw new ParseException("no ID token");
    }
    return IdTokens.verify(
        tokens.getOIDCTokens().getIDToken(),
        JWKSet.parse(http.get(description.getJWKSetURI())),
        provider,
        nonce,
        now);
  }

  private static Identity identity(OidcSettings.Provider provider, JWTClaimsSet claims) {
    Object claim = claims.getClaim(provider.roleClaim());
    Collection<?> groups =
        claim instanceof Collection<?> many ? many : Stream.ofNullable(claim).toList();
    return new Identity(
        claims.getIssuer(),
        claims.getSubject(),
        Stream.of("preferred_username", "email", "name", "sub")
            .map(claims::getClaim)
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse(claims.getSubject()),
        ROLES.stream()
            .filter(
                role ->
                    Optional.ofNullable(provider.groups().get(role))
                        .filter(groups::contains)
                        .isPresent())
            .findFirst());
  }
}
