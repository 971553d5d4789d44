package org.tocsin.capi;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.tocsin.enrolment.Agent;
import org.tocsin.enrolment.AgentActivity;
import org.tocsin.signal.SignalBatch;
import org.tocsin.signal.SignalStore;
import org.tocsin.signal.SignalsNotStored;

/**
 * Takes signals. No thread waits for a commit, so however many agents push at once, each is
 * answered as soon as the commit with its batch is durable.
 */
@Path(CapiPaths.GENERATIONS + "/signals")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
final class SignalsResource {

  /**
   * Bodies up to this size are read where they arrive; a larger one would hold up other
   * connections.
   */
  private static final int READ_AT_ONCE = 64 << 10;

  private static final String OK = "{\"message\":\"OK\"}";

  private final SignalStore signals;
  private final AgentActivity activity;
  private final SecurityIdentity identity;
  private final InstantSource clock;
  private final Counter accepted;
  private final Map<SignalReader.Dropped, Counter> dropped =
      new EnumMap<>(SignalReader.Dropped.class);

  SignalsResource(
      SignalStore signals,
      AgentActivity activity,
      SecurityIdentity identity,
      InstantSource clock,
      MeterRegistry metrics) {
    this.signals = signals;
    this.activity = activity;
    this.identity = identity;
    this.clock = clock;
    this.accepted = metrics.counter("signal.items.accepted");
    for (SignalReader.Dropped reason : SignalReader.Dropped.values()) {
      dropped.put(
          reason,
          metrics.counter(
              "signal.items.dropped", "reason", reason.name().toLowerCase(Locale.ROOT)));
    }
  }

  /** Answers 200 after the commit, whatever some of the items were. */
  @POST
  @RolesAllowed(AgentAuthentication.ROLE)
  @NonBlocking
  public CompletionStage<Response> push(
      byte[] body, @HeaderParam("Content-Encoding") @DefaultValue("") String encoding) {
    Agent agent = AgentAuthentication.agent(identity);
    Instant receivedAt = clock.instant();
    CompletionStage<SignalReader.Reading> reading =
        body.length <= READ_AT_ONCE && encoding.isEmpty()
            ? CompletableFuture.completedFuture(SignalReader.read(body))
            : CompletableFuture.supplyAsync(
                () -> SignalReader.read(CapiBody.inflate(body, encoding, CapiBody.LARGE)),
                Infrastructure.getDefaultWorkerPool());
    return reading
        .thenCompose(read -> store(agent, receivedAt, read))
        .exceptionally(SignalsResource::refusal);
  }

  private CompletionStage<Response> store(
      Agent agent, Instant receivedAt, SignalReader.Reading reading) {
    reading.dropped().forEach((reason, items) -> counter(reason).increment(items));
    return signals
        .store(new SignalBatch(agent, receivedAt, reading.signals()))
        .thenApply(
            stored -> {
              accepted.increment(reading.signals().size());
              activity.pushed(agent, receivedAt);
              return Response.ok(OK).build();
            });
  }

  private Counter counter(SignalReader.Dropped reason) {
    return Optional.ofNullable(dropped.get(reason)).orElseThrow();
  }

  private static Response refusal(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof CapiRefusal refusal) {
      return refusal.getResponse();
    }
    if (cause instanceof SignalsNotStored) {
      return CapiRefusal.response(503, "The signals could not be stored, please send them again");
    }
    throw new CompletionException(cause);
  }
}
