package org.tocsin.agent.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tocsin.agent.expression.TextMap;

/** Deep copies of unmarshaled values. */
final class Copies {
  private Copies() {}

  static Map<String, Object> of(Map<String, Object> map) {
    Map<String, Object> copy = new HashMap<>();
    map.forEach((key, value) -> copy.put(key, of(value)));
    return copy;
  }

  private static Object of(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new HashMap<>();
      map.forEach((key, held) -> copy.put(key, of((Object) held)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(held -> copy.add(of((Object) held)));
      return copy;
    }
    return value instanceof TextMap map ? map.copy() : value;
  }
}
