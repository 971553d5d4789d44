package org.tocsin.agent.scenario;

import java.util.List;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.EventShape;
import org.tocsin.agent.event.Overflow;
import org.tocsin.agent.expression.Language;
import org.tocsin.agent.expression.Shape;
import org.tocsin.agent.expression.Shaped;
import org.tocsin.agent.expression.Type;

/** What expressions see of a bucket: {@code queue} and {@code leaky}. */
final class BucketViews {
  private static final Shape<Queue> QUEUE =
      Shape.of("a queue", Queue.class)
          .field("Queue", Type.listOf(EventShape.type()), Queue::events)
          .method("GetQueue", Type.listOf(EventShape.type()), 0, (queue, none) -> queue.events())
          .build();
  private static final Shape<Leaky> LEAKY =
      Shape.of("a bucket", Leaky.class)
          .field("Name", Type.TEXT, leaky -> leaky.scenario().origin().name())
          .field("Capacity", Type.NUMBER, leaky -> (long) leaky.scenario().limits().capacity())
          .field("Total_count", Type.NUMBER, leaky -> (long) leaky.count())
          .build();

  private BucketViews() {}

  /** The events in a bucket, newest last. */
  record Queue(List<Event> events) implements Shaped {
    @Override
    public Shape<?> shape() {
      return QUEUE;
    }
  }

  /** The bucket itself. */
  record Leaky(Scenario scenario, int count) implements Shaped {
    @Override
    public Shape<?> shape() {
      return LEAKY;
    }
  }

  /** The language of conditions over a bucket, from the one of filters. */
  static Language conditions(Language filters) {
    return filters.with("queue", Type.of(QUEUE)).with("leaky", Type.of(LEAKY));
  }

  /** The language of overflow filters, from one without variables. */
  static Language overflows(Language bare) {
    return bare.with("queue", Type.of(QUEUE))
        .with("signal", Overflow.type())
        .with("leaky", Type.of(LEAKY));
  }
}
