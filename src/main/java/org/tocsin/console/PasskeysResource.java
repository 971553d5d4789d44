package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.account.passkey.Passkeys;
import org.tocsin.audit.AuditLog;
import org.tocsin.page.Form;
import org.tocsin.page.Refusal;

/** One's own passkeys. */
@Path(AccountPage.PATH + "/passkeys")
@Consumes(MediaType.WILDCARD)
@Blocking
@RolesAllowed(Role.MEMBER_NAME)
class PasskeysResource {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST = 8 << 10;

  private final Passkeys passkeys;
  private final PasskeySite site;
  private final AccountPage account;
  private final AuditLog audit;
  private final Visitor visitor;
  private final InstantSource clock;

  PasskeysResource(
      Passkeys passkeys,
      PasskeySite site,
      AccountPage account,
      AuditLog audit,
      Visitor visitor,
      InstantSource clock) {
    this.passkeys = passkeys;
    this.site = site;
    this.account = account;
    this.audit = audit;
    this.visitor = visitor;
    this.clock = clock;
  }

  /** Returns what a device is to make a passkey for. */
  @POST
  @Path("question")
  @Produces(MediaType.APPLICATION_JSON)
  public Response question(byte[] body, @Context HttpServerRequest request) {
    visitor.form(body);
    Passkeys.Question question = passkeys.toRegister(visitor.operator(), clock.instant());
    return Response.ok(
            Map.of(
                "sealed", question.sealed(),
                "challenge", question.challenge(),
                "user", question.user(),
                "name", visitor.name(),
                "host", site.of(request).host()))
        .header("Cache-Control", "no-store")
        .build();
  }

  /** Keeps a new passkey. */
  @POST
  public Response register(byte[] body, @Context HttpServerRequest request) {
    Form form = visitor.form(body);
    Passkeys.Made made =
        new Passkeys.Made(
            form.needed("sealed", LONGEST),
            form.needed("name", LONGEST_NAME),
            form.needed("client-data", LONGEST),
            form.needed("attestation", LONGEST));
    boolean kept =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  boolean added =
                      passkeys.register(
                          made, visitor.operator(), site.of(request), clock.instant());
                  if (added) {
                    record("operator.passkey-add", made.name());
                  }
                  return added;
                });
    return kept
        ? account.answer(201, Optional.of("The passkey signs you in from now on."))
        : account.answer(400, Optional.of("This passkey cannot be taken. Try again."));
  }

  /** Forgets a passkey. */
  @POST
  @Path("{id}/removal")
  public Response remove(@PathParam("id") String id, byte[] body) {
    visitor.form(body);
    long number = Numbers.of(id, "passkey");
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                record(
                    "operator.passkey-remove",
                    passkeys
                        .remove(visitor.operator(), number)
                        .orElseThrow(() -> Refusal.notFound("passkey"))));
    return account.answer(200, Optional.of("The passkey is removed."));
  }

  private void record(String act, String name) {
    audit.record(visitor.name(), act, "operator " + visitor.name(), "passkey " + name);
  }
}
