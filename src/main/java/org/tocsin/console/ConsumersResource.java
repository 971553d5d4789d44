package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.consumer.ConsumerRegistry;
import org.tocsin.operator.ConsumerActs;
import org.tocsin.page.Form;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;
import org.tocsin.release.Releases;

/** Who may fetch the list. */
@Path("/console/consumers")
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.VIEWER_NAME)
class ConsumersResource {

  private static final int ON_A_PAGE = 50;

  /**
   * Consumers.
   *
   * @param items a part of them, in order of their numbers
   * @param next behind which one the rest begins
   * @param administers whether the visitor may make some
   */
  record Listed(List<ConsumerRow> items, Optional<Long> next, boolean administers) {}

  /**
   * One consumer with every key it ever had.
   *
   * @param row the consumer
   * @param key a key that was just made, the only time its text is shown
   * @param administers whether the visitor may change it
   */
  record Shown(ConsumerRow row, Optional<String> key, boolean administers) {}

  private final ConsumerRegistry consumers;
  private final ConsumerActs acts;
  private final Releases releases;
  private final Pages pages;
  private final Visitor visitor;

  ConsumersResource(
      ConsumerRegistry consumers,
      ConsumerActs acts,
      Releases releases,
      Pages pages,
      Visitor visitor) {
    this.consumers = consumers;
    this.acts = acts;
    this.releases = releases;
    this.pages = pages;
    this.visitor = visitor;
  }

  /** Shows consumers. */
  @GET
  public Response list(@QueryParam("after") @DefaultValue("0") long after) {
    List<ConsumerRegistry.ConsumerStatus> found =
        QuarkusTransaction.requiringNew()
            .call(() -> consumers.list(Math.max(0, after), ON_A_PAGE + 1));
    boolean more = found.size() > ON_A_PAGE;
    List<ConsumerRow> part =
        found.stream().limit(ON_A_PAGE).map(one -> ConsumerRow.of(one, served())).toList();
    Frame frame = visitor.frame("Consumers", ReleasesResource.PATH, Optional.empty());
    return pages.page(
        200,
        "console/consumers.jte",
        frame,
        new Listed(
            part,
            more ? Optional.of(part.get(ON_A_PAGE - 1).consumer().id()) : Optional.empty(),
            visitor.administers()));
  }

  private Optional<Long> served() {
    return releases.served().map(head -> head.head().serial());
  }

  /** Shows one. */
  @GET
  @Path("{id}")
  public Response show(@PathParam("id") String id) {
    return one(number(id, "consumer"), 200, Optional.empty(), Optional.empty());
  }

  private static long number(String id, String what) {
    if (!id.matches("[1-9][0-9]{0,17}")) {
      throw Refusal.notFound(what);
    }
    return Long.parseLong(id);
  }

  private Response one(long id, int status, Optional<String> key, Optional<String> said) {
    ConsumerRegistry.ConsumerStatus found =
        QuarkusTransaction.requiringNew()
            .call(() -> consumers.find(id))
            .orElseThrow(() -> Refusal.notFound("consumer"));
    Frame frame = visitor.frame("Consumer " + id, ReleasesResource.PATH, said);
    return pages.page(
        status,
        "console/consumer.jte",
        frame,
        new Shown(ConsumerRow.of(found, served()), key, visitor.administers()));
  }

  /** Makes one; its key is shown this once. */
  @POST
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response create(byte[] body) {
    ConsumerForm form = ConsumerForm.of(visitor.form(body));
    ConsumerRegistry.NewConsumer made =
        acts.create(form.name(), form.organisation(), form.cut(), visitor.name())
            .orElseThrow(() -> Refusal.notFound("organisation"));
    return one(
        made.consumer().id(),
        201,
        Optional.of(made.key().key()),
        Optional.of("Made. Its key is shown this once."));
  }

  /** Makes a further key; older ones work for a day. */
  @POST
  @Path("{id}/keys")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response issueKey(@PathParam("id") String id, byte[] body) {
    visitor.form(body);
    long consumer = number(id, "consumer");
    ConsumerRegistry.NewKey key =
        acts.issueKey(consumer, Optional.empty(), visitor.name())
            .orElseThrow(() -> Refusal.notFound("consumer in force"));
    return one(
        consumer,
        201,
        Optional.of(key.key()),
        Optional.of("A new key is made and shown this once. Older ones work for a day."));
  }

  /** Revokes a key at once. */
  @POST
  @Path("{id}/keys/{key}/revoke")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response revokeKey(@PathParam("id") String id, @PathParam("key") String key, byte[] body) {
    visitor.form(body);
    long consumer = number(id, "consumer");
    if (!acts.revokeKey(consumer, number(key, "key"), visitor.name())) {
      throw Refusal.notFound("key in force");
    }
    return one(consumer, 200, Optional.empty(), Optional.of("The key is revoked."));
  }

  /** Revokes a consumer with all its keys at once. */
  @POST
  @Path("{id}/revoke")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response revoke(@PathParam("id") String id, byte[] body) {
    Form form = visitor.form(body);
    long consumer = number(id, "consumer");
    if (!form.all("sure").contains("yes")) {
      throw new Refusal(400, "Tick the box that says that you are sure, then send it again.");
    }
    if (!acts.revoke(consumer, visitor.name())) {
      throw Refusal.notFound("consumer in force");
    }
    return one(
        consumer, 200, Optional.empty(), Optional.of("The consumer is revoked with all its keys."));
  }
}
