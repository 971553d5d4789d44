package org.tocsin.console;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Optional;
import org.tocsin.account.Sessions;
import org.tocsin.account.SignInLinks;
import org.tocsin.page.Form;

/** Signs people in by a link that works once. */
@Path(SignInResource.PATH)
@Consumes(MediaType.WILDCARD)
@Blocking
@PermitAll
class SignInResource {

  static final String PATH = "/console/sign-in";

  private static final int LONGEST_LINK = 64;

  private final SignInLinks links;
  private final Entrance entrance;
  private final SignInPage page;
  private final InstantSource clock;

  SignInResource(SignInLinks links, Entrance entrance, SignInPage page, InstantSource clock) {
    this.links = links;
    this.entrance = entrance;
    this.page = page;
    this.clock = clock;
  }

  /**
   * Shows a button. Looking at a link uses nothing up, since mail programs and chats look at every
   * link that they are sent.
   */
  @GET
  public Response show(@QueryParam("link") @DefaultValue("") String link) {
    return page.answer(
        200, new SignInPage.View(link.length() > LONGEST_LINK ? "" : link, ""), Optional.empty());
  }

  /** Uses the link up and begins a session. */
  @POST
  public Response signIn(byte[] body, @Context HttpServerRequest request) {
    Entrance.refuseForeign(request);
    String link = Form.withoutSession(body).needed("link", LONGEST_LINK);
    return entrance
        .enter(
            () ->
                links
                    .redeem(link, clock.instant())
                    .map(operator -> new Entrance.Proven(operator, Sessions.Means.LINK)),
            request)
        .orElseGet(
            () ->
                page.refused(
                    403, "This link was used already, is older than an hour, or unknown."));
  }
}
