package org.tocsin.agent.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The built-in functions that take a predicate over the elements of a list. */
final class Predicates {
  static final Set<String> NAMES =
      Set.of(
          "any",
          "all",
          "none",
          "one",
          "filter",
          "map",
          "count",
          "find",
          "findIndex",
          "findLast",
          "findLastIndex",
          "sum",
          "groupBy",
          "reduce");

  private Predicates() {}

  /** A predicate in its place: runs its body for each element. */
  private record Loop(Code list, Code body, Compiler.Pointers pointers) {
    List<?> elements(Object[] frame) {
      Object value = list.run(frame);
      if (value instanceof List<?> elements) {
        return elements;
      }
      throw new EvaluationFailure("a predicate needs a list, not " + Values.kind(value));
    }

    Object body(Object[] frame, Object element, int index) {
      frame[pointers.element()] = element;
      frame[pointers.index()] = (long) index;
      return body.run(frame);
    }

    boolean holds(Object[] frame, Object element, int index) {
      return Values.truth(body(frame, element, index));
    }

    /** The index of the first element for which the body gives this answer, or -1. */
    int first(Object[] frame, List<?> elements, boolean answer) {
      for (int i = 0; i < elements.size(); i++) {
        if (holds(frame, elements.get(i), i) == answer) {
          return i;
        }
      }
      return -1;
    }

    int last(Object[] frame, List<?> elements) {
      for (int i = elements.size() - 1; i >= 0; i--) {
        if (holds(frame, elements.get(i), i)) {
          return i;
        }
      }
      return -1;
    }

    List<Object> where(Object[] frame, List<?> elements) {
      List<Object> kept = new ArrayList<>();
      for (int i = 0; i < elements.size(); i++) {
        if (holds(frame, elements.get(i), i)) {
          kept.add(elements.get(i));
        }
      }
      return kept;
    }

    List<Object> each(Object[] frame, List<?> elements) {
      List<Object> made = new ArrayList<>(elements.size());
      for (int i = 0; i < elements.size(); i++) {
        made.add(body(frame, elements.get(i), i));
      }
      return made;
    }
  }

  static Typed compile(Expr.Call call, Compiler compiler) {
    int fewest = Set.of("count", "sum").contains(call.name()) ? 1 : 2;
    int most = call.name().equals("reduce") ? 3 : 2;
    if (call.arguments().size() < fewest || call.arguments().size() > most) {
      throw new ExpressionRefused(call.name() + " takes a list and a predicate", call.position());
    }
    Typed list = compiler.compile(call.arguments().get(0));
    if (!list.type().canBe(Type.Kind.LIST)) {
      throw new ExpressionRefused(
          call.name() + " needs a list, not " + list.type(), call.position());
    }
    Compiler.Pointers pointers = compiler.pointers(list);
    Loop loop = new Loop(list.code(), compiler.predicate(body(call), pointers).code(), pointers);
    if (call.name().equals("reduce")) {
      return reduce(call, loop, compiler);
    }
    Typed plain = typed(call.name(), loop, list.type());
    return call.name().equals("any")
        ? PhraseSearch.instead(plain, body(call), pointers, compiler)
        : plain;
  }

  private static Expr body(Expr.Call call) {
    return call.arguments().size() > 1
        ? call.arguments().get(1)
        : new Expr.Pointer("", call.position());
  }

  /** What some code gives for each of the elements known beforehand, if it gives something. */
  static Optional<Object[]> table(Code code, Compiler.Pointers pointers, int slots) {
    List<?> elements = pointers.elements().orElse(List.of());
    Object[] frame = new Object[slots];
    Object[] values = new Object[elements.size()];
    try {
      for (int i = 0; i < values.length; i++) {
        frame[pointers.element()] = elements.get(i);
        frame[pointers.index()] = (long) i;
        values[i] = code.run(frame);
      }
      return Optional.of(values);
    } catch (EvaluationFailure e) {
      return Optional.empty();
    }
  }

  private static Typed typed(String name, Loop loop, Type list) {
    return switch (name) {
      case "any" -> loop(loop, Type.BOOL, (frame, all) -> loop.first(frame, all, true) >= 0);
      case "all" -> loop(loop, Type.BOOL, (frame, all) -> loop.first(frame, all, false) < 0);
      case "none" -> loop(loop, Type.BOOL, (frame, all) -> loop.first(frame, all, true) < 0);
      case "one" -> loop(loop, Type.BOOL, (frame, all) -> loop.where(frame, all).size() == 1);
      case "filter" -> loop(loop, list, loop::where);
      case "map" -> loop(loop, Type.LIST, loop::each);
      case "count" -> loop(loop, Type.NUMBER, (frame, all) -> (long) loop.where(frame, all).size());
      case "find" -> loop(loop, Type.ANY, (frame, all) -> at(all, loop.first(frame, all, true)));
      case "findLast" -> loop(loop, Type.ANY, (frame, all) -> at(all, loop.last(frame, all)));
      case "findIndex" ->
          loop(loop, Type.NUMBER, (frame, all) -> (long) loop.first(frame, all, true));
      case "findLastIndex" -> loop(loop, Type.NUMBER, (frame, all) -> (long) loop.last(frame, all));
      case "sum" -> loop(loop, Type.NUMBER, (frame, all) -> sum(loop.each(frame, all)));
      default -> loop(loop, Type.ANY, (frame, all) -> groups(loop.each(frame, all), all));
    };
  }

  private static Typed loop(
      Loop loop, Type type, BiFunction<Object[], List<?>, Object> computation) {
    return Typed.of(frame -> computation.apply(frame, loop.elements(frame)), type);
  }

  private static Object at(List<?> list, int index) {
    return index < 0 ? Nil.NIL : list.get(index);
  }

  private static Object sum(List<Object> values) {
    Object sum = 0L;
    for (Object value : values) {
      sum = Numbers.compute("+", sum, value);
    }
    return sum;
  }

  private static Object groups(List<Object> keys, List<?> elements) {
    Map<Object, Object> groups = new LinkedHashMap<>();
    Map<Object, List<Object>> lists = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      List<Object> group = lists.computeIfAbsent(keys.get(i), key -> new ArrayList<>());
      group.add(elements.get(i));
      groups.put(keys.get(i), group);
    }
    return groups;
  }

  private static Typed reduce(Expr.Call call, Loop loop, Compiler compiler) {
    boolean seeded = call.arguments().size() > 2;
    Code seed = seeded ? compiler.compile(call.arguments().get(2)).code() : frame -> Nil.NIL;
    return loop(
        loop,
        Type.ANY,
        (frame, all) -> {
          Object sum = seeded || all.isEmpty() ? seed.run(frame) : all.get(0);
          for (int i = seeded ? 0 : 1; i < all.size(); i++) {
            frame[loop.pointers().accumulator()] = sum;
            sum = loop.body(frame, all.get(i), i);
          }
          return sum;
        });
  }
}
