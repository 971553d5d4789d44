package org.tocsin.agent.event;

import java.util.List;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.Nil;
import org.tocsin.agent.expression.Shape;
import org.tocsin.agent.expression.Shaped;
import org.tocsin.agent.expression.TextMap;
import org.tocsin.agent.expression.Type;

/** What rules see of an event, which they call {@code evt}. */
public final class EventShape {
  static final Shape<Event> SHAPE =
      Shape.of("an event", Event.class)
          .field("Type", Type.NUMBER, event -> event.kind() == Event.Kind.OVERFLOW ? 1L : 0L)
          .field("ExpectMode", Type.NUMBER, event -> event.replayed() ? 1L : 0L)
          .text("Stage", Event::stage, (event, text) -> event.stage = text)
          .field("Line", Type.of(Line.SHAPE), Event::line)
          .field("Parsed", Type.TEXT_MAP, Event::parsed)
          .field("Meta", Type.TEXT_MAP, Event::meta)
          .field("Enriched", Type.TEXT_MAP, Event::enriched)
          .field("Unmarshaled", Type.ANY, Event::unmarshaled)
          .field("Overflow", Type.of(Overflow.SHAPE), Event::overflow)
          .field("Time", Type.of(Moment.SHAPE), Event::time)
          .text("StrTime", Event::strTime, (event, text) -> event.strTime = text)
          .text("StrTimeFormat", Event::strTimeFormat, (event, text) -> event.strTimeFormat = text)
          .text("MarshaledTime", Event::marshaledTime, (event, text) -> event.marshaledTime = text)
          .field("Process", Type.BOOL, Event::processed)
          .field("Whitelisted", Type.BOOL, Event::whitelisted)
          .text(
              "WhitelistReason",
              Event::whitelistReason,
              (event, text) -> event.whitelistReason = text)
          .field("Appsec", Type.of(Firewall.SHAPE), event -> Firewall.NOTHING)
          .method("GetType", Type.TEXT, 0, (event, none) -> type(event))
          .method("GetMeta", Type.TEXT, 1, (event, a) -> meta(event, text(a[0])))
          .method("SetMeta", Type.BOOL, 2, (event, a) -> put(event, event.meta(), a))
          .method("SetParsed", Type.BOOL, 2, (event, a) -> put(event, event.parsed(), a))
          .method("ParseIPSources", Type.ANY, 0, (event, none) -> addresses(event))
          .build();

  private EventShape() {}

  /** The type of the variable {@code evt}. */
  public static Type type() {
    return Type.of(SHAPE);
  }

  /** The shape behind it, for paths that rules write to. */
  public static Shape<Event> shape() {
    return SHAPE;
  }

  private static String type(Event event) {
    return event.kind() == Event.Kind.LOG ? "log" : "overflow";
  }

  private static String meta(Event event, String key) {
    if (event.kind() == Event.Kind.LOG) {
      return event.meta().get(key);
    }
    return event.overflow().alerts().stream()
        .flatMap(alert -> alert.events().stream())
        .map(held -> held.get(key))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static boolean put(Event event, TextMap map, Object[] arguments) {
    event.changes++;
    map.put(text(arguments[0]), text(arguments[1]));
    return true;
  }

  private static List<Object> addresses(Event event) {
    return event.kind() == Event.Kind.OVERFLOW
        ? event.overflow().sourceNames()
        : event.meta().has("source_ip") ? List.of(event.meta().get("source_ip")) : List.of();
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new EvaluationFailure("expected a string, not " + (value == Nil.NIL ? "nil" : "that"));
  }

  /** What a web application firewall would have found; this engine has none, so nothing. */
  private record Firewall() implements Shaped {
    static final Firewall NOTHING = new Firewall();
    static final Shape<Firewall> SHAPE =
        Shape.of("a firewall's findings", Firewall.class)
            .field("HasInBandMatches", Type.BOOL, none -> false)
            .field("HasOutBandMatches", Type.BOOL, none -> false)
            .field("MatchedRules", Type.ANY, none -> List.of())
            .method("GetName", Type.TEXT, 0, (self, none) -> "")
            .method("GetURI", Type.TEXT, 0, (self, none) -> "")
            .method("GetMethod", Type.TEXT, 0, (self, none) -> "")
            .method("GetNames", Type.ANY, 0, (self, none) -> List.of())
            .method("GetRuleIDs", Type.ANY, 0, (self, none) -> List.of())
            .method("ByTag", Type.ANY, 1, (self, tag) -> List.of())
            .build();

    @Override
    public Shape<?> shape() {
      return SHAPE;
    }
  }
}
