package org.tocsin.agent.event;

import org.tocsin.agent.expression.Shape;
import org.tocsin.agent.expression.Shaped;
import org.tocsin.agent.expression.Type;

/** Whom an alert is about. Rules behind the buckets may still narrow or widen it. */
public final class Source implements Shaped {
  static final Shape<Source> SHAPE =
      Shape.of("a source", Source.class)
          .text("Scope", Source::scope, (source, text) -> source.scope = text)
          .text("Value", Source::value, (source, text) -> source.value = text)
          .field("IP", Type.TEXT, source -> source.place.ip())
          .field("Range", Type.TEXT, source -> source.place.range())
          .field("Cn", Type.TEXT, source -> source.place.country())
          .field("AsNumber", Type.TEXT, source -> source.place.asNumber())
          .field("AsName", Type.TEXT, source -> source.place.asName())
          .method("GetScope", Type.TEXT, 0, (source, none) -> source.scope)
          .method("GetValue", Type.TEXT, 0, (source, none) -> source.value)
          .build();

  /**
   * What is known of an address.
   *
   * @param ip the address
   * @param range the announced range it lies in; empty if not known
   * @param country the code of its country; empty if not known
   * @param asNumber the number of its network; empty if not known
   * @param asName the name of its network; empty if not known
   */
  public record Place(String ip, String range, String country, String asNumber, String asName) {
    /** Nothing: the source is no address. */
    public static final Place NONE = new Place("", "", "", "", "");
  }

  private String scope;
  private String value;
  private final Place place;

  public Source(String scope, String value, Place place) {
    this.scope = scope;
    this.value = value;
    this.place = place;
  }

  public String scope() {
    return scope;
  }

  public String value() {
    return value;
  }

  public Place place() {
    return place;
  }

  /** The same source under another scope and value. */
  public Source as(String otherScope, String otherValue) {
    return new Source(otherScope, otherValue, place);
  }

  @Override
  public Shape<?> shape() {
    return SHAPE;
  }
}
