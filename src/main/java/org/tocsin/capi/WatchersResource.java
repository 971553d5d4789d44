package org.tocsin.capi;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tocsin.enrolment.Agent;
import org.tocsin.enrolment.AgentRegistry;
import org.tocsin.enrolment.Engine;
import org.tocsin.enrolment.Enrolment;
import org.tocsin.enrolment.EnrolmentRequest;
import org.tocsin.enrolment.Login;
import org.tocsin.network.Standpoint;
import org.tocsin.network.Standpoints;

/**
 * Registration, login, password reset and enrolment of agents. Bodies come in without holding a
 * thread; only what needs the database or a hash gets one.
 */
@Path(CapiPaths.GENERATIONS + "/watchers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@NonBlocking
final class WatchersResource {

  private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{1,256}");
  private static final Pattern PROGRAM =
      Pattern.compile(
          "([A-Za-z][A-Za-z-]{0,31}/v?[0-9]{1,5}+(?:\\.[0-9]{1,5}+){1,3}+)(?![0-9A-Za-z])");
  private static final int SHORTEST_PASSWORD = 8;
  private static final int LONGEST_PASSWORD = 256;
  private static final int LONGEST_NAME = 200;
  private static final int MOST_TAGS = 50;
  private static final Pattern NOT_PRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}]");

  private record Credentials(String login, String password) {}

  private final AgentRegistry agents;
  private final SecurityIdentity identity;
  private final Standpoints standpoints;
  private final InstantSource clock;

  WatchersResource(
      AgentRegistry agents,
      SecurityIdentity identity,
      Standpoints standpoints,
      InstantSource clock) {
    this.agents = agents;
    this.identity = identity;
    this.standpoints = standpoints;
    this.clock = clock;
  }

  /** Registers. 500 for a taken machine id is what makes one SDK choose another. */
  @POST
  @PermitAll
  public Uni<Response> register(
      byte[] body,
      @HeaderParam("Content-Encoding") @DefaultValue("") String encoding,
      @Context HttpServerRequest request) {
    Standpoint standpoint = standpoint(request);
    return onWorker(() -> registration(body, encoding, standpoint));
  }

  private Response registration(byte[] body, String encoding, Standpoint standpoint) {
    Credentials credentials = credentials(CapiBody.object(body, encoding));
    return switch (agents.register(credentials.login, credentials.password, standpoint)) {
      case REGISTERED -> ok();
      case ALREADY_REGISTERED -> CapiRefusal.response(500, "User already registered.");
      case BUSY -> busy();
    };
  }

  /** Logs in; the token's {@code exp} is the same instant as {@code expire}. */
  @POST
  @Path("login")
  @PermitAll
  public Uni<Response> login(
      byte[] body,
      @HeaderParam("Content-Encoding") @DefaultValue("") String encoding,
      @HeaderParam("User-Agent") @DefaultValue("") String program,
      @Context HttpServerRequest request) {
    Standpoint standpoint = standpoint(request);
    return onWorker(() -> loginAnswer(body, encoding, program, standpoint));
  }

  private Response loginAnswer(
      byte[] body, String encoding, String program, Standpoint standpoint) {
    JsonNode request = CapiBody.object(body, encoding);
    String login = CapiBody.text(request, "machine_id").orElse("");
    String password = CapiBody.text(request, "password").orElse("");
    if (!LOGIN.matcher(login).matches() || password.length() > LONGEST_PASSWORD) {
      return wrongCredentials();
    }
    Login outcome = agents.login(login, password, standpoint, engine(program, request));
    if (outcome instanceof Login.Accepted accepted) {
      return Response.ok(
              Map.of(
                  "code", 200,
                  "expire", accepted.expiresAt().toString(),
                  "token", accepted.token()))
          .build();
    }
    if (outcome instanceof Login.Blocked) {
      return CapiRefusal.response(403, "This machine has been blocked by the operator");
    }
    return outcome instanceof Login.Busy ? busy() : wrongCredentials();
  }

  /** Of what an engine says of itself, its name and version are kept and nothing else. */
  private static Engine engine(String agent, JsonNode request) {
    Matcher program = PROGRAM.matcher(agent);
    return new Engine(
        program.lookingAt() ? Optional.of(program.group(1)) : Optional.empty(),
        Optional.ofNullable(request.get("scenarios"))
            .filter(JsonNode::isArray)
            .map(JsonNode::size));
  }

  /** Changes the password of the agent that asks, and of no other. */
  @POST
  @Path("reset")
  @RolesAllowed(AgentAuthentication.ROLE)
  public Uni<Response> reset(
      byte[] body, @HeaderParam("Content-Encoding") @DefaultValue("") String encoding) {
    Agent agent = AgentAuthentication.agent(identity);
    return onWorker(() -> resetAnswer(body, encoding, agent));
  }

  private Response resetAnswer(byte[] body, String encoding, Agent agent) {
    Credentials credentials = credentials(CapiBody.object(body, encoding));
    if (!agent.login().equals(credentials.login)) {
      return CapiRefusal.response(403, "A machine can reset only its own password");
    }
    return agents.resetPassword(agent, credentials.password) ? ok() : busy();
  }

  /** Enrols. Clients take exactly 200 to mean that nothing new happened, so joining is 201. */
  @POST
  @Path("enroll")
  @RolesAllowed(AgentAuthentication.ROLE)
  public Uni<Response> enrol(
      byte[] body, @HeaderParam("Content-Encoding") @DefaultValue("") String encoding) {
    Agent agent = AgentAuthentication.agent(identity);
    return onWorker(() -> enrolment(body, encoding, agent));
  }

  private Response enrolment(byte[] body, String encoding, Agent agent) {
    JsonNode request = CapiBody.object(body, encoding);
    Optional<String> key = CapiBody.text(request, "attachment_key");
    if (key.isEmpty() && CapiBody.flag(request, "autoenroll")) {
      return agent.organisation().isPresent()
          ? ok()
          : CapiRefusal.response(
              403, "automatic enrolment is not offered here, enrol with a key of your operator");
    }
    if (key.filter(text -> KEY.matcher(text).matches()).isEmpty()) {
      return badKey();
    }
    Enrolment outcome =
        agents.enrol(
            agent,
            new EnrolmentRequest(
                key.get(),
                CapiBody.text(request, "name").flatMap(WatchersResource::printable),
                tags(request),
                CapiBody.flag(request, "overwrite")));
    return switch (outcome) {
      case ENROLLED -> Response.status(201).entity(Map.of("message", "OK")).build();
      case ALREADY_ENROLLED -> ok();
      case KEY_NOT_VALID -> badKey();
    };
  }

  /**
   * The caller's address ends here: what goes on is where it stands. A proxy's word for it counts
   * only where the operator's settings say so, and the connection is then the proxy's word already.
   */
  private Standpoint standpoint(HttpServerRequest request) {
    return Optional.ofNullable(request.remoteAddress())
        .flatMap(remote -> Optional.ofNullable(remote.hostAddress()))
        .map(address -> standpoints.of(address, clock.instant()))
        .orElse(Standpoint.UNKNOWN);
  }

  private static Uni<Response> onWorker(Supplier<Response> work) {
    return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private static List<String> tags(JsonNode request) {
    List<String> tags = new ArrayList<>();
    Optional.ofNullable(request.get("tags"))
        .filter(JsonNode::isArray)
        .ifPresent(
            array ->
                array.forEach(
                    tag -> {
                      if (tag.isTextual() && tags.size() < MOST_TAGS) {
                        printable(tag.asText()).ifPresent(tags::add);
                      }
                    }));
    return tags;
  }

  /**
   * Text that people will see: no control or formatting characters, which could make it look like
   * something else.
   */
  private static Optional<String> printable(String text) {
    String clean = NOT_PRINTABLE.matcher(text).replaceAll("").strip();
    int characters = Math.min(clean.codePointCount(0, clean.length()), LONGEST_NAME);
    return Optional.of(clean.substring(0, clean.offsetByCodePoints(0, characters)))
        .filter(name -> !name.isEmpty());
  }

  private static Credentials credentials(JsonNode request) {
    String login = CapiBody.text(request, "machine_id").orElse("");
    String password = CapiBody.text(request, "password").orElse("");
    if (!LOGIN.matcher(login).matches()) {
      throw new CapiRefusal(400, "machine_id must be 1 to 128 letters, digits, - or _");
    }
    if (password.length() < SHORTEST_PASSWORD
        || password.length() > LONGEST_PASSWORD
        || NOT_PRINTABLE.matcher(password).find()) {
      throw new CapiRefusal(400, "password must be 8 to 256 printable characters");
    }
    return new Credentials(login, password);
  }

  private static Response ok() {
    return Response.ok(Map.of("message", "OK")).build();
  }

  private static Response busy() {
    return CapiRefusal.response(503, "Too many machines are logging in, please try again");
  }

  private static Response badKey() {
    return CapiRefusal.response(403, "the attachment key provided is not valid");
  }

  private static Response wrongCredentials() {
    return CapiRefusal.response(401, "The machine_id or password is incorrect");
  }
}
