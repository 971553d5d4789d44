package org.tocsin.capi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.tocsin.distribution.Deliverable;
import org.tocsin.distribution.DeliverableReady;

/** Both shapes of what is delivered now, rendered when it changes and never by a request. */
@ApplicationScoped
class RenderedStreams {

  /**
   * One rendering.
   *
   * @param serial the release it was made from
   * @param flat the shape of v2
   * @param grouped the shape of v3
   */
  record Rendering(long serial, RenderedStream flat, RenderedStream grouped) {

    static Rendering of(Deliverable list) {
      return new Rendering(list.serial(), RenderedStream.flat(list), RenderedStream.grouped(list));
    }
  }

  private final RenderedStream nothing =
      RenderedStream.grouped(new Deliverable(0, List.of(), List.of()));
  private volatile Rendering current = Rendering.of(new Deliverable(0, List.of(), List.of()));

  void render(@Observes DeliverableReady event) {
    current = Rendering.of(event.deliverable());
  }

  Rendering current() {
    return current;
  }

  /** Returns a grouped stream that changes nothing. */
  RenderedStream nothing() {
    return nothing;
  }
}
