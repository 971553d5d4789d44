package org.tocsin.operator;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tocsin.account.Role;
import org.tocsin.review.Decision;
import org.tocsin.review.Decisions;
import org.tocsin.review.ReviewCase;
import org.tocsin.review.ReviewQueue;

/** What waits for a person. */
@Path("/api/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
class ReviewsResource {

  private static final int LONGEST_REASON = 500;
  private static final String ALL = "all";

  private final ReviewQueue queue;
  private final Decisions decisions;
  private final SecurityIdentity identity;

  ReviewsResource(ReviewQueue queue, Decisions decisions, SecurityIdentity identity) {
    this.queue = queue;
    this.decisions = decisions;
    this.identity = identity;
  }

  /** Lists cases, the most urgent first. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<ReviewItem> list(
      @QueryParam("state") @DefaultValue("open") String state,
      @QueryParam("cursor") @DefaultValue("") String cursor,
      @QueryParam("limit") @DefaultValue("") String limit) {
    Optional<ReviewCase.State> wanted = state(state);
    Page.Request page = Page.Request.of(cursor, limit);
    return page.page(
        queue.list(wanted, page.after(), page.lookAhead()).stream().map(ReviewItem::of).toList(),
        ReviewItem::id);
  }

  private static Optional<ReviewCase.State> state(String text) {
    if (text.equals(ALL)) {
      return Optional.empty();
    }
    for (ReviewCase.State state : ReviewCase.State.values()) {
      if (state.text().equals(text)) {
        return Optional.of(state);
      }
    }
    throw Problem.badRequest(
        "parameter 'state' must be one of "
            + Arrays.stream(ReviewCase.State.values())
                .map(ReviewCase.State::text)
                .collect(Collectors.joining(", "))
            + ", "
            + ALL);
  }

  /** Shows one case. */
  @GET
  @Path("{id}")
  @RolesAllowed(Role.VIEWER_NAME)
  public ReviewItem show(@PathParam("id") String id) {
    return ReviewItem.of(
        queue.find(Ids.number(id, "case")).orElseThrow(() -> Problem.notFound("case")));
  }

  /**
   * Decides a case: {@code {"decision","reason"}}. Answers with the case as it is then; what is to
   * be listed is listed by the next run.
   */
  @POST
  @Path("{id}/decision")
  @RolesAllowed(Role.CURATOR_NAME)
  public ReviewItem decide(@PathParam("id") String id, byte[] body) {
    long number = Ids.number(id, "case");
    RequestBody request = RequestBody.of(body);
    String word = request.word("decision", List.of("publish", "reject"));
    String reason = request.text("reason", LONGEST_REASON);
    request.done();
    Decision.Outcome outcome =
        decisions.decide(
            number,
            new Decision(
                Decision.Ruling.valueOf(word.toUpperCase(Locale.ROOT)),
                identity.getPrincipal().getName(),
                reason));
    if (outcome instanceof Decision.Outcome.Taken taken) {
      return ReviewItem.of(taken.now());
    }
    if (outcome instanceof Decision.Outcome.TooLate late) {
      throw new Problem(409, "this case is " + late.now().state().text() + " already");
    }
    if (outcome instanceof Decision.Outcome.NeedsAnother) {
      throw new Problem(409, "you agreed already; a second operator has to agree too");
    }
    throw Problem.notFound("case");
  }
}
