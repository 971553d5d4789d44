package org.tocsin.agent.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a parsed expression into closures. Variables, {@code let} names and the pointers of
 * predicates each have a slot in the frame, so nothing is looked up by name at run time.
 */
final class Compiler {
  private final Map<String, Integer> names = new HashMap<>();
  private final Map<Integer, Type> types = new HashMap<>();
  private final Map<String, Function> functions;
  private final Purity purity;
  private final List<Pointers> pointers = new ArrayList<>();
  private int slots;

  /**
   * Where the innermost predicate keeps its element, index and accumulator.
   *
   * @param elements the elements, if they are known beforehand
   */
  record Pointers(int element, int index, int accumulator, Optional<List<?>> elements) {}

  Compiler(Map<String, Type> variables, Map<String, Function> functions) {
    this.functions = functions;
    this.purity = new Purity(functions);
    variables.forEach((name, type) -> names.put(name, slot(type)));
  }

  int slots() {
    return slots;
  }

  private int slot(Type type) {
    types.put(slots, type);
    return slots++;
  }

  Typed compile(Expr expression) {
    if (expression instanceof Expr.Literal literal) {
      return Typed.constant(literal.value(), typeOf(literal.value()));
    }
    if (expression instanceof Expr.Name name) {
      return variable(name);
    }
    if (expression instanceof Expr.Pointer pointer) {
      return pointer(pointer);
    }
    if (expression instanceof Expr.Junction junction) {
      return junction(junction);
    }
    if (expression instanceof Expr.Binary binary) {
      return binary(binary);
    }
    if (expression instanceof Expr.Unary unary) {
      return unary(unary);
    }
    if (expression instanceof Expr.Conditional conditional) {
      return conditional(conditional);
    }
    if (expression instanceof Expr.Let let) {
      return let(let);
    }
    if (expression instanceof Expr.Call call) {
      return call(call);
    }
    return compound(expression);
  }

  private Typed compound(Expr expression) {
    if (expression instanceof Expr.Sequence sequence) {
      return sequence(sequence);
    }
    if (expression instanceof Expr.ListOf list) {
      return list(list);
    }
    if (expression instanceof Expr.MapOf map) {
      return map(map);
    }
    if (expression instanceof Expr.Predicate predicate) {
      throw new ExpressionRefused("a predicate has no place here", predicate.position());
    }
    return Access.compile(expression, this);
  }

  private static Type typeOf(Object value) {
    if (value instanceof String) {
      return Type.TEXT;
    }
    if (value instanceof Boolean) {
      return Type.BOOL;
    }
    return value instanceof Number ? Type.NUMBER : Type.ANY;
  }

  private Typed variable(Expr.Name name) {
    Integer slot = names.get(name.name());
    if (slot == null) {
      throw new ExpressionRefused("unknown name " + name.name(), name.position());
    }
    int at = slot;
    return Typed.of(frame -> frame[at], types.getOrDefault(slot, Type.ANY));
  }

  private Typed pointer(Expr.Pointer pointer) {
    if (pointers.isEmpty()) {
      throw new ExpressionRefused("# outside of a predicate", pointer.position());
    }
    Pointers inner = pointers.get(pointers.size() - 1);
    int at =
        switch (pointer.which()) {
          case "acc" -> inner.accumulator();
          case "index" -> inner.index();
          default -> inner.element();
        };
    return Typed.of(frame -> frame[at], types.getOrDefault(at, Type.ANY));
  }

  /** Takes the slots of a predicate over such a list. */
  Pointers pointers(Typed list) {
    Optional<List<?>> elements =
        list.constant().filter(List.class::isInstance).map(value -> (List<?>) value);
    Type element = list.type().element();
    return new Pointers(slot(element), slot(Type.NUMBER), slot(Type.ANY), elements);
  }

  /** Compiles the body of a predicate. */
  Typed predicate(Expr body, Pointers mine) {
    pointers.add(mine);
    Typed compiled = compile(body instanceof Expr.Predicate predicate ? predicate.body() : body);
    pointers.remove(pointers.size() - 1);
    return compiled;
  }

  /** The names that are bound so far. */
  List<String> names() {
    return List.copyOf(names.keySet());
  }

  Purity purity() {
    return purity;
  }

  private Typed junction(Expr.Junction junction) {
    Code[] terms = junction.terms().stream().map(this::condition).toArray(Code[]::new);
    boolean all = junction.all();
    if (terms.length == 2) {
      Code first = terms[0];
      Code second = terms[1];
      return Typed.of(
          frame -> Values.truth(first.run(frame)) == all ? second.run(frame) : !all, Type.BOOL);
    }
    return Typed.of(
        frame -> {
          for (Code term : terms) {
            if (Values.truth(term.run(frame)) != all) {
              return !all;
            }
          }
          return all;
        },
        Type.BOOL);
  }

  private Code condition(Expr expression) {
    Typed compiled = compile(expression);
    if (!compiled.type().canBe(Type.Kind.BOOL)) {
      throw new ExpressionRefused(
          "expected a boolean, not " + compiled.type(), expression.position());
    }
    return compiled.code();
  }

  private Typed binary(Expr.Binary binary) {
    if (binary.operator().equals("in") && binary.right() instanceof Expr.ListOf list) {
      Optional<Typed> fixed = Operators.memberOfLiterals(compile(binary.left()), list);
      if (fixed.isPresent()) {
        return fixed.get();
      }
    }
    return Operators.compile(binary, compile(binary.left()), compile(binary.right()));
  }

  private Typed unary(Expr.Unary unary) {
    if (unary.operator().equals("not") || unary.operator().equals("!")) {
      Code operand = condition(unary.operand());
      return Typed.of(frame -> !Values.truth(operand.run(frame)), Type.BOOL);
    }
    Typed operand = compile(unary.operand());
    if (!operand.type().canBe(Type.Kind.NUMBER)) {
      throw new ExpressionRefused(
          unary.operator() + " needs a number, not " + operand.type(), unary.position());
    }
    if (unary.operator().equals("+")) {
      return operand;
    }
    if (operand.constant().isPresent()) {
      return Typed.constant(Numbers.negate(operand.constant().get()), Type.NUMBER);
    }
    return Typed.of(frame -> Numbers.negate(operand.code().run(frame)), Type.NUMBER);
  }

  private Typed conditional(Expr.Conditional conditional) {
    Code test = condition(conditional.test());
    Typed then = compile(conditional.then());
    Typed otherwise = compile(conditional.otherwise());
    Type type = then.type() == otherwise.type() ? then.type() : Type.ANY;
    Code yes = then.code();
    Code no = otherwise.code();
    return Typed.of(frame -> Values.truth(test.run(frame)) ? yes.run(frame) : no.run(frame), type);
  }

  private Typed let(Expr.Let let) {
    if (names.containsKey(let.name())) {
      throw new ExpressionRefused("the name " + let.name() + " is taken", let.position());
    }
    Typed value = compile(let.value());
    int at = slot(value.type());
    names.put(let.name(), at);
    Typed body = compile(let.body());
    names.remove(let.name());
    return Typed.of(
        frame -> {
          frame[at] = value.code().run(frame);
          return body.code().run(frame);
        },
        body.type());
  }

  private Typed sequence(Expr.Sequence sequence) {
    List<Typed> steps = sequence.steps().stream().map(this::compile).toList();
    Typed last = steps.get(steps.size() - 1);
    return Typed.of(
        frame -> {
          Object value = Nil.NIL;
          for (Typed step : steps) {
            value = step.code().run(frame);
          }
          return value;
        },
        last.type());
  }

  private Typed list(Expr.ListOf list) {
    Code[] elements = list.elements().stream().map(e -> compile(e).code()).toArray(Code[]::new);
    return Typed.of(
        frame -> {
          List<Object> values = new ArrayList<>(elements.length);
          for (Code element : elements) {
            values.add(element.run(frame));
          }
          return values;
        },
        Type.LIST);
  }

  private Typed map(Expr.MapOf map) {
    Code[] keys = map.keys().stream().map(e -> compile(e).code()).toArray(Code[]::new);
    Code[] values = map.values().stream().map(e -> compile(e).code()).toArray(Code[]::new);
    return Typed.of(
        frame -> {
          Map<Object, Object> made = new LinkedHashMap<>();
          for (int i = 0; i < keys.length; i++) {
            made.put(keys[i].run(frame), values[i].run(frame));
          }
          return made;
        },
        Type.ANY);
  }

  private Typed call(Expr.Call call) {
    if (Predicates.NAMES.contains(call.name())) {
      return Predicates.compile(call, this);
    }
    Function function = functions.get(call.name());
    if (function == null) {
      throw new ExpressionRefused("unknown function " + call.name(), call.position());
    }
    int count = call.arguments().size();
    if (count < function.fewest() || count > function.most()) {
      throw new ExpressionRefused(
          call.name() + " takes " + expected(function) + " arguments, not " + count,
          call.position());
    }
    return called(call, function, call.arguments().stream().map(this::compile).toList());
  }

  private Typed called(Expr.Call call, Function function, List<Typed> arguments) {
    Function.Body body = function.body();
    Code[] codes = arguments.stream().map(Typed::code).toArray(Code[]::new);
    if (function.pure()
        && arguments.stream().allMatch(argument -> argument.constant().isPresent())) {
      return folded(frame -> body.call(values(codes, frame)), function.result());
    }
    Typed plain = Typed.of(frame -> body.call(values(codes, frame)), function.result());
    return purity.isOfElement(call) ? tabled(plain) : plain;
  }

  /** Computes now what is the same every time; an error stays one at run time. */
  static Typed folded(Code code, Type type) {
    try {
      return Typed.constant(code.run(new Object[0]), type);
    } catch (EvaluationFailure e) {
      return Typed.of(code, type);
    }
  }

  /** Computes now what depends on nothing but which of the known elements it is. */
  private Typed tabled(Typed plain) {
    if (pointers.isEmpty() || pointers.get(pointers.size() - 1).elements().isEmpty()) {
      return plain;
    }
    Pointers inner = pointers.get(pointers.size() - 1);
    Optional<Object[]> table = Predicates.table(plain.code(), inner, slots);
    if (table.isEmpty()) {
      return plain;
    }
    Object[] values = table.get();
    int index = inner.index();
    return Typed.of(frame -> values[((Long) frame[index]).intValue()], plain.type());
  }

  private static String expected(Function function) {
    return function.fewest() == function.most()
        ? Integer.toString(function.fewest())
        : function.fewest() + " or more";
  }

  Code[] codes(List<Expr> expressions) {
    return expressions.stream().map(e -> compile(e).code()).toArray(Code[]::new);
  }

  static Object[] values(Code[] codes, Object[] frame) {
    Object[] values = new Object[codes.length];
    for (int i = 0; i < codes.length; i++) {
      values[i] = codes[i].run(frame);
    }
    return values;
  }
}
