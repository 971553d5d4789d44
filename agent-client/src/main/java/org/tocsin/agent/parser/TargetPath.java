package org.tocsin.agent.parser;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.EventShape;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.Shape;
import org.tocsin.agent.expression.TextMap;

/**
 * A dotted path to a text field of an event, such as {@code evt.Parsed.program}. The first map met
 * takes the next name as its key, and the path ends there.
 */
final class TargetPath implements Static.Target {
  private final List<Step<?>> steps;
  private final String key;

  /** From a value of a shape to one of its fields. */
  private record Step<T>(Shape<T> shape, Shape.Field<T> field) {
    Object read(Object value) {
      return shape.read(field, value);
    }

    void write(Object value, String text) {
      shape.write(field, value, text);
    }
  }

  private TargetPath(List<Step<?>> steps, String key) {
    this.steps = steps;
    this.key = key;
  }

  /** The path, or nothing if it does not lead to a text that can be set. */
  static Optional<TargetPath> parse(String path) {
    String bare = path.startsWith("evt.") ? path.substring(4) : path;
    List<String> names = Arrays.asList(bare.split("\\.", -1));
    List<Step<?>> steps = new ArrayList<>();
    Optional<Shape<?>> shape = Optional.of(EventShape.shape());
    for (int i = 0; i < names.size(); i++) {
      Optional<? extends Step<?>> step = step(shape, names.get(i));
      if (step.isEmpty()) {
        return Optional.empty();
      }
      steps.add(step.get());
      if (step.get().field().type().isTextMap()) {
        return i + 1 < names.size()
            ? Optional.of(new TargetPath(steps, names.get(i + 1)))
            : Optional.empty();
      }
      shape = step.get().field().type().shape();
    }
    boolean settable = steps.get(steps.size() - 1).field().write().isPresent();
    return settable ? Optional.of(new TargetPath(steps, "")) : Optional.empty();
  }

  private static Optional<? extends Step<?>> step(Optional<Shape<?>> shape, String name) {
    return shape.flatMap(found -> stepOf(found, name));
  }

  private static <T> Optional<Step<T>> stepOf(Shape<T> shape, String name) {
    return shape.field(name).map(field -> new Step<>(shape, field));
  }

  @Override
  public void put(Event event, String text) {
    try {
      Object value = event;
      int last = key.isEmpty() ? steps.size() - 1 : steps.size();
      for (int i = 0; i < last; i++) {
        value = steps.get(i).read(value);
      }
      if (key.isEmpty()) {
        steps.get(last).write(value, text);
      } else if (value instanceof TextMap map) {
        map.put(key, text);
      }
    } catch (EvaluationFailure e) {
      // The path leads through what this event does not have, as an alert: nothing to set.
      return;
    }
  }
}
