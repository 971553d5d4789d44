package org.tocsin.agent.expression;

import java.util.Optional;

/** Compiled code with what is known of its value: its type and, for constants, the value. */
record Typed(Code code, Type type, Optional<Object> constant) {
  static Typed of(Code code, Type type) {
    return new Typed(code, type, Optional.empty());
  }

  static Typed constant(Object value, Type type) {
    return new Typed(frame -> value, type, Optional.of(value));
  }

  Optional<String> constantText() {
    return constant.filter(String.class::isInstance).map(String.class::cast);
  }
}
