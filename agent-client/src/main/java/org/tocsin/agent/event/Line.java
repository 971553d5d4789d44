package org.tocsin.agent.event;

import org.tocsin.agent.expression.Shape;
import org.tocsin.agent.expression.Shaped;
import org.tocsin.agent.expression.TextMap;
import org.tocsin.agent.expression.Type;

/** A line of a log and where it came from. */
public final class Line implements Shaped {
  static final Shape<Line> SHAPE =
      Shape.of("a line", Line.class)
          .text("Raw", Line::raw, (line, text) -> line.raw = text)
          .text("Src", Line::source, (line, text) -> line.source = text)
          .text("Module", Line::module, (line, text) -> line.module = text)
          .field("Labels", Type.TEXT_MAP, Line::labels)
          .build();

  private String raw;
  private String source;
  private String module;
  private final TextMap labels;

  /**
   * @param raw the text of the line
   * @param source the file or address it came from
   * @param module the kind of source, such as {@code file}
   * @param labels what was said of the source, {@code type} at least; shared by all its lines
   */
  public Line(String raw, String source, String module, TextMap labels) {
    this.raw = raw;
    this.source = source;
    this.module = module;
    this.labels = labels;
  }

  public String raw() {
    return raw;
  }

  public String source() {
    return source;
  }

  public String module() {
    return module;
  }

  public TextMap labels() {
    return labels;
  }

  Line copy() {
    return new Line(raw, source, module, labels.copy());
  }

  @Override
  public Shape<?> shape() {
    return SHAPE;
  }
}
