package org.tocsin.agent.parser;

import java.util.List;
import org.tocsin.agent.event.Event;

/** The stages in their order. */
record StageOrder(List<String> names) {

  /** Moves an event to the stage behind the one it is in, if there is one. */
  void advance(Event event) {
    int at = names.indexOf(event.stage());
    if (at + 1 < names.size()) {
      event.moveTo(names.get(at + 1));
    }
  }

  int indexOf(String stage) {
    return names.indexOf(stage);
  }
}
