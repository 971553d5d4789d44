package org.tocsin.operator;

import io.quarkus.narayana.jta.QuarkusTransaction;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tocsin.account.Role;
import org.tocsin.publication.ReleaseHistory;

/** The releases that were made, and the way back to one of them. */
@Path("/api/v1/releases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
class ReleasesResource {

  private static final int LONGEST_REASON = 500;
  private static final String UNKNOWN =
      "there is no such release of the last seven days; GET /api/v1/releases lists them";

  /**
   * Releases, the newest first.
   *
   * @param items the releases
   * @param next where the next part begins
   * @param standsStillAt the release at which the list stands still
   */
  record Listed(
      List<ReleaseHistory.Made> items, Optional<String> next, Optional<Long> standsStillAt) {}

  private final ReleaseHistory history;
  private final ReleaseActs releases;
  private final SecurityIdentity identity;

  ReleasesResource(ReleaseHistory history, ReleaseActs releases, SecurityIdentity identity) {
    this.history = history;
    this.releases = releases;
    this.identity = identity;
  }

  /** Returns releases, the newest first; the cursor is the serial before which a part begins. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Listed list(
      @QueryParam("cursor") @DefaultValue("") String cursor,
      @QueryParam("limit") @DefaultValue("") String limit) {
    Page.Request page = Page.Request.of(cursor, limit);
    long before = cursor.isEmpty() ? Long.MAX_VALUE : page.after();
    Page<ReleaseHistory.Made> part =
        page.page(
            QuarkusTransaction.requiringNew().call(() -> history.made(before, page.lookAhead())),
            ReleaseHistory.Made::serial);
    OptionalLong still = releases.standsStillAt();
    return new Listed(
        part.items(),
        part.next(),
        still.isPresent() ? Optional.of(still.getAsLong()) : Optional.empty());
  }

  /**
   * Goes back: {@code {"reason"}}. A new release has the set of an older one, as far as that still
   * holds, and the list stands still there until it is resumed.
   */
  @POST
  @Path("{serial}/rollback")
  @RolesAllowed(Role.CURATOR_NAME)
  public Map<String, Object> rollBack(@PathParam("serial") String serial, byte[] body) {
    RequestBody request = RequestBody.of(body);
    String reason = request.text("reason", LONGEST_REASON);
    request.done();
    long to = Ids.number(serial, UNKNOWN);
    OptionalLong made = releases.rollBack(to, operator(), reason);
    if (made.isEmpty()) {
      throw Problem.notFound(UNKNOWN);
    }
    return Map.of("serial", made.getAsLong(), "standsStillAt", to);
  }

  /** Lets the list go on with the next run: {@code {"reason"}}. */
  @POST
  @Path("resume")
  @RolesAllowed(Role.CURATOR_NAME)
  public Map<String, Object> resume(byte[] body) {
    RequestBody request = RequestBody.of(body);
    String reason = request.text("reason", LONGEST_REASON);
    request.done();
    return Map.of("stoodStill", releases.resume(operator(), reason));
  }

  private String operator() {
    return identity.getPrincipal().getName();
  }
}
