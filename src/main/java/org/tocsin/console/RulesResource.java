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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.operator.RulesActs;
import org.tocsin.operator.RulesComparison;
import org.tocsin.page.Form;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;

/** The rules in force, what they were, and what others would do. Nothing here writes rules. */
@Path("/console/rules")
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.VIEWER_NAME)
class RulesResource {

  private static final String PATH = "/console/rules";
  private static final String EDIT = "console/rulesFile.jte";
  private static final int LARGEST = 1 << 20;
  private static final int LONGEST_NAME = 200;

  private final RulesActs acts;
  private final RulesViews views;
  private final Pages pages;
  private final Visitor visitor;

  RulesResource(RulesActs acts, RulesViews views, Pages pages, Visitor visitor) {
    this.acts = acts;
    this.views = views;
    this.pages = pages;
    this.visitor = visitor;
  }

  private Frame frame(String title, Optional<String> said) {
    return visitor.frame(title, PATH, said);
  }

  /** Shows what is in force, and since when. */
  @GET
  public Response show(@QueryParam("before") @DefaultValue("0") long before) {
    return pages.page(
        200,
        "console/rules.jte",
        frame("Rules", Optional.empty()),
        QuarkusTransaction.requiringNew().call(() -> views.inForce(before)));
  }

  /** Shows one file, to look at or to edit. */
  @GET
  @Path("file")
  public Response file(@QueryParam("name") @DefaultValue("") String name) {
    RulesViews.Edited shown =
        new RulesViews.Edited(
            views.file(name), false, List.of(), Optional.empty(), visitor.decides());
    return pages.page(200, EDIT, frame("Rules file", Optional.empty()), shown);
  }

  /** Hands out a file in force. */
  @GET
  @Path("text")
  public Response text(@QueryParam("name") @DefaultValue("") String name) {
    return saved(views.file(name));
  }

  private static Response saved(RuleFile file) {
    return Response.ok(file.text())
        .header("Content-Type", "text/yaml;charset=UTF-8")
        .header("Content-Disposition", "attachment; filename=\"" + file.savedAs() + "\"")
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "no-store")
        .build();
  }

  /** Shows what changed when some rules came into force. */
  @GET
  @Path("history/{id}")
  public Response history(@PathParam("id") String id) {
    if (!id.matches("[1-9][0-9]{0,17}")) {
      throw Refusal.notFound("set of rules");
    }
    RulesViews.Changed changed =
        QuarkusTransaction.requiringNew().call(() -> views.changed(Long.parseLong(id)));
    return pages.page(
        200, "console/rulesChange.jte", frame("Change of rules", Optional.empty()), changed);
  }

  /** Says what is wrong with an edited file. */
  @POST
  @Path("validate")
  public Response validate(byte[] body) {
    RulesViews.Edited checked =
        views.validated(edited(visitor.form(body, LARGEST)), visitor.decides());
    return checked(checked);
  }

  private RuleFile edited(Form form) {
    RuleFile inForce = views.file(form.needed("name", LONGEST_NAME));
    return new RuleFile(inForce.name(), form.raw("text", RuleFile.LONGEST));
  }

  private Response checked(RulesViews.Edited checked) {
    return checked.problems().isEmpty()
        ? pages.page(
            200,
            EDIT,
            frame("Rules file", Optional.of("Nothing is wrong with the rules as edited.")),
            checked)
        : pages.page(
            400,
            EDIT,
            frame("Rules file", Optional.of("The rules as edited cannot be used.")),
            checked);
  }

  /** Hands out an edited file, to be put where the rules are kept. */
  @POST
  @Path("download")
  public Response download(byte[] body) {
    return saved(edited(visitor.form(body, LARGEST)));
  }

  /** Replays stored signals by the rules in force and as edited; answers when it is done. */
  @POST
  @Path("preview")
  @RolesAllowed(Role.CURATOR_NAME)
  public Response preview(byte[] body) {
    Form form = visitor.form(body, LARGEST);
    RuleFile edited = edited(form);
    long hours = form.number("hours");
    if (hours < 1 || hours > RulesActs.MOST_HOURS) {
      throw new Refusal(400, "'hours' must be 1 to " + RulesActs.MOST_HOURS + ".");
    }
    RulesViews.Edited checked = views.validated(edited, true);
    if (!checked.problems().isEmpty()) {
      return checked(checked);
    }
    try {
      RulesActs.Comparing comparing =
          acts.begin(
                  Optional.empty(),
                  Optional.of(views.with(edited)),
                  Duration.ofHours(hours),
                  visitor.name())
              .orElseThrow(() -> new Refusal(429, RulesActs.BUSY));
      return pages.later(
          "console/rulesPreview.jte",
          frame("What the edited rules would do", Optional.empty()),
          before -> RulesViews.Previewed.of(checked, hours, comparing.run(before)));
    } catch (RulesComparison.Refused e) {
      return pages.page(
          422, EDIT, frame("Rules file", Optional.ofNullable(e.getMessage())), checked);
    }
  }
}
