package org.tocsin.operator;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.OptionalInt;
import org.tocsin.account.Role;
import org.tocsin.notification.Answer;
import org.tocsin.notification.Channels;

/** Where operators want to be told of what needs them. */
@Path("/api/v1/notification-channels")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
class NotificationChannelsResource {

  private static final String WHAT = "notification channel";

  private final Channels channels;
  private final NotificationChannelActs acts;
  private final SecurityIdentity identity;

  NotificationChannelsResource(
      Channels channels, NotificationChannelActs acts, SecurityIdentity identity) {
    this.channels = channels;
    this.acts = acts;
    this.identity = identity;
  }

  /** What came back. */
  record TestView(boolean delivered, Optional<Integer> status, String detail, String body) {}

  /**
   * Makes a channel: {@code {"name","kind","events"}} with {@code {"url","secret"}} for a webhook,
   * {@code {"address"}} for e-mail, {@code {"url","token"?}} for ntfy.
   */
  @POST
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response create(byte[] body) {
    RequestBody fields = RequestBody.of(body);
    NotificationChannelActs.Creation creation =
        acts.create(who(), NotificationChannelRequest.of(fields));
    if (creation instanceof NotificationChannelActs.Creation.Made made) {
      return Response.status(201).entity(NotificationChannelView.of(made.channel())).build();
    }
    if (creation instanceof NotificationChannelActs.Creation.Refused refused) {
      throw fields.refused(refused.field(), refused.problem());
    }
    throw new Problem(409, ((NotificationChannelActs.Creation.Conflict) creation).problem());
  }

  /** Lists channels, with what became of their messages. */
  @GET
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  @Transactional
  public Page<NotificationChannelView> list(
      @QueryParam("cursor") @DefaultValue("") String cursor,
      @QueryParam("limit") @DefaultValue("") String limit) {
    Page.Request page = Page.Request.of(cursor, limit);
    return page.page(
        channels.list(page.after(), page.lookAhead()).stream()
            .map(NotificationChannelView::of)
            .toList(),
        NotificationChannelView::id);
  }

  /** Deletes a channel; what waits for it is not sent. */
  @DELETE
  @Path("{id}")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response delete(@PathParam("id") String id) {
    if (!acts.delete(who(), Ids.number(id, WHAT))) {
      throw Problem.notFound(WHAT);
    }
    return Response.noContent().build();
  }

  /** Sends a message that says that it is a test, and says what came back. */
  @POST
  @Path("{id}/test")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public TestView test(@PathParam("id") String id, byte[] body) {
    RequestBody.of(body).done();
    Answer answer =
        acts.test(who(), Ids.number(id, WHAT)).orElseThrow(() -> Problem.notFound(WHAT));
    OptionalInt status = answer.status();
    return new TestView(
        answer.taken(),
        status.isPresent() ? Optional.of(status.getAsInt()) : Optional.empty(),
        answer.said(),
        answer.body());
  }

  private String who() {
    return identity.getPrincipal().getName();
  }
}
