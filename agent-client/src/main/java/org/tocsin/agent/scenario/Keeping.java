package org.tocsin.agent.scenario;

import java.util.ArrayList;
import java.util.List;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.Facets;
import org.tocsin.agent.expression.Pool;

/** What buckets keep of one event while it is poured: one form for each set of facets. */
final class Keeping {
  private final Event event;
  private final Pool pool;
  private final List<Form> forms = new ArrayList<>(2);
  private int changes;

  private record Form(Facets facets, Held held) {}

  Keeping(Event event, Pool pool) {
    this.event = event;
    this.pool = pool;
    this.changes = event.changes();
  }

  Event event() {
    return event;
  }

  /** An equal text, shared with what is kept already. */
  String shared(String text) {
    return pool.shared(text);
  }

  /** What is kept of the event as it is now: a filter may have changed it since the last time. */
  Held held(Facets facets) {
    if (changes != event.changes()) {
      forms.clear();
      changes = event.changes();
    }
    for (Form form : forms) {
      if (form.facets().equals(facets)) {
        return form.held();
      }
    }
    long spent = pool.spent();
    Event kept = event.kept(facets, pool);
    Held held = new Held(kept, kept.bytes() + (int) (pool.spent() - spent));
    forms.add(new Form(facets, held));
    return held;
  }
}
