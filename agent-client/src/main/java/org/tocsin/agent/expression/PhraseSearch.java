package org.tocsin.agent.expression;

import java.util.Arrays;
import org.tocsin.agent.regex.PhraseTable;

/**
 * The commonest predicate, {@code any(File("x"), {text contains #})}, over a list that is known
 * beforehand: one pass over the text finds whether any element is in it.
 */
final class PhraseSearch {
  private PhraseSearch() {}

  /** The search, or the plain predicate where it is not of that kind. */
  static Typed instead(Typed plain, Expr predicate, Compiler.Pointers pointers, Compiler compiler) {
    Expr body = predicate instanceof Expr.Predicate inner ? inner.body() : predicate;
    if (pointers.elements().isEmpty()
        || !(body instanceof Expr.Binary contains)
        || !contains.operator().equals("contains")
        || !compiler.purity().isInvariant(contains.left(), compiler.names())
        || !compiler.purity().isOfElement(contains.right())) {
      return plain;
    }
    Code text = compiler.compile(contains.left()).code();
    Code phrase = compiler.predicate(contains.right(), pointers).code();
    return Predicates.table(phrase, pointers, compiler.slots())
        .filter(values -> Arrays.stream(values).allMatch(String.class::isInstance))
        .map(values -> Arrays.stream(values).map(String.class::cast).toList())
        .map(phrases -> search(plain, text, new PhraseTable(phrases)))
        .orElse(plain);
  }

  private static Typed search(Typed plain, Code text, PhraseTable phrases) {
    return Typed.of(
        frame ->
            text.run(frame) instanceof String value
                ? (Object) phrases.anyIn(value)
                : plain.code().run(frame),
        Type.BOOL);
  }
}
