package org.tocsin.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.tocsin.account.Role;
import org.tocsin.audit.AuditLog;

/** Shows what other rules would do before they are put in force. */
@Path("/api/v1/rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
@Singleton
class RulesResource {

  private static final Logger LOG = Logger.getLogger(RulesResource.class);
  private static final int LARGEST = 16 << 20;
  private static final int MOST_HOURS = 48;
  private static final Pattern HOURS = Pattern.compile("([1-9][0-9]?)h");

  /** Well below the time after which a silent connection is closed. */
  private static final Duration BREATH = Duration.ofSeconds(5);

  private final RulesComparison comparison;
  private final AuditLog audit;
  private final SecurityIdentity identity;
  private final InstantSource clock;
  private final ObjectMapper json;

  /** Comparing takes memory and a processor for itself. */
  private final Semaphore turn = new Semaphore(1);

  RulesResource(
      RulesComparison comparison,
      AuditLog audit,
      SecurityIdentity identity,
      InstantSource clock,
      ObjectMapper json) {
    this.comparison = comparison;
    this.audit = audit;
    this.identity = identity;
    this.clock = clock;
    this.json = json;
  }

  /**
   * Compares two sets of rules over what is stored: {@code {"old","new","last"?}}, where rules are
   * an object with the text of each file by its name, or the word {@code current}. The answer
   * begins with blank lines for as long as it takes; whoever hangs up ends the work.
   */
  @POST
  @Path("diff")
  @RolesAllowed(Role.CURATOR_NAME)
  public Response diff(byte[] body) {
    RequestBody request = RequestBody.of(body, LARGEST);
    Optional<SortedMap<String, String>> before = request.textsOr("old", "current");
    Optional<SortedMap<String, String>> after = request.textsOr("new", "current");
    Duration last = hours(request);
    request.done();
    if (!turn.tryAcquire()) {
      throw new Problem(429, "rules are being compared already; try again later");
    }
    boolean begun = false;
    try {
      RulesComparison.Prepared prepared = comparison.prepare(before, after, last);
      String subject = prepared.subject();
      QuarkusTransaction.requiringNew()
          .run(
              () ->
                  audit.record(
                      identity.getPrincipal().getName(),
                      "rules.diff",
                      "rules",
                      subject + ", last " + last.toHours() + "h"));
      begun = true;
      StreamingOutput answer = to -> answer(prepared, to);
      return Response.ok(answer, MediaType.APPLICATION_JSON).build();
    } catch (RulesComparison.Refused e) {
      throw e.problems().isEmpty()
          ? new Problem(422, String.valueOf(e.getMessage()))
          : Problem.badRequest(String.valueOf(e.getMessage()), e.problems());
    } finally {
      if (!begun) {
        turn.release();
      }
    }
  }

  private static Duration hours(RequestBody request) {
    return request
        .optionalText("last", 4)
        .map(
            text -> {
              Matcher hours = HOURS.matcher(text);
              if (!hours.matches() || Integer.parseInt(hours.group(1)) > MOST_HOURS) {
                throw Problem.badRequest("field 'last' must be 1h to " + MOST_HOURS + "h");
              }
              return Duration.ofHours(Integer.parseInt(hours.group(1)));
            })
        .orElse(Duration.ofHours(MOST_HOURS));
  }

  private void answer(RulesComparison.Prepared prepared, OutputStream to) throws IOException {
    try {
      RulesComparison.Outcome outcome = prepared.run(new Breath(to, clock));
      to.write(json.writeValueAsString(outcome).getBytes(StandardCharsets.UTF_8));
    } catch (UncheckedIOException e) {
      LOG.info("Whoever asked for a comparison of rules hung up");
      throw e.getCause();
    } finally {
      turn.release();
    }
  }

  /** Writes a blank line now and then, which keeps the connection open and notices its end. */
  private static final class Breath implements Runnable {
    private final OutputStream to;
    private final InstantSource clock;
    private Instant next;

    Breath(OutputStream to, InstantSource clock) {
      this.to = to;
      this.clock = clock;
      this.next = clock.instant().plus(BREATH);
    }

    @Override
    public void run() {
      Instant now = clock.instant();
      if (now.isBefore(next)) {
        return;
      }
      next = now.plus(BREATH);
      try {
        to.write('\n');
        to.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
