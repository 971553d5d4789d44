package org.tocsin.agent.expression;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Members, elements, slices and methods, read at the type that is known or else at run time. */
final class Access {
  /** Stands for nil behind an optional access until the end of its chain. */
  private static final Object BROKEN = new Object();

  private Access() {}

  static Typed compile(Expr expression, Compiler compiler) {
    if (expression instanceof Expr.Member member) {
      return member(member, compiler.compile(member.target()));
    }
    if (expression instanceof Expr.Index index) {
      return index(index, compiler);
    }
    if (expression instanceof Expr.Slice slice) {
      return slice(slice, compiler);
    }
    if (expression instanceof Expr.MethodCall call) {
      return method(call, compiler.compile(call.target()), compiler.codes(call.arguments()));
    }
    if (expression instanceof Expr.Chain chain) {
      Typed body = compiler.compile(chain.body());
      return Typed.of(
          frame -> {
            Object value = body.code().run(frame);
            return value == BROKEN ? Nil.NIL : value;
          },
          Type.ANY);
    }
    throw new IllegalStateException("no such expression: " + expression);
  }

  private static Typed member(Expr.Member member, Typed target) {
    String name = member.name();
    Code code = target.code();
    if (target.type().isTextMap()) {
      return Typed.of(frame -> ((TextMap) code.run(frame)).get(name), Type.TEXT);
    }
    Optional<Shape<?>> shape = target.type().shape();
    if (shape.isPresent() && !member.optional()) {
      return field(shape.get(), member, code);
    }
    if (!mayHaveMembers(target.type())) {
      throw new ExpressionRefused(target.type() + " has no member " + name, member.position());
    }
    boolean optional = member.optional();
    return Typed.of(frame -> member(code.run(frame), name, optional), Type.ANY);
  }

  private static boolean mayHaveMembers(Type type) {
    return type.kind() == Type.Kind.ANY || type.kind() == Type.Kind.SHAPED;
  }

  private static <T> Typed field(Shape<T> shape, Expr.Member member, Code target) {
    Shape.Field<T> field =
        shape
            .field(member.name())
            .orElseThrow(
                () ->
                    new ExpressionRefused(
                        shape.name() + " has no field " + member.name(), member.position()));
    return Typed.of(frame -> shape.read(field, target.run(frame)), field.type());
  }

  private static Object member(Object target, String name, boolean optional) {
    if (target instanceof Map<?, ?> map) {
      Object value = map.get(name);
      return value == null ? Nil.NIL : value;
    }
    if (target instanceof TextMap map) {
      return map.get(name);
    }
    if (target == BROKEN) {
      return BROKEN;
    }
    if (target == Nil.NIL && optional) {
      return BROKEN;
    }
    if (target instanceof Shaped shaped) {
      return read(shaped.shape(), target, name);
    }
    throw new EvaluationFailure("cannot fetch " + name + " from " + Values.kind(target));
  }

  private static <T> Object read(Shape<T> shape, Object target, String name) {
    return shape
        .field(name)
        .map(field -> shape.read(field, target))
        .orElseThrow(() -> new EvaluationFailure(shape.name() + " has no field " + name));
  }

  private static Typed index(Expr.Index index, Compiler compiler) {
    Typed target = compiler.compile(index.target());
    Typed key = compiler.compile(index.index());
    Code code = target.code();
    Optional<String> name = key.constantText();
    if (name.isPresent() && target.type().kind() != Type.Kind.LIST) {
      return member(
          new Expr.Member(index.target(), name.get(), index.optional(), index.position()), target);
    }
    Type type = target.type().isTextMap() ? Type.TEXT : target.type().element();
    boolean optional = index.optional();
    return Typed.of(frame -> element(code.run(frame), key.code().run(frame), optional), type);
  }

  private static Object element(Object target, Object key, boolean optional) {
    if (target instanceof List<?> list) {
      long at = Numbers.whole(key, "an index");
      long from = at < 0 ? list.size() + at : at;
      if (from < 0 || from >= list.size()) {
        throw new EvaluationFailure("index " + at + " of a list of " + list.size());
      }
      return list.get((int) from);
    }
    if (target instanceof String text && key instanceof Number) {
      long at = Numbers.whole(key, "an index");
      String element = slice(text, at, at == -1 ? Long.MAX_VALUE : at + 1);
      if (element.isEmpty()) {
        throw new EvaluationFailure("index " + at + " of a string of " + text.length());
      }
      return element;
    }
    if (target instanceof Map<?, ?> map) {
      Object value = map.get(key);
      return value == null ? Nil.NIL : value;
    }
    if (key instanceof String name) {
      return member(target, name, optional);
    }
    if (target == BROKEN || (optional && target == Nil.NIL)) {
      return BROKEN;
    }
    throw new EvaluationFailure("cannot index " + Values.kind(target));
  }

  private static Typed slice(Expr.Slice slice, Compiler compiler) {
    Typed target = compiler.compile(slice.target());
    Code from = slice.from().map(e -> compiler.compile(e).code()).orElse(frame -> 0L);
    Code to = slice.to().map(e -> compiler.compile(e).code()).orElse(frame -> Long.MAX_VALUE);
    Code code = target.code();
    return Typed.of(
        frame -> {
          Object value = code.run(frame);
          long start = Numbers.whole(from.run(frame), "the start of a slice");
          long end = Numbers.whole(to.run(frame), "the end of a slice");
          return value == BROKEN ? BROKEN : slice(value, start, end);
        },
        target.type());
  }

  private static Object slice(Object value, long from, long to) {
    if (value instanceof List<?> list) {
      int start = clamp(from, list.size());
      int end = clamp(to, list.size());
      return start < end ? list.subList(start, end) : List.of();
    }
    if (value instanceof String text) {
      return slice(text, from, to);
    }
    throw new EvaluationFailure("cannot slice " + Values.kind(value));
  }

  private static String slice(String text, long from, long to) {
    int start = clamp(from, text.length());
    int end = clamp(to, text.length());
    return start < end ? text.substring(start, end) : "";
  }

  private static int clamp(long at, int size) {
    long from = at < 0 ? at + size : at;
    return (int) Math.max(0, Math.min(from, size));
  }

  private static Typed method(Expr.MethodCall call, Typed target, Code[] arguments) {
    Code code = target.code();
    Optional<Shape<?>> shape = target.type().shape();
    if (shape.isPresent() && !call.optional()) {
      return method(shape.get(), call, code, arguments);
    }
    String name = call.name();
    boolean optional = call.optional();
    return Typed.of(
        frame -> {
          Object self = code.run(frame);
          if (self == BROKEN || (optional && self == Nil.NIL)) {
            return BROKEN;
          }
          if (self instanceof Shaped shaped) {
            return invoke(shaped.shape(), self, name, Compiler.values(arguments, frame));
          }
          throw new EvaluationFailure(Values.kind(self) + " has no method " + name);
        },
        Type.ANY);
  }

  private static <T> Typed method(
      Shape<T> shape, Expr.MethodCall call, Code target, Code[] arguments) {
    Shape.Method<T> method =
        shape
            .method(call.name())
            .orElseThrow(
                () ->
                    new ExpressionRefused(
                        shape.name() + " has no method " + call.name(), call.position()));
    if (method.arguments() != arguments.length) {
      throw new ExpressionRefused(
          call.name() + " takes " + method.arguments() + " arguments", call.position());
    }
    return Typed.of(
        frame -> shape.call(method, target.run(frame), Compiler.values(arguments, frame)),
        method.result());
  }

  private static <T> Object invoke(Shape<T> shape, Object self, String name, Object[] arguments) {
    Shape.Method<T> method =
        shape
            .method(name)
            .filter(found -> found.arguments() == arguments.length)
            .orElseThrow(() -> new EvaluationFailure(shape.name() + " has no method " + name));
    return shape.call(method, self, arguments);
  }
}
