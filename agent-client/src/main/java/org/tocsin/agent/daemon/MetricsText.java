package org.tocsin.agent.daemon;

import java.util.LinkedHashMap;
import java.util.Map;

/** Figures in the text that Prometheus reads. */
final class MetricsText {
  private final StringBuilder text = new StringBuilder();

  /** Adds figures under one name. */
  MetricsText add(String name, String type, String help, Map<String, ? extends Number> values) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    values.forEach(
        (labels, value) -> text.append(name).append(labels).append(' ').append(value).append('\n'));
    return this;
  }

  MetricsText counter(String name, String help, long value) {
    return add(name, "counter", help, Map.of("", value));
  }

  MetricsText gauge(String name, String help, Number value) {
    return add(name, "gauge", help, Map.of("", value));
  }

  /** Labels in the order given: names and values in turn. */
  static String labels(String... pairs) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      named.put(pairs[i], pairs[i + 1]);
    }
    StringBuilder labels = new StringBuilder("{");
    named.forEach(
        (name, value) ->
            labels
                .append(labels.length() > 1 ? "," : "")
                .append(name)
                .append("=\"")
                .append(escaped(value))
                .append('"'));
    return labels.append('}').toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
