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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.page.Form;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;
import org.tocsin.review.Decision;
import org.tocsin.review.ReviewCase;
import org.tocsin.review.StagedDecisions;
import org.tocsin.review.Staging;

/** The review queue and its cases. */
@Path("/console/reviews")
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.VIEWER_NAME)
class ReviewsResource {

  private static final String PATH = "/console/reviews";
  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_WORD = 30;

  private final CaseViews views;
  private final StagedDecisions staged;
  private final Pages pages;
  private final Visitor visitor;

  ReviewsResource(CaseViews views, StagedDecisions staged, Pages pages, Visitor visitor) {
    this.views = views;
    this.staged = staged;
    this.pages = pages;
    this.visitor = visitor;
  }

  /** Shows open cases, the most urgent first. */
  @GET
  public Response list(
      @QueryParam("kind") @DefaultValue("") String kind,
      @QueryParam("after") @DefaultValue("0") long after) {
    return queue(kind(kind), after, 200, Optional.empty());
  }

  private static Optional<ReviewCase.Kind> kind(String text) {
    Optional<ReviewCase.Kind> found =
        Arrays.stream(ReviewCase.Kind.values())
            .filter(kind -> kind.text().equals(text))
            .findFirst();
    if (found.isEmpty() && !text.isEmpty()) {
      throw new Refusal(400, "There are no cases of the kind '" + text + "'.");
    }
    return found;
  }

  private Response queue(
      Optional<ReviewCase.Kind> kind, long after, int status, Optional<String> said) {
    Frame frame = visitor.frame("Review queue", PATH, said);
    boolean decides = visitor.decides();
    QueueView view = QuarkusTransaction.requiringNew().call(() -> views.open(kind, after, decides));
    return pages.page(status, "console/queue.jte", frame, view);
  }

  /** Shows one case. */
  @GET
  @Path("{id}")
  public Response show(@PathParam("id") String id) {
    return one(number(id), 200, Optional.empty());
  }

  private static long number(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw Refusal.notFound("case");
    }
  }

  private Response one(long id, int status, Optional<String> said) {
    Frame frame = visitor.frame("Case " + id, PATH, said);
    boolean decides = visitor.decides();
    CaseView view = QuarkusTransaction.requiringNew().call(() -> views.one(id, decides));
    return pages.page(status, "console/reviewCase.jte", frame, view);
  }

  /** Stages a decision on one case. */
  @POST
  @Path("{id}/decision")
  @RolesAllowed(Role.CURATOR_NAME)
  public Response decide(@PathParam("id") String id, byte[] body) {
    Form form = visitor.form(body);
    long number = number(id);
    Decision decision = decision(form);
    Staging.Outcome outcome = staged.stage(new Staging(number, form.number("revision")), decision);
    return one(number, status(outcome), Optional.of(said(outcome)));
  }

  private Decision decision(Form form) {
    String ruling = form.needed("decision", LONGEST_WORD);
    String reason = form.needed("reason", LONGEST_REASON);
    return switch (ruling) {
      case "publish" -> new Decision(Decision.Ruling.PUBLISH, visitor.name(), reason);
      case "reject" -> new Decision(Decision.Ruling.REJECT, visitor.name(), reason);
      default -> throw new Refusal(400, "'decision' must be publish or reject.");
    };
  }

  /** Stages one decision on all cases that were chosen, each as it was seen. */
  @POST
  @Path("decisions")
  @RolesAllowed(Role.CURATOR_NAME)
  public Response decideMany(byte[] body) {
    Form form = visitor.form(body);
    List<Staging> chosen = new ArrayList<>();
    for (String one : form.all("case")) {
      int at = one.indexOf('.');
      if (at < 0) {
        throw new Refusal(400, "'case' must be a case and its revision.");
      }
      chosen.add(new Staging(number(one.substring(0, at)), number(one.substring(at + 1))));
    }
    if (chosen.isEmpty()) {
      throw new Refusal(400, "No case was chosen.");
    }
    try {
      return queue(
          Optional.empty(), 0, 200, Optional.of(said(staged.stageAll(chosen, decision(form)))));
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "These cases cannot be decided together: " + e.getMessage() + ".");
    }
  }

  private static String said(Map<Long, Staging.Outcome> outcomes) {
    long done = outcomes.values().stream().filter(Staging.Outcome.Staged.class::isInstance).count();
    StringBuilder said = new StringBuilder(done + " of " + outcomes.size() + " decided.");
    outcomes.forEach(
        (id, outcome) -> {
          if (!(outcome instanceof Staging.Outcome.Staged)) {
            said.append(" Case ").append(id).append(": ").append(said(outcome));
          }
        });
    return said.toString();
  }

  /** Takes back what was decided a moment ago. */
  @POST
  @Path("{id}/undo")
  @RolesAllowed(Role.CURATOR_NAME)
  public Response undo(@PathParam("id") String id, byte[] body) {
    visitor.form(body);
    long number = number(id);
    Staging.Undoing undoing = staged.undo(number, visitor.name(), visitor.administers());
    if (undoing instanceof Staging.Undoing.NoSuchCase) {
      throw Refusal.notFound("case");
    }
    if (undoing instanceof Staging.Undoing.Undone) {
      return one(number, 200, Optional.of("Taken back. The case is open again."));
    }
    return one(
        number,
        409,
        Optional.of(
            undoing instanceof Staging.Undoing.NotYours
                ? "Somebody else decided this; only they or an administrator can take it back."
                : "It is too late to take this back."));
  }

  private static int status(Staging.Outcome outcome) {
    return outcome instanceof Staging.Outcome.Staged ? 200 : 409;
  }

  private static String said(Staging.Outcome outcome) {
    if (outcome instanceof Staging.Outcome.Staged) {
      return "Decided. It can be taken back until it takes effect.";
    }
    if (outcome instanceof Staging.Outcome.Changed) {
      return "Somebody else changed this case since you loaded it. Nothing was overwritten: look"
          + " again.";
    }
    if (outcome instanceof Staging.Outcome.NeedsAnother) {
      return "You agreed already; a second operator has to agree too.";
    }
    if (outcome instanceof Staging.Outcome.TooLate) {
      return "This case is closed already.";
    }
    throw Refusal.notFound("case");
  }
}
