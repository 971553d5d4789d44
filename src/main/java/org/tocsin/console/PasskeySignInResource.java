package org.tocsin.console;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Map;
import org.tocsin.account.Sessions;
import org.tocsin.account.passkey.Passkeys;
import org.tocsin.page.Form;

/** Signs people in by passkeys. */
@Path(SignInResource.PATH + "/passkey")
@Consumes(MediaType.WILDCARD)
@Blocking
@PermitAll
class PasskeySignInResource {

  /** Longer than any device's answer. */
  private static final int LONGEST = 8 << 10;

  private final Passkeys passkeys;
  private final PasskeySite site;
  private final Entrance entrance;
  private final SignInPage page;
  private final InstantSource clock;

  PasskeySignInResource(
      Passkeys passkeys,
      PasskeySite site,
      Entrance entrance,
      SignInPage page,
      InstantSource clock) {
    this.passkeys = passkeys;
    this.site = site;
    this.entrance = entrance;
    this.page = page;
    this.clock = clock;
  }

  /** Returns what a device is to sign. */
  @POST
  @Path("question")
  @Produces(MediaType.APPLICATION_JSON)
  public Response question(@Context HttpServerRequest request) {
    Entrance.refuseForeign(request);
    Passkeys.Question question = passkeys.toSignIn(clock.instant());
    return Response.ok(
            Map.of(
                "sealed", question.sealed(),
                "challenge", question.challenge(),
                "host", site.of(request).host()))
        .header("Cache-Control", "no-store")
        .build();
  }

  /** Checks what a device signed and begins a session. */
  @POST
  public Response signIn(byte[] body, @Context HttpServerRequest request) {
    Entrance.refuseForeign(request);
    Form form = Form.withoutSession(body);
    Passkeys.Signed signed =
        new Passkeys.Signed(
            form.needed("sealed", LONGEST),
            form.needed("credential", LONGEST),
            form.needed("user", LONGEST),
            form.needed("authenticator-data", LONGEST),
            form.needed("client-data", LONGEST),
            form.needed("signature", LONGEST));
    return entrance
        .enter(
            () ->
                passkeys
                    .signIn(signed, site.of(request), clock.instant())
                    .map(operator -> new Entrance.Proven(operator, Sessions.Means.PASSKEY)),
            request)
        .orElseGet(() -> page.refused(403, "This passkey does not open this server."));
  }
}
