package org.tocsin.console;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.account.Sessions;
import org.tocsin.account.oidc.OidcAccounts;
import org.tocsin.account.oidc.OidcSignIn;
import org.tocsin.audit.AuditLog;

/** Signs people in by the word of an OpenID provider. */
@Path(ProviderSignInResource.PATH)
@Blocking
@PermitAll
class ProviderSignInResource {

  static final String PATH = SignInResource.PATH + "/provider";

  private static final String COOKIE = "tocsin_provider";
  private static final int SECONDS = 300;
  private static final int LONGEST = 4_000;

  private final OidcSignIn provider;
  private final OidcAccounts accounts;
  private final ProviderWay way;
  private final Entrance entrance;
  private final AuditLog audit;
  private final InstantSource clock;

  ProviderSignInResource(
      OidcSignIn provider,
      OidcAccounts accounts,
      ProviderWay way,
      Entrance entrance,
      AuditLog audit,
      InstantSource clock) {
    this.provider = provider;
    this.accounts = accounts;
    this.way = way;
    this.entrance = entrance;
    this.audit = audit;
    this.clock = clock;
  }

  /** Sends the browser to the provider. A link, since forms lead nowhere but here. */
  @GET
  public Response begin(@Context HttpServerRequest request) {
    return provider
        .begin(way.back(request), clock.instant())
        .map(
            begun ->
                Response.seeOther(begun.at())
                    .cookie(cookie(begun.sealed(), SECONDS, request.isSSL()))
                    .build())
        .orElseGet(() -> way.refused(503, "The provider does not answer. Try again."));
  }

  private static NewCookie cookie(String value, int seconds, boolean https) {
    return new NewCookie.Builder(COOKIE)
        .value(value)
        .path(PATH)
        .maxAge(seconds)
        .httpOnly(true)
        .secure(https)
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }

  /** Takes what the provider sends the browser back with, and begins a session. */
  @GET
  @Path("callback")
  public Response finish(
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("code") @DefaultValue("") String code,
      @CookieParam(COOKIE) @DefaultValue("") String sealed,
      @Context HttpServerRequest request) {
    boolean fits =
        !state.isEmpty()
            && !code.isEmpty()
            && state.length() <= LONGEST
            && code.length() <= LONGEST
            && sealed.length() <= LONGEST;
    Optional<OidcSignIn.Identity> identity =
        fits
            ? provider.finish(sealed, state, code, way.back(request), clock.instant())
            : Optional.empty();
    if (identity.isEmpty()) {
      return way.refused(403, "The provider's answer cannot be taken. Begin again.");
    }
    Optional<Role> role = identity.get().role();
    if (role.isEmpty()) {
      return way.refused(
          403,
          "The provider knows you, but none of your groups has a role here. Ask an administrator.");
    }
    return entrance
        .enter(() -> admit(identity.get(), role.get()), request)
        .map(
            response ->
                Response.fromResponse(response).cookie(cookie("", 0, request.isSSL())).build())
        .orElseGet(() -> way.refused(403, "Your account here was revoked, or its name is taken."));
  }

  private Optional<Entrance.Proven> admit(OidcSignIn.Identity identity, Role role) {
    Optional<OidcAccounts.Admitted> admitted = accounts.admit(identity, role);
    admitted.ifPresent(
        who ->
            who.act()
                .ifPresent(
                    act ->
                        audit.record(
                            who.operator().name(),
                            act,
                            "operator " + who.operator().name(),
                            "role=" + who.operator().role().text() + " by the OpenID provider")));
    return admitted.map(who -> new Entrance.Proven(who.operator(), Sessions.Means.PROVIDER));
  }
}
