package org.tocsin.agent.expression;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What expressions can see of one kind of value: its fields and methods by the names of rules.
 *
 * @param <T> the Java type of the values
 */
public final class Shape<T> {
  private final String name;
  private final Class<T> type;
  private final Map<String, Field<T>> fields = new HashMap<>();
  private final Map<String, Method<T>> methods = new HashMap<>();

  private Shape(String name, Class<T> type) {
    this.name = name;
    this.type = type;
  }

  public static <T> Builder<T> of(String name, Class<T> type) {
    return new Builder<>(new Shape<>(name, type));
  }

  public String name() {
    return name;
  }

  public Optional<Field<T>> field(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  Optional<Method<T>> method(String method) {
    return Optional.ofNullable(methods.get(method));
  }

  /** Reads a field of a value that must have this shape. */
  public Object read(Field<T> field, Object value) {
    try {
      return unchecked(field.read()).apply(value);
    } catch (ClassCastException e) {
      throw new EvaluationFailure("cannot fetch a field of " + Values.kind(value));
    }
  }

  /** The reader itself refuses values of another type, and does so faster than a check before. */
  @SuppressWarnings("unchecked")
  private static <T> Function<Object, Object> unchecked(Function<T, Object> read) {
    return (Function<Object, Object>) (Function<?, ?>) read;
  }

  /** Writes a text field of a value that must have this shape. */
  public void write(Field<T> field, Object value, String text) {
    field
        .write()
        .orElseThrow(() -> new EvaluationFailure("this field of " + name + " cannot be set"))
        .accept(type.cast(value), text);
  }

  Object call(Method<T> method, Object value, Object[] arguments) {
    if (!type.isInstance(value)) {
      throw new EvaluationFailure("cannot call a method of " + Values.kind(value));
    }
    return method.call().call(type.cast(value), arguments);
  }

  /** A field: its type, how to read it and, for texts that rules may set, how to write it. */
  public record Field<T>(
      Type type, Function<T, Object> read, Optional<BiConsumer<T, String>> write) {}

  /** A method and the number of arguments it takes. */
  record Method<T>(Type result, int arguments, Call<T> call) {}

  /** The body of a method. */
  @FunctionalInterface
  public interface Call<T> {
    Object call(T self, Object[] arguments);
  }

  /** Collects the fields and methods of a shape. */
  public static final class Builder<T> {
    private final Shape<T> shape;

    private Builder(Shape<T> shape) {
      this.shape = shape;
    }

    public Builder<T> field(String name, Type type, Function<T, Object> read) {
      shape.fields.put(name, new Field<>(type, read, Optional.empty()));
      return this;
    }

    public Builder<T> text(String name, Function<T, Object> read, BiConsumer<T, String> write) {
      shape.fields.put(name, new Field<>(Type.TEXT, read, Optional.of(write)));
      return this;
    }

    public Builder<T> method(String name, Type result, int arguments, Call<T> call) {
      shape.methods.put(name, new Method<>(result, arguments, call));
      return this;
    }

    public Shape<T> build() {
      return shape;
    }
  }
}
