package org.tocsin.operator;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.tocsin.account.Operator;
import org.tocsin.account.Operators;

/**
 * Recognises operators by their bearer token on the operators' paths. Tokens of agents mean nothing
 * here.
 */
@ApplicationScoped
@Priority(OperatorAuthentication.BEFORE_OTHERS)
final class OperatorAuthentication implements HttpAuthenticationMechanism {

  static final int BEFORE_OTHERS = 4000;

  private static final String PATH = "/api/";
  private static final String BEARER = "Bearer ";
  private static final int LONGEST_TOKEN = 256;

  private final Operators operators;

  OperatorAuthentication(Operators operators) {
    this.operators = operators;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviders) {
    String header = Optional.ofNullable(context.request().getHeader("Authorization")).orElse("");
    if (!context.normalizedPath().startsWith(PATH) || header.isEmpty()) {
      return Uni.createFrom().nullItem();
    }
    return Uni.createFrom()
        .item(() -> identity(header))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private SecurityIdentity identity(String header) {
    String token = header.startsWith(BEARER) ? header.substring(BEARER.length()).strip() : "";
    if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
      throw new AuthenticationFailedException();
    }
    Operator operator =
        operators.authenticate(token).orElseThrow(AuthenticationFailedException::new);
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(operator.name()))
        .addRoles(operator.role().included())
        .build();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }
}
