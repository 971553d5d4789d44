package org.tocsin.agent.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tocsin.agent.expression.Nil;
import org.tocsin.agent.expression.Shape;
import org.tocsin.agent.expression.Shaped;
import org.tocsin.agent.expression.Type;

/** A bucket that ran over: one alert for each source in it. */
public final class Overflow implements Shaped {
  /** What an event that is no overflow holds in this place. */
  static final Overflow NONE = new Overflow("", List.of(), false);

  static final Shape<Overflow> SHAPE =
      Shape.of("an overflow", Overflow.class)
          .field("Mapkey", Type.TEXT, Overflow::key)
          .field("Whitelisted", Type.BOOL, overflow -> overflow.whitelisted)
          .field("Reprocess", Type.BOOL, overflow -> overflow.reprocess)
          .field("Sources", Type.ANY, Overflow::sources)
          .field("Alert", Type.of(Alert.SHAPE), Overflow::first)
          .field("APIAlerts", Type.listOf(Type.of(Alert.SHAPE)), Overflow::alerts)
          .method("GetSources", Type.ANY, 0, (overflow, none) -> overflow.sourceNames())
          .build();

  private final String key;
  private final List<Alert> alerts;
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final boolean reprocess;
  private boolean whitelisted;

  /**
   * @param key which bucket it was
   * @param alerts one for each source, at least one
   * @param reprocess whether buckets of other scenarios are to see it
   */
  public Overflow(String key, List<Alert> alerts, boolean reprocess) {
    this.key = key;
    this.alerts = List.copyOf(alerts);
    this.reprocess = reprocess;
    alerts.forEach(alert -> sources.put(alert.source().value(), alert.source()));
  }

  /** The type of overflows in expressions. */
  public static Type type() {
    return Type.of(SHAPE);
  }

  public String key() {
    return key;
  }

  public List<Alert> alerts() {
    return alerts;
  }

  /** The sources under the values they had when the bucket ran over. */
  public Map<String, Source> sources() {
    return sources;
  }

  public List<Object> sourceNames() {
    return new ArrayList<>(sources.keySet());
  }

  public boolean reprocess() {
    return reprocess;
  }

  public boolean whitelisted() {
    return whitelisted;
  }

  void whitelist() {
    whitelisted = true;
  }

  private Object first() {
    return alerts.isEmpty() ? Nil.NIL : alerts.get(0);
  }

  @Override
  public Shape<?> shape() {
    return SHAPE;
  }
}
