package org.tocsin.console;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tocsin.account.Operator;
import org.tocsin.account.Sessions;

/** Recognises who is signed in, on the console's paths and nowhere else. */
@ApplicationScoped
@Priority(SessionAuthentication.BEFORE_OTHERS)
final class SessionAuthentication implements HttpAuthenticationMechanism {

  static final int BEFORE_OTHERS = 4001;

  /** What a form of this session must send. */
  static final String CSRF = "csrf";

  /** The operator's number. */
  static final String OPERATOR = "operator";

  /** The session's number. */
  static final String SESSION = "session";

  /** The number of a member's organisation. */
  static final String ORGANISATION = "organisation";

  private static final String PATH = "/console/";
  private static final int LONGEST_SECRET = 128;

  private final Sessions sessions;
  private final InstantSource clock;

  SessionAuthentication(Sessions sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviders) {
    Optional<String> secret =
        Optional.ofNullable(context.request().getCookie(SessionCookie.NAME))
            .map(Cookie::getValue)
            .filter(value -> !value.isEmpty() && value.length() <= LONGEST_SECRET);
    if (!isConsole(context) || secret.isEmpty()) {
      return Uni.createFrom().nullItem();
    }
    return Uni.createFrom()
        .item(() -> identity(secret.get()))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private static boolean isConsole(RoutingContext context) {
    return (context.normalizedPath() + "/").startsWith(PATH);
  }

  private @Nullable SecurityIdentity identity(String secret) {
    return sessions
        .find(secret, clock.instant())
        .map(session -> identity(session, secret))
        .orElse(null);
  }

  private static SecurityIdentity identity(Sessions.Session session, String secret) {
    Operator operator = session.operator();
    QuarkusSecurityIdentity.Builder identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(operator.name()))
            .addRoles(operator.role().included())
            .addAttribute(CSRF, SessionCookie.csrf(secret))
            .addAttribute(SESSION, session.id())
            .addAttribute(OPERATOR, operator.id());
    operator.organisation().ifPresent(own -> identity.addAttribute(ORGANISATION, own));
    return identity.build();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return isConsole(context)
        ? Uni.createFrom().item(new ChallengeData(303, "Location", SignInResource.PATH))
        : Uni.createFrom().nullItem();
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }
}
