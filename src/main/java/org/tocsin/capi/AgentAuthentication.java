package org.tocsin.capi;

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
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tocsin.enrolment.Agent;
import org.tocsin.enrolment.AgentRegistry;

/**
 * Recognises agents on the Central API's paths by their token, with or without the word Bearer
 * before it. Whatever is wrong with a token, the answer is 401: only that makes every client log in
 * again.
 */
@ApplicationScoped
@Priority(AgentAuthentication.BEFORE_OTHERS)
final class AgentAuthentication implements HttpAuthenticationMechanism {

  static final int BEFORE_OTHERS = 5000;

  /** The role of whoever holds a good token. */
  static final String ROLE = "agent";

  private static final String BEARER = "bearer ";

  private final AgentRegistry agents;

  AgentAuthentication(AgentRegistry agents) {
    this.agents = agents;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviders) {
    if (!CapiPaths.isCapi(context.normalizedPath())) {
      return Uni.createFrom().nullItem();
    }
    String token = token(context.request());
    if (token.isEmpty()) {
      return Uni.createFrom().nullItem();
    }
    Optional<Agent> known = agents.authenticateFromMemory(token);
    if (known.isPresent()) {
      return Uni.createFrom().item(identity(known.get()));
    }
    return Uni.createFrom()
        .item(
            () ->
                agents
                    .authenticate(token)
                    .map(AgentAuthentication::identity)
                    .orElseThrow(AuthenticationFailedException::new))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  /**
   * Returns what stands behind Authorization, without the word Bearer; empty where there is
   * nothing.
   */
  static String token(HttpServerRequest request) {
    String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("").strip();
    return header.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? header.substring(BEARER.length()).strip()
        : header;
  }

  private static SecurityIdentity identity(Agent agent) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(agent.login()))
        .addRole(ROLE)
        .addAttribute(ROLE, agent)
        .build();
  }

  /** Returns the agent behind an identity this class made. */
  static Agent agent(SecurityIdentity identity) {
    Agent agent = identity.getAttribute(ROLE);
    return agent;
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
