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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.tocsin.account.Role;
import org.tocsin.consumer.ConsumerRegistry;
import org.tocsin.consumer.Cut;
import org.tocsin.curation.Micro;

/** Consumers of the list and their keys. */
@Path("/api/v1/consumers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
@Transactional
class ConsumersResource {

  private static final List<String> FAMILIES = List.of("both", "v4", "v6");

  private final ConsumerRegistry consumers;
  private final ConsumerActs acts;
  private final SecurityIdentity identity;
  private final InstantSource clock;

  ConsumersResource(
      ConsumerRegistry consumers,
      ConsumerActs acts,
      SecurityIdentity identity,
      InstantSource clock) {
    this.consumers = consumers;
    this.acts = acts;
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * Makes a consumer: {@code {"name","organisation"?,"families"?,"aggregated"?,"scenarios"?,
   * "maxEntries"?,"minimumScore"?}}. The answer is the only place that has its key.
   */
  @POST
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response create(byte[] body) {
    RequestBody request = RequestBody.of(body);
    String name = request.text("name", ConsumerActs.LONGEST_NAME);
    OptionalLong organisation = request.number("organisation");
    Cut cut = cut(request);
    request.done();
    ConsumerRegistry.NewConsumer made =
        acts.create(name, organisation, cut, operator())
            .orElseThrow(() -> Problem.notFound("organisation"));
    return Response.status(201).entity(ConsumerView.Created.of(made)).build();
  }

  private static Cut cut(RequestBody request) {
    Cut.Families families = Cut.Families.of(request.wordOrFirst("families", FAMILIES));
    boolean aggregated = request.flag("aggregated");
    List<String> scenarios = request.tags("scenarios");
    if (!scenarios.stream().allMatch(ConsumerActs::isGlob)) {
      throw Problem.badRequest("field 'scenarios' must be globs such as crowdsecurity/ssh-*");
    }
    OptionalInt maxEntries =
        request.count("maxEntries").map(OptionalInt::of).orElse(OptionalInt.empty());
    OptionalLong minimumScore =
        request
            .hundredths("minimumScore", ConsumerActs.MOST_SCORE)
            .map(score -> OptionalLong.of(Micro.of(score)))
            .orElse(OptionalLong.empty());
    return new Cut(families, aggregated, scenarios, maxEntries, minimumScore);
  }

  /** Lists consumers with their keys in force, without the keys' texts. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<ConsumerView> list(
      @QueryParam("cursor") @DefaultValue("") String cursor,
      @QueryParam("limit") @DefaultValue("") String limit) {
    Page.Request page = Page.Request.of(cursor, limit);
    return page.page(
        consumers.list(page.after(), page.lookAhead()).stream().map(ConsumerView::of).toList(),
        ConsumerView::id);
  }

  /** Shows one consumer with every key it ever had, without the keys' texts. */
  @GET
  @Path("{id}")
  @RolesAllowed(Role.VIEWER_NAME)
  public ConsumerView find(@PathParam("id") String id) {
    return consumers
        .find(Ids.number(id, "consumer"))
        .map(ConsumerView::of)
        .orElseThrow(() -> Problem.notFound("consumer"));
  }

  /**
   * Makes a further key: {@code {"previousExpiresAt"?}}, until when the older ones work too. The
   * answer is the only place that has its text.
   */
  @POST
  @Path("{id}/keys")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response issueKey(@PathParam("id") String id, byte[] body) {
    long consumer = Ids.number(id, "consumer");
    RequestBody request = RequestBody.of(body);
    Optional<Instant> previousExpiresAt = request.future("previousExpiresAt", clock.instant());
    request.done();
    ConsumerRegistry.NewKey key =
        acts.issueKey(consumer, previousExpiresAt, operator())
            .orElseThrow(() -> Problem.notFound("consumer in force"));
    return Response.status(201).entity(Map.of("id", key.id(), "key", key.key())).build();
  }

  /** Revokes a key at once. */
  @DELETE
  @Path("{id}/keys/{key}")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response revokeKey(@PathParam("id") String id, @PathParam("key") String key) {
    long consumer = Ids.number(id, "consumer");
    if (!acts.revokeKey(consumer, Ids.number(key, "consumer key"), operator())) {
      throw Problem.notFound("consumer key in force");
    }
    return Response.noContent().build();
  }

  /** Revokes a consumer with all its keys at once. */
  @DELETE
  @Path("{id}")
  @RolesAllowed(Role.ADMINISTRATOR_NAME)
  public Response revoke(@PathParam("id") String id) {
    long consumer = Ids.number(id, "consumer");
    if (!acts.revoke(consumer, operator())) {
      throw Problem.notFound("consumer in force");
    }
    return Response.noContent().build();
  }

  private String operator() {
    return identity.getPrincipal().getName();
  }
}
