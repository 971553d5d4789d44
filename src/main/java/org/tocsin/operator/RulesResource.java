package org.tocsin.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tocsin.account.Role;

/** Shows what other rules would do before they are put in force. */
@Path("/api/v1/rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
class RulesResource {

  private static final int LARGEST = 16 << 20;
  private static final Pattern HOURS = Pattern.compile("([1-9][0-9]?)h");

  private final RulesActs acts;
  private final SecurityIdentity identity;
  private final ObjectMapper json;

  RulesResource(RulesActs acts, SecurityIdentity identity, ObjectMapper json) {
    this.acts = acts;
    this.identity = identity;
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
    try {
      RulesActs.Comparing comparing =
          acts.begin(before, after, last, identity.getPrincipal().getName())
              .orElseThrow(() -> new Problem(429, RulesActs.BUSY));
      StreamingOutput answer =
          to ->
              to.write(json.writeValueAsString(comparing.run(to)).getBytes(StandardCharsets.UTF_8));
      return Response.ok(answer, MediaType.APPLICATION_JSON).build();
    } catch (RulesComparison.Refused e) {
      throw e.problems().isEmpty()
          ? new Problem(422, String.valueOf(e.getMessage()))
          : Problem.badRequest(String.valueOf(e.getMessage()), e.problems());
    }
  }

  private static Duration hours(RequestBody request) {
    return request
        .optionalText("last", 4)
        .map(
            text -> {
              Matcher hours = HOURS.matcher(text);
              if (!hours.matches() || Integer.parseInt(hours.group(1)) > RulesActs.MOST_HOURS) {
                throw Problem.badRequest(
                    "field 'last' must be 1h to " + RulesActs.MOST_HOURS + "h");
              }
              return Duration.ofHours(Integer.parseInt(hours.group(1)));
            })
        .orElse(Duration.ofHours(RulesActs.MOST_HOURS));
  }
}
