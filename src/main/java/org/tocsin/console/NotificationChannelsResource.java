package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.enrolment.SecretText;
import org.tocsin.notification.Answer;
import org.tocsin.notification.Channel;
import org.tocsin.notification.Channels;
import org.tocsin.notification.Destination;
import org.tocsin.notification.Event;
import org.tocsin.operator.NotificationChannelActs;
import org.tocsin.operator.NotificationChannelActs.Creation;
import org.tocsin.page.Form;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;

/** Where operators want to be told of what needs them. */
@Path(NotificationChannelsResource.PATH)
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.ADMINISTRATOR_NAME)
class NotificationChannelsResource {

  static final String PATH = "/console/notification-channels";

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_WORD = 20;
  private static final int LONGEST_TARGET = 500;
  private static final int LONGEST_SECRET = 200;

  /**
   * Channels as their page shows them.
   *
   * @param channels all of them
   * @param events what a channel can be told of
   * @param sendsMail whether this server sends mail
   * @param secret a secret that was just made up
   */
  record View(
      List<Channel> channels, List<String> events, boolean sendsMail, Optional<String> secret) {}

  private final Channels channels;
  private final NotificationChannelActs acts;
  private final Pages pages;
  private final Visitor visitor;
  private final SecureRandom random;

  NotificationChannelsResource(
      Channels channels,
      NotificationChannelActs acts,
      Pages pages,
      Visitor visitor,
      SecureRandom random) {
    this.channels = channels;
    this.acts = acts;
    this.pages = pages;
    this.visitor = visitor;
    this.random = random;
  }

  /** Shows all channels, with what became of their messages. */
  @GET
  public Response show() {
    return page(200, Optional.empty(), Optional.empty());
  }

  private Response page(int status, Optional<String> secret, Optional<String> said) {
    List<Channel> all =
        QuarkusTransaction.requiringNew().call(() -> channels.list(0, Channels.MOST));
    return pages.page(
        status,
        "console/notificationChannels.jte",
        visitor.frame("Notifications", PATH, said),
        new View(all, Event.texts(), acts.sendsMail(), secret));
  }

  /** Makes a channel; a webhook without a secret gets one, which only this answer shows. */
  @POST
  public Response create(byte[] body) {
    Form form = visitor.form(body);
    String kind = form.needed("kind", LONGEST_WORD);
    boolean webhook = kind.equals(Destination.Webhook.KIND);
    if (!webhook && !kind.equals(Destination.Email.KIND) && !kind.equals(Destination.Ntfy.KIND)) {
      throw new Refusal(400, "'kind' must be webhook, email or ntfy.");
    }
    Optional<String> typed = form.text("secret", LONGEST_SECRET);
    Optional<String> madeUp =
        webhook && typed.isEmpty() ? Optional.of(SecretText.generate(random)) : Optional.empty();
    Creation creation =
        acts.create(
            visitor.name(),
            new NotificationChannelActs.Wanted(
                form.needed("name", LONGEST_NAME),
                kind,
                form.all("event"),
                form.text("target", LONGEST_TARGET),
                typed.or(() -> madeUp)));
    if (creation instanceof Creation.Made) {
      return page(200, madeUp, Optional.of("The channel is made. Try it with a test."));
    }
    if (creation instanceof Creation.Refused refused) {
      return page(
          400,
          Optional.empty(),
          Optional.of("Nothing was made. '" + refused.field() + "': " + refused.problem() + "."));
    }
    return page(
        409,
        Optional.empty(),
        Optional.of("Nothing was made: " + ((Creation.Conflict) creation).problem() + "."));
  }

  /** Sends a message that says that it is a test, and says what came back. */
  @POST
  @Path("{id}/test")
  public Response test(@PathParam("id") String id, byte[] body) {
    visitor.form(body);
    Answer answer = acts.test(visitor.name(), number(id)).orElseThrow(() -> none());
    return page(
        200,
        Optional.empty(),
        Optional.of(
            (answer.taken() ? "The test was taken: " : "The test failed: ") + answer.said()));
  }

  /** Deletes a channel; what waits for it is not sent. */
  @POST
  @Path("{id}/delete")
  public Response delete(@PathParam("id") String id, byte[] body) {
    visitor.form(body);
    if (!acts.delete(visitor.name(), number(id))) {
      throw none();
    }
    return page(200, Optional.empty(), Optional.of("The channel is deleted."));
  }

  private static long number(String id) {
    return VisitedOrganisations.number(id, "notification channel");
  }

  private static Refusal none() {
    return Refusal.notFound("notification channel");
  }
}
