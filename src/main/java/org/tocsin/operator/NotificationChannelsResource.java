package org.tocsin.operator;

import io.quarkus.narayana.jta.QuarkusTransaction;
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
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.tocsin.account.Role;
import org.tocsin.audit.AuditLog;
import org.tocsin.notification.Answer;
import org.tocsin.notification.Channel;
import org.tocsin.notification.Channels;
import org.tocsin.notification.NotificationSettings;
import org.tocsin.notification.Notifier;

/** Where operators want to be told of what needs them. */
@Path("/api/v1/notification-channels")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
class NotificationChannelsResource {

  private final Channels channels;
  private final Notifier notifier;
  private final NotificationSettings settings;
  private final AuditLog audit;
  private final SecurityIdentity identity;
  private final InstantSource clock;

  NotificationChannelsResource(
      Channels channels,
      Notifier notifier,
      NotificationSettings settings,
      AuditLog audit,
      SecurityIdentity identity,
      InstantSource clock) {
    this.channels = channels;
    this.notifier = notifier;
    this.settings = settings;
    this.audit = audit;
    this.identity = identity;
    this.clock = clock;
  }

  /** What came back. */
  record TestView(boolean delivered, Optional<Integer> status, String detail, String body) {}

  /**
   * Makes a channel: {@code {"name","kind","events"}} with {@code {"url","secret"}} for a webhook,
   * {@code {"address"}} for e-mail, {@code {"url","token"?}} for ntfy.
   */
  @POST
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  @Transactional
  public Response create(byte[] body) {
    NotificationChannelRequest wanted = NotificationChannelRequest.of(body, settings);
    Channels.Creation creation =
        channels.create(wanted.name(), wanted.destination(), wanted.events(), clock.instant());
    if (creation instanceof Channels.Creation.TooMany) {
      throw new Problem(409, "there are at most " + Channels.MOST + " channels");
    }
    if (creation instanceof Channels.Creation.Made made) {
      record(
          "create",
          made.channel(),
          " to "
              + made.channel().target()
              + " for "
              + String.join(", ", made.channel().eventTexts()));
      return Response.status(201).entity(NotificationChannelView.of(made.channel())).build();
    }
    throw new Problem(409, "there is a channel of this name");
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
  @Transactional
  public Response delete(@PathParam("id") String id) {
    Channel found = existing(id);
    channels.delete(found.id());
    record("delete", found, "");
    return Response.noContent().build();
  }

  /** Sends a message that says that it is a test, and says what came back. */
  @POST
  @Path("{id}/test")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public TestView test(@PathParam("id") String id, byte[] body) {
    Channel found = QuarkusTransaction.requiringNew().call(() -> existing(id));
    RequestBody.of(body).done();
    Answer answer =
        notifier.test(found.id()).orElseThrow(() -> Problem.notFound("notification channel"));
    QuarkusTransaction.requiringNew().run(() -> record("test", found, ": " + answer.said()));
    OptionalInt status = answer.status();
    return new TestView(
        answer.taken(),
        status.isPresent() ? Optional.of(status.getAsInt()) : Optional.empty(),
        answer.said(),
        answer.body());
  }

  private Channel existing(String id) {
    return channels
        .find(Ids.number(id, "notification channel"))
        .orElseThrow(() -> Problem.notFound("notification channel"));
  }

  private void record(String act, Channel channel, String detail) {
    audit.record(
        identity.getPrincipal().getName(),
        "notification-channel." + act,
        "notification channel " + channel.id(),
        channel.kind() + " '" + channel.name() + "'" + detail);
  }
}
