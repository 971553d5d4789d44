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
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.account.Roster;
import org.tocsin.operator.OperatorActs;
import org.tocsin.page.Form;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;

/** Who runs this server, for administrators. */
@Path("/console/operators")
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.ADMINISTRATOR_NAME)
class OperatorsResource {

  private static final String PATH = "/console/operators";
  private static final String OPERATOR = "operator";
  private static final int ON_A_PAGE = 50;
  private static final int LONGEST_ROLE = 30;
  private static final String NO_SUCH_POST =
      "A member belongs to one organisation that exists; nobody else belongs to any.";

  /**
   * A part of the operators.
   *
   * @param entries in order of their number
   * @param next behind which the next part begins
   */
  record ListView(List<Roster.Entry> entries, Optional<Long> next) {}

  /**
   * One operator.
   *
   * @param entry the operator
   * @param link the path of a link that signs it in, the only time it is shown
   * @param token its token, the only time it is shown
   */
  record OneView(Roster.Entry entry, Optional<String> link, Optional<String> token) {}

  private final Roster roster;
  private final OperatorActs acts;
  private final Pages pages;
  private final Visitor visitor;
  private final InstantSource clock;

  OperatorsResource(
      Roster roster, OperatorActs acts, Pages pages, Visitor visitor, InstantSource clock) {
    this.roster = roster;
    this.acts = acts;
    this.pages = pages;
    this.visitor = visitor;
    this.clock = clock;
  }

  /** Shows operators in order of their number. */
  @GET
  public Response list(@QueryParam("after") @DefaultValue("0") long after) {
    return list(after, 200, Optional.empty());
  }

  private Response list(long after, int status, Optional<String> said) {
    List<Roster.Entry> entries =
        QuarkusTransaction.requiringNew()
            .call(() -> roster.list(Math.max(0, after), ON_A_PAGE + 1, clock.instant()));
    boolean more = entries.size() > ON_A_PAGE;
    List<Roster.Entry> shown = more ? entries.subList(0, ON_A_PAGE) : entries;
    return pages.page(
        status,
        "console/operators.jte",
        visitor.frame("Operators", PATH, said),
        new ListView(
            shown,
            more ? Optional.of(shown.get(ON_A_PAGE - 1).operator().id()) : Optional.empty()));
  }

  /** Shows one operator. */
  @GET
  @Path("{id}")
  public Response show(@PathParam("id") String id) {
    return one(Numbers.of(id, OPERATOR), 200, Optional.empty());
  }

  private Response one(long id, int status, Optional<String> said) {
    return one(id, status, said, Optional.empty(), Optional.empty());
  }

  private Response one(
      long id, int status, Optional<String> said, Optional<String> link, Optional<String> token) {
    Roster.Entry entry =
        QuarkusTransaction.requiringNew()
            .call(() -> roster.find(id, clock.instant()))
            .orElseThrow(() -> Refusal.notFound(OPERATOR));
    Frame frame = visitor.frame("Operator " + entry.operator().id(), PATH, said);
    return pages.page(status, "console/operator.jte", frame, new OneView(entry, link, token));
  }

  /** Makes an operator, with a link to sign in. */
  @POST
  public Response create(byte[] body) {
    Form form = visitor.form(body);
    OperatorActs.Creation creation =
        acts.create(visitor.name(), form.needed("name", OperatorActs.LONGEST_NAME), post(form));
    if (creation instanceof OperatorActs.Creation.Made made) {
      long id = made.operator().id();
      return one(
          id,
          201,
          Optional.of("The operator is made."),
          acts.link(visitor.name(), id),
          Optional.of(made.token()));
    }
    return creation instanceof OperatorActs.Creation.NameTaken
        ? list(0, 409, Optional.of("An operator of this name exists or existed."))
        : list(0, 400, Optional.of(NO_SUCH_POST));
  }

  private static OperatorActs.Post post(Form form) {
    String role = form.needed("role", LONGEST_ROLE);
    if (!Role.NAMES.contains(role)) {
      throw new Refusal(400, "'role' must be one of " + String.join(", ", Role.NAMES) + ".");
    }
    Optional<Long> organisation =
        form.text("organisation", 19).map(text -> form.number("organisation"));
    return new OperatorActs.Post(Role.of(role), organisation);
  }

  /** Makes a link that signs an operator in once. */
  @POST
  @Path("{id}/sign-in-link")
  public Response link(@PathParam("id") String id, byte[] body) {
    visitor.form(body);
    long number = Numbers.of(id, OPERATOR);
    Optional<String> path = acts.link(visitor.name(), number);
    return one(number, 200, Optional.empty(), path, Optional.empty());
  }

  /** Gives an operator another role. */
  @POST
  @Path("{id}/role")
  public Response change(@PathParam("id") String id, byte[] body) {
    Form form = visitor.form(body);
    long number = Numbers.of(id, OPERATOR);
    OperatorActs.Post post = post(form);
    OperatorActs.Outcome outcome = acts.change(visitor.name(), number, post);
    if (outcome == OperatorActs.Outcome.DONE
        && number == visitor.operator()
        && post.role() != Role.ADMINISTRATOR) {
      // Whoever did this may not look at this page any more.
      return Response.seeOther(URI.create(AccountPage.PATH)).build();
    }
    return answer(number, outcome, "The role is changed.");
  }

  /** Lets an operator try passwords again. */
  @POST
  @Path("{id}/unlock")
  public Response unlock(@PathParam("id") String id, byte[] body) {
    visitor.form(body);
    long number = Numbers.of(id, OPERATOR);
    return answer(number, acts.unlock(visitor.name(), number), "Passwords are taken again.");
  }

  /** Revokes an operator. */
  @POST
  @Path("{id}/revocation")
  public Response revoke(@PathParam("id") String id, byte[] body) {
    visitor.form(body);
    long number = Numbers.of(id, OPERATOR);
    OperatorActs.Outcome outcome = acts.revoke(visitor.name(), number);
    return outcome == OperatorActs.Outcome.DONE
        ? list(0, 200, Optional.of("Operator " + number + " is revoked."))
        : answer(number, outcome, "");
  }

  private Response answer(long id, OperatorActs.Outcome outcome, String done) {
    return switch (outcome) {
      case DONE -> one(id, 200, Optional.of(done));
      case NO_SUCH_OPERATOR -> throw Refusal.notFound(OPERATOR);
      case ITSELF -> one(id, 409, Optional.of("Nobody revokes themselves."));
      case LAST_ADMINISTRATOR -> one(id, 409, Optional.of("This is the last administrator."));
      case NO_SUCH_POST -> one(id, 400, Optional.of(NO_SUCH_POST));
    };
  }
}
