package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tocsin.account.Operator;
import org.tocsin.account.Role;
import org.tocsin.account.password.PasswordEnrolment;
import org.tocsin.audit.AuditLog;
import org.tocsin.page.Form;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;

/** One's own password, its second factor and its recovery codes. */
@Path(AccountPage.PATH + "/password")
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.MEMBER_NAME)
class PasswordResource {

  private static final int LONGEST_PASSWORD = 200;
  private static final int LONGEST_DRAFT = 4_000;
  private static final int LONGEST_CODE = 40;
  private static final String NO_PASSWORD = "You have no password.";

  /**
   * The second factor as it is set up.
   *
   * @param draft what comes back with the first code
   * @param code the secret for programs that look
   */
  record DraftView(PasswordEnrolment.Draft draft, QrCode code) {

    /** Returns the secret in groups that people can keep in mind. */
    public String spelled() {
      return draft.secret().replaceAll("(?<=\\G.{4})(?=.)", " ");
    }
  }

  /** Recovery codes, the only time they are shown. */
  record CodesView(List<String> codes) {}

  private final PasswordEnrolment passwords;
  private final AccountPage account;
  private final AuditLog audit;
  private final Pages pages;
  private final Visitor visitor;
  private final InstantSource clock;

  PasswordResource(
      PasswordEnrolment passwords,
      AccountPage account,
      AuditLog audit,
      Pages pages,
      Visitor visitor,
      InstantSource clock) {
    this.passwords = passwords;
    this.account = account;
    this.audit = audit;
    this.pages = pages;
    this.visitor = visitor;
    this.clock = clock;
  }

  /** Takes a new password and shows the second factor; nothing is changed yet. */
  @POST
  public Response begin(byte[] body) {
    Form form = visitor.form(body);
    String password = form.needed("password", LONGEST_PASSWORD);
    Operator operator = QuarkusTransaction.requiringNew().call(account::operator);
    Optional<String> problem =
        form.needed("again", LONGEST_PASSWORD).equals(password)
            ? passwords.problem(password, operator)
            : Optional.of("You typed two different passwords.");
    if (problem.isPresent()) {
      return account.answer(400, problem);
    }
    return passwords
        .begin(password, operator, clock.instant())
        .map(draft -> draft(200, draft, Optional.empty()))
        .orElseGet(
            () -> account.answer(503, Optional.of("Many sign in at this moment. Try again.")));
  }

  private Response draft(int status, PasswordEnrolment.Draft draft, Optional<String> said) {
    Frame frame = visitor.frame("Second factor", AccountPage.PATH, said);
    return pages.page(
        status, "console/secondFactor.jte", frame, new DraftView(draft, QrCode.of(draft.uri())));
  }

  /** Sets the password once a code shows that the second factor works. */
  @POST
  @Path("confirm")
  public Response confirm(byte[] body) {
    Form form = visitor.form(body);
    String draft = form.needed("draft", LONGEST_DRAFT);
    String code = form.needed("code", LONGEST_CODE);
    Operator operator = QuarkusTransaction.requiringNew().call(account::operator);
    Optional<List<String>> codes =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  Optional<List<String>> made =
                      passwords.confirm(draft, code, operator, clock.instant());
                  made.ifPresent(set -> record("operator.password-set"));
                  return made;
                });
    return codes
        .map(this::codes)
        .or(
            () ->
                passwords
                    .resume(draft, operator, clock.instant())
                    .map(same -> draft(400, same, Optional.of("This code is wrong. Try again."))))
        .orElseGet(
            () ->
                account.answer(
                    400, Optional.of("That took too long, or was done already. Begin again.")));
  }

  private Response codes(List<String> codes) {
    Frame frame = visitor.frame("Recovery codes", AccountPage.PATH, Optional.empty());
    return pages.page(200, "console/recoveryCodes.jte", frame, new CodesView(codes));
  }

  /** Replaces one's recovery codes. */
  @POST
  @Path("recovery-codes")
  public Response renewCodes(byte[] body) {
    visitor.form(body);
    return codes(
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  Operator operator = account.operator();
                  if (passwords.recoveryCodesLeft(operator.id()).isEmpty()) {
                    throw new Refusal(409, NO_PASSWORD);
                  }
                  record("operator.recovery-codes");
                  return passwords.renewRecoveryCodes(operator);
                }));
  }

  /** Takes one's password away. */
  @POST
  @Path("removal")
  public Response remove(byte[] body) {
    visitor.form(body);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              if (!passwords.remove(visitor.operator())) {
                throw new Refusal(409, NO_PASSWORD);
              }
              record("operator.password-remove");
            });
    return account.answer(200, Optional.of("Your password is removed."));
  }

  private void record(String act) {
    audit.record(visitor.name(), act, "operator " + visitor.name(), "by itself");
  }
}
