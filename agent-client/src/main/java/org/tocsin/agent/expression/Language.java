package org.tocsin.agent.expression;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a set of expressions may use: variables with their types, and functions by name. */
public final class Language {
  private final Map<String, Type> variables;
  private final Map<String, Function> functions;

  private Language(Map<String, Type> variables, Map<String, Function> functions) {
    this.variables = variables;
    this.functions = functions;
  }

  /** A language of these functions besides the built-in ones, with no variables yet. */
  public static Language of(Map<String, Function> functions) {
    Map<String, Function> all = new HashMap<>(Builtins.FUNCTIONS);
    all.putAll(functions);
    return new Language(new LinkedHashMap<>(), all);
  }

  /** The same language with one more variable; programs take values in this order. */
  public Language with(String variable, Type type) {
    Map<String, Type> more = new LinkedHashMap<>(variables);
    more.put(variable, type);
    return new Language(more, functions);
  }

  /** The same language with more functions. */
  public Language withFunctions(Map<String, Function> more) {
    Map<String, Function> all = new HashMap<>(functions);
    all.putAll(more);
    return new Language(variables, all);
  }

  /** Compiles a source whose value may be anything. */
  public Program compile(String source) {
    Expr expression = ExpressionParser.parse(source);
    Compiler compiler = new Compiler(variables, functions);
    Typed root = compiler.compile(expression);
    return new Program(source, root, compiler.slots(), Necessities.of(expression));
  }

  /** Compiles a source that has to give a boolean. */
  public Program compileCondition(String source) {
    Program program = compile(source);
    if (!program.canBeBoolean()) {
      throw new ExpressionRefused("this gives " + program.type() + ", not a boolean", 0);
    }
    return program;
  }
}
