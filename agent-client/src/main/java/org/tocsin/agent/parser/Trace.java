package org.tocsin.agent.parser;

import org.tocsin.agent.event.Event;

/** Is told what each top-level node made of an event. */
@FunctionalInterface
public interface Trace {
  /** Tells nobody; with it, nodes whose filter cannot hold are not even asked. */
  Trace NONE = (stage, node, event, success) -> {};

  void node(String stage, String node, Event event, boolean success);
}
