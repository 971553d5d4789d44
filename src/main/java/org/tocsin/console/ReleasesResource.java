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
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import org.tocsin.account.Role;
import org.tocsin.operator.ReleaseActs;
import org.tocsin.page.Form;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;
import org.tocsin.review.Decision;

/** Releases, what waits to be one, and the way back. */
@Path("/console/releases")
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.VIEWER_NAME)
class ReleasesResource {

  static final String PATH = "/console/releases";
  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_WORD = 40;

  private final ReleaseActs acts;
  private final ReleaseViews views;
  private final Pages pages;
  private final Visitor visitor;

  ReleasesResource(ReleaseActs acts, ReleaseViews views, Pages pages, Visitor visitor) {
    this.acts = acts;
    this.views = views;
    this.pages = pages;
    this.visitor = visitor;
  }

  /** Shows releases, the newest first. */
  @GET
  public Response list(@QueryParam("before") @DefaultValue("0") long before) {
    return list(before, 200, Optional.empty());
  }

  private Response list(long before, int status, Optional<String> said) {
    OptionalLong stillAt = acts.standsStillAt();
    ReleaseViews.Listed listed =
        QuarkusTransaction.requiringNew()
            .call(() -> views.listed(before, stillAt, visitor.decides()));
    return pages.page(
        status, "console/releases.jte", visitor.frame("Releases", PATH, said), listed);
  }

  /** Shows one release and what it changed. */
  @GET
  @Path("{serial}")
  public Response show(
      @PathParam("serial") String serial,
      @QueryParam("joined") @DefaultValue("") String joined,
      @QueryParam("left") @DefaultValue("") String left) {
    long number = number(serial);
    OptionalLong stillAt = acts.standsStillAt();
    ReleaseViews.Shown shown =
        QuarkusTransaction.requiringNew()
            .call(() -> views.shown(number, joined, left, stillAt, visitor.decides()));
    Frame frame = visitor.frame("Release " + number, PATH, Optional.empty());
    return pages.page(200, "console/release.jte", frame, shown);
  }

  private static long number(String serial) {
    if (!serial.matches("[1-9][0-9]{0,17}")) {
      throw Refusal.notFound("release");
    }
    return Long.parseLong(serial);
  }

  /** Goes back to a release and has the list stand still there. */
  @POST
  @Path("{serial}/rollback")
  @RolesAllowed(Role.CURATOR_NAME)
  public Response rollBack(@PathParam("serial") String serial, byte[] body) {
    Form form = visitor.form(body);
    long number = number(serial);
    String reason = reason(form);
    OptionalLong made = acts.rollBack(number, visitor.name(), reason);
    if (made.isEmpty()) {
      throw new Refusal(404, "There is no such release of the last seven days.");
    }
    return list(
        0,
        200,
        Optional.of(
            "The list is what it was with release "
                + number
                + ", as far as that still holds. It is out as release "
                + made.getAsLong()
                + ", and stands still until it is let go on."));
  }

  private static String reason(Form form) {
    String reason = form.needed("reason", LONGEST_REASON);
    if (!form.all("sure").contains("yes")) {
      throw new Refusal(400, "Tick the box that says that you are sure, then send it again.");
    }
    return reason;
  }

  /** Lets the list go on. */
  @POST
  @Path("resume")
  @RolesAllowed(Role.CURATOR_NAME)
  public Response resume(byte[] body) {
    String reason = reason(visitor.form(body));
    boolean stood = acts.resume(visitor.name(), reason);
    return list(
        0,
        200,
        Optional.of(
            stood ? "The list goes on with the next run." : "The list did not stand still."));
  }

  /** Shows what waits for a person because it would change too much at once. */
  @GET
  @Path("parked")
  public Response parked(
      @QueryParam("joining") @DefaultValue("") String joining,
      @QueryParam("leaving") @DefaultValue("") String leaving) {
    return parked(joining, leaving, 200, Optional.empty());
  }

  private Response parked(String joining, String leaving, int status, Optional<String> said) {
    ReleaseViews.Waiting waiting =
        QuarkusTransaction.requiringNew()
            .call(() -> views.waiting(joining, leaving, visitor.decides()));
    return pages.page(
        status, "console/parked.jte", visitor.frame("Parked run", PATH, said), waiting);
  }

  /** Decides about what waits, if it is what was seen. */
  @POST
  @Path("parked")
  @RolesAllowed(Role.CURATOR_NAME)
  public Response decide(byte[] body) {
    Form form = visitor.form(body);
    Instant seen = seen(form);
    Decision.Ruling ruling = ruling(form);
    Decision decision = new Decision(ruling, visitor.name(), reason(form));
    Optional<Decision.Outcome> outcome = acts.decideParked(seen, decision);
    if (outcome.isEmpty() || outcome.get() instanceof Decision.Outcome.NoSuchCase) {
      return parked("", "", 409, Optional.of("What waits is not what you saw. Look again."));
    }
    if (outcome.get() instanceof Decision.Outcome.TooLate) {
      return parked("", "", 409, Optional.of("Somebody else decided this already."));
    }
    if (outcome.get() instanceof Decision.Outcome.NeedsAnother) {
      return parked(
          "", "", 409, Optional.of("You agreed already; a second operator has to agree too."));
    }
    boolean waits =
        ((Decision.Outcome.Taken) outcome.get()).now().firstDecisionBy().isPresent()
            && ((Decision.Outcome.Taken) outcome.get()).now().closed().isEmpty();
    return list(
        0,
        200,
        Optional.of(
            waits
                ? "You agreed. It goes out when a second operator agrees too."
                : ruling == Decision.Ruling.PUBLISH
                    ? "Approved. It goes out with the next run."
                    : "Given up. What would have joined is not listed, what would have left stays."));
  }

  private static Instant seen(Form form) {
    try {
      return Instant.parse(form.needed("seen", LONGEST_WORD));
    } catch (DateTimeParseException e) {
      throw new Refusal(400, "'seen' must be what the page said.");
    }
  }

  private static Decision.Ruling ruling(Form form) {
    return switch (form.needed("decision", LONGEST_WORD)) {
      case "approve" -> Decision.Ruling.PUBLISH;
      case "drop" -> Decision.Ruling.REJECT;
      default -> throw new Refusal(400, "'decision' must be approve or drop.");
    };
  }
}
