package org.tocsin.agent.hubtest;

import org.tocsin.agent.event.Event;
import org.tocsin.agent.expression.Shape;
import org.tocsin.agent.expression.Shaped;
import org.tocsin.agent.expression.Type;

/**
 * What a node made of a line.
 *
 * @param event the event as it then was
 * @param success whether the node succeeded
 */
record ParserResult(Event event, boolean success) implements Shaped {
  private static final Shape<ParserResult> SHAPE =
      Shape.of("a parser's result", ParserResult.class)
          .field("Evt", Type.ANY, ParserResult::event)
          .field("Success", Type.BOOL, ParserResult::success)
          .build();

  @Override
  public Shape<?> shape() {
    return SHAPE;
  }
}
