package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.tocsin.account.password.PasswordSignIn;
import org.tocsin.audit.AuditLog;
import org.tocsin.page.Form;

/** Signs people in by name, password and code. */
@Path(SignInResource.PATH + "/password")
@Consumes(MediaType.WILDCARD)
@Blocking
@PermitAll
class PasswordSignInResource {

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_PASSWORD = 200;
  private static final int LONGEST_CODE = 40;

  /** Who does what nobody did. */
  private static final String SERVER = "server";

  private final PasswordSignIn passwords;
  private final Entrance entrance;
  private final SignInPage page;
  private final AuditLog audit;
  private final InstantSource clock;

  PasswordSignInResource(
      PasswordSignIn passwords,
      Entrance entrance,
      SignInPage page,
      AuditLog audit,
      InstantSource clock) {
    this.passwords = passwords;
    this.entrance = entrance;
    this.page = page;
    this.audit = audit;
    this.clock = clock;
  }

  /** Checks all three and begins a session. */
  @POST
  public Response signIn(byte[] body, @Context HttpServerRequest request) {
    Entrance.refuseForeign(request);
    Form form = Form.withoutSession(body);
    PasswordSignIn.Typed typed =
        new PasswordSignIn.Typed(
            form.needed("name", LONGEST_NAME),
            form.needed("password", LONGEST_PASSWORD),
            form.needed("code", LONGEST_CODE),
            Entrance.client(request));
    PasswordSignIn.Outcome outcome = passwords.check(typed, clock.instant());
    if (outcome instanceof PasswordSignIn.Outcome.Right right) {
      return entrance
          .enter(() -> Optional.of(new Entrance.Proven(right.operator(), right.by())), request)
          .orElseThrow();
    }
    if (outcome instanceof PasswordSignIn.Outcome.ClientWaits waits) {
      return waits(waits.until());
    }
    if (outcome instanceof PasswordSignIn.Outcome.Busy) {
      return page.refused(503, "Many sign in at this moment. Try again.");
    }
    ((PasswordSignIn.Outcome.Wrong) outcome).paused().ifPresent(this::record);
    return page.answer(
        403,
        new SignInPage.View("", typed.name()),
        Optional.of("Name, password or code is wrong, or was used already."));
  }

  private Response waits(Instant until) {
    long seconds = Math.max(1, Duration.between(clock.instant(), until).toSeconds());
    String at = until.plusSeconds(59).truncatedTo(ChronoUnit.MINUTES).toString().substring(11, 16);
    return Response.fromResponse(
            page.refused(
                429, "Too many wrong tries from your address. Try again after " + at + " UTC."))
        .header("Retry-After", seconds)
        .build();
  }

  private void record(PasswordSignIn.Paused paused) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                audit.record(
                    SERVER,
                    "operator.lock",
                    "operator " + paused.name(),
                    paused.failures()
                        + " wrong passwords or codes in a row: none is taken for "
                        + paused.lasts().toMinutes()
                        + " min"));
  }
}
