package org.tocsin.agent.expression;

import java.util.Optional;

/**
 * What is known of a value before it is computed: enough to refuse a misspelt field when a rule is
 * loaded, and to read fields without asking each value what it is.
 */
public final class Type {
  enum Kind {
    ANY,
    BOOL,
    NUMBER,
    TEXT,
    TEXT_MAP,
    LIST,
    SHAPED
  }

  public static final Type ANY = new Type(Kind.ANY, Optional.empty(), Optional.empty());
  public static final Type BOOL = new Type(Kind.BOOL, Optional.empty(), Optional.empty());
  public static final Type NUMBER = new Type(Kind.NUMBER, Optional.empty(), Optional.empty());
  public static final Type TEXT = new Type(Kind.TEXT, Optional.empty(), Optional.empty());
  public static final Type TEXT_MAP = new Type(Kind.TEXT_MAP, Optional.empty(), Optional.empty());
  static final Type LIST = listOf(ANY);

  private final Kind kind;
  private final Optional<Shape<?>> shape;
  private final Optional<Type> element;

  private Type(Kind kind, Optional<Shape<?>> shape, Optional<Type> element) {
    this.kind = kind;
    this.shape = shape;
    this.element = element;
  }

  public static Type of(Shape<?> shape) {
    return new Type(Kind.SHAPED, Optional.of(shape), Optional.empty());
  }

  public static Type listOf(Type element) {
    return new Type(Kind.LIST, Optional.empty(), Optional.of(element));
  }

  Kind kind() {
    return kind;
  }

  /** The shape, if every value of this type has this one. */
  public Optional<Shape<?>> shape() {
    return shape;
  }

  Type element() {
    return element.orElse(ANY);
  }

  public boolean isTextMap() {
    return kind == Kind.TEXT_MAP;
  }

  boolean canBe(Kind wanted) {
    return kind == Kind.ANY || kind == wanted;
  }

  @Override
  public String toString() {
    return shape
        .map(Shape::name)
        .orElse(
            switch (kind) {
              case BOOL -> "a boolean";
              case NUMBER -> "a number";
              case TEXT -> "a string";
              case TEXT_MAP -> "a map";
              case LIST -> "a list";
              default -> "a value";
            });
  }
}
