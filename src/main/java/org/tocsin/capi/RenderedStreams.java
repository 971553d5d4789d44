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
import org.tocsin.address.PrefixMap;
import org.tocsin.capi.RenderedStream.Audience;
import org.tocsin.distribution.CurrentList;
import org.tocsin.distribution.Deliverable;
import org.tocsin.distribution.DeliverableReady;
import org.tocsin.privatelist.OfferedLists;
import org.tocsin.privatelist.OfferedLists.Offer;
import org.tocsin.privatelist.PrivateList;

/**
 * What is delivered now, rendered. The list for everybody is rendered in both shapes when it
 * changes and never by a request. An organisation's own, because something is listed for it alone
 * or because it has private lists, is rendered when the first of its agents asks for it, once for
 * all that ask at the same time, off the event loop, and forgotten with the next change or when
 * others need the room.
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

    private Rendering render(Deliverable list, Links links, Audience audience) {
      return new Rendering(
          list.serial(),
          this == FLAT
              ? RenderedStream.flat(list, audience)
              : RenderedStream.grouped(list, links, audience));
    }
  }

  /**
   * One rendering.
   *
   * @param serial the release it was made from
   * @param stream its bytes
   */
  record Rendering(long serial, RenderedStream stream) {}

  /**
   * One pull.
   *
   * @param organisation whose agent asks, empty for nobody's
   * @param shape which shape it asks for
   * @param base where it finds this server, empty if that is unknown
   * @param blocklists whether it wants its organisation's block lists
   */
  record Pull(OptionalLong organisation, Shape shape, Optional<String> base, boolean blocklists) {

    /**
     * Returns the links this is answered with. In the old shape there are none; the allowlists
     * stand for what their values change in it.
     */
    Links links(List<Offer> offers) {
      if (base.isEmpty() && shape == Shape.GROUPED) {
        return Links.NONE;
      }
      List<Offer> told =
          offers.stream()
              .filter(
                  offer ->
                      offer.list().terms().kind() == PrivateList.Kind.ALLOW
                          || (shape == Shape.GROUPED && blocklists))
              .toList();
      return told.isEmpty()
          ? Links.NONE
          : new Links(shape == Shape.GROUPED ? base.orElseThrow() : "", told);
    }
  }

  /** All that a rendering depends on; whoever is told another address gets another rendering. */
  private record Own(long organisation, Shape shape, Links links, boolean alone) {}

  /** What is delivered from one change to the next. */
  private record Current(
      Deliverable list,
      Map<Shape, Rendering> everybody,
      Set<Long> scoped,
      AsyncCache<Own, Rendering> own) {

    static Current of(DeliverableReady event) {
      Map<Shape, Rendering> everybody = new EnumMap<>(Shape.class);
      for (Shape shape : Shape.values()) {
        everybody.put(shape, shape.render(event.deliverable(), Links.NONE, Audience.EVERYBODY));
      }
      return new Current(
          event.deliverable(),
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

    boolean isShared(OptionalLong organisation, Links links) {
      return organisation.isEmpty()
          || (!scoped.contains(organisation.getAsLong()) && links.offers().isEmpty());
    }
  }

  private final CurrentList list;
  private final OfferedLists offered;
  private volatile Current current = Current.of(new DeliverableReady(NOTHING, Set.of()));

  RenderedStreams(CurrentList list, OfferedLists offered) {
    this.list = list;
    this.offered = offered;
  }

  void render(@Observes DeliverableReady event) {
    current = Current.of(event);
  }

  /** Returns what a pull is answered with, if it is rendered. */
  Optional<Rendering> ready(Pull pull) {
    Optional<List<Offer>> offers =
        pull.organisation().isEmpty()
            ? Optional.of(List.of())
            : offered.ready(pull.organisation().getAsLong());
    return offers.flatMap(found -> ready(pull, pull.links(found)));
  }

  private Optional<Rendering> ready(Pull pull, Links links) {
    Current now = current;
    if (now.isShared(pull.organisation(), links)) {
      return Optional.of(now.everybody(pull.shape()));
    }
    Own whose = new Own(pull.organisation().getAsLong(), pull.shape(), links, false);
    return Optional.ofNullable(now.own().getIfPresent(whose))
        .filter(future -> future.isDone() && !future.isCompletedExceptionally())
        .map(CompletableFuture::join);
  }

  /** Returns what a pull is answered with, as soon as it is there. */
  CompletableFuture<Rendering> whenReady(Pull pull) {
    return offers(pull).thenCompose(offers -> whenReady(pull, pull.links(offers)));
  }

  private CompletableFuture<List<Offer>> offers(Pull pull) {
    return pull.organisation().isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : offered.whenReady(pull.organisation().getAsLong());
  }

  private CompletableFuture<Rendering> whenReady(Pull pull, Links links) {
    Current now = current;
    if (now.isShared(pull.organisation(), links)) {
      return CompletableFuture.completedFuture(now.everybody(pull.shape()));
    }
    Own own = new Own(pull.organisation().getAsLong(), pull.shape(), links, false);
    // A copy, so that one client that goes away does not end the work others wait for.
    return now.own().get(own, whose -> render(now, whose)).copy();
  }

  /**
   * What the organisation never blocks is left out here too: engines of the old generation know no
   * allowlists, and others stop when theirs leave nothing of what they were sent.
   */
  private Rendering render(Current now, Own whose) {
    Deliverable all = delivered(now, whose);
    PrefixMap<Boolean> allowed = offered.allowed(whose.organisation());
    return whose
        .shape()
        .render(
            all.without(address -> allowed.mostSpecific(address).isPresent()),
            whose.links(),
            Audience.ONE_ORGANISATION);
  }

  private Deliverable delivered(Current now, Own whose) {
    if (!now.scoped().contains(whose.organisation())) {
      return whose.alone()
          ? new Deliverable(now.list().serial(), List.of(), List.of())
          : now.list();
    }
    return whose.alone()
        ? list.forOrganisationAlone(whose.organisation())
        : list.forOrganisation(whose.organisation());
  }

  /** Returns what is listed for the organisation alone, with the links of a pull. */
  CompletableFuture<Rendering> alone(Pull pull) {
    if (pull.organisation().isEmpty()) {
      return nothing(pull);
    }
    Current now = current;
    return offers(pull)
        .thenCompose(
            offers -> {
              Own own =
                  new Own(pull.organisation().getAsLong(), pull.shape(), pull.links(offers), true);
              return now.own().get(own, whose -> render(now, whose)).copy();
            });
  }

  /** Returns a grouped stream that changes nothing, with the links of a pull. */
  CompletableFuture<Rendering> nothing(Pull pull) {
    long serial = current.list().serial();
    return offers(pull)
        .thenApply(
            offers ->
                new Rendering(
                    serial,
                    RenderedStream.grouped(
                        NOTHING, pull.links(offers), Audience.ONE_ORGANISATION)));
  }
}
