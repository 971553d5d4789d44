package org.tocsin.capi;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.tocsin.capi.RenderedStream.Audience;
import org.tocsin.distribution.CurrentList;
import org.tocsin.distribution.Deliverable;
import org.tocsin.distribution.DeliverableReady;

/**
 * What is delivered now, rendered. The list for everybody is rendered in both shapes when it
 * changes and never by a request. An organisation's own is rendered when the first of its agents
 * asks for it, once for all that ask at the same time, off the event loop, and forgotten with the
 * next change or when others need the room.
 */
@ApplicationScoped
class RenderedStreams {

  private static final Deliverable NOTHING = new Deliverable(0, List.of(), List.of());
  private static final long ROOM_FOR_OWN = 128L << 20;

  /** The two shapes of a stream. */
  enum Shape {
    /** That of v2. */
    FLAT,
    /** That of v3. */
    GROUPED;

    private Rendering render(Deliverable list, Audience audience) {
      return new Rendering(
          list.serial(),
          this == FLAT
              ? RenderedStream.flat(list, audience)
              : RenderedStream.grouped(list, audience));
    }
  }

  /**
   * One rendering.
   *
   * @param serial the release it was made from
   * @param stream its bytes
   */
  record Rendering(long serial, RenderedStream stream) {}

  private record Own(long organisation, Shape shape) {}

  /** What is delivered from one change to the next. */
  private record Current(
      Map<Shape, Rendering> everybody, Set<Long> scoped, AsyncCache<Own, Rendering> own) {

    static Current of(DeliverableReady event) {
      Map<Shape, Rendering> everybody = new EnumMap<>(Shape.class);
      for (Shape shape : Shape.values()) {
        everybody.put(shape, shape.render(event.deliverable(), Audience.EVERYBODY));
      }
      return new Current(
          everybody,
          event.scoped(),
          Caffeine.newBuilder()
              .executor(Infrastructure.getDefaultWorkerPool())
              .maximumWeight(ROOM_FOR_OWN)
              .weigher((Own whose, Rendering rendering) -> rendering.stream().bytes())
              .buildAsync());
    }

    Rendering everybody(Shape shape) {
      return Optional.ofNullable(everybody.get(shape)).orElseThrow();
    }

    boolean isShared(OptionalLong organisation) {
      return organisation.isEmpty() || !scoped.contains(organisation.getAsLong());
    }
  }

  private final CurrentList list;
  private final RenderedStream nothing = RenderedStream.grouped(NOTHING, Audience.EVERYBODY);
  private volatile Current current = Current.of(new DeliverableReady(NOTHING, Set.of()));

  RenderedStreams(CurrentList list) {
    this.list = list;
  }

  void render(@Observes DeliverableReady event) {
    current = Current.of(event);
  }

  /** Returns what the agents of an organisation get, or those of none, if it is rendered. */
  Optional<Rendering> ready(OptionalLong organisation, Shape shape) {
    Current now = current;
    if (now.isShared(organisation)) {
      return Optional.of(now.everybody(shape));
    }
    return Optional.ofNullable(now.own().getIfPresent(new Own(organisation.getAsLong(), shape)))
        .filter(future -> future.isDone() && !future.isCompletedExceptionally())
        .map(CompletableFuture::join);
  }

  /** Returns what the agents of an organisation get, or those of none, as soon as it is there. */
  CompletableFuture<Rendering> whenReady(OptionalLong organisation, Shape shape) {
    Current now = current;
    if (now.isShared(organisation)) {
      return CompletableFuture.completedFuture(now.everybody(shape));
    }
    // A copy, so that one client that goes away does not end the work others wait for.
    return now.own()
        .get(
            new Own(organisation.getAsLong(), shape),
            whose ->
                shape.render(list.forOrganisation(whose.organisation()), Audience.ONE_ORGANISATION))
        .copy();
  }

  /** Returns a grouped stream that changes nothing. */
  RenderedStream nothing() {
    return nothing;
  }
}
