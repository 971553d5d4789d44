package org.tocsin.agent.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tocsin.agent.regex.PhraseTable;
import org.tocsin.agent.regex.RegexRefused;
import org.tocsin.agent.regex.RegexSet;

/**
 * The commonest predicates, {@code any(File("x"), {text contains #})} and the same with {@code
 * matches}, over a list that is known beforehand: one pass over the text finds which elements can
 * be in it at all.
 */
final class PhraseSearch {
  private PhraseSearch() {}

  /** The search, or the plain predicate where it is not of that kind. */
  static Typed instead(Typed plain, Expr predicate, Compiler.Pointers pointers, Compiler compiler) {
    Expr body = predicate instanceof Expr.Predicate inner ? inner.body() : predicate;
    if (pointers.elements().isEmpty()
        || !(body instanceof Expr.Binary test)
        || !Set.of("contains", "matches").contains(test.operator())
        || !compiler.purity().isInvariant(test.left(), compiler.names())
        || !compiler.purity().isOfElement(test.right())) {
      return plain;
    }
    Code text = compiler.compile(test.left()).code();
    Code element = compiler.predicate(test.right(), pointers).code();
    return Predicates.table(element, pointers, compiler.slots())
        .filter(values -> Arrays.stream(values).allMatch(String.class::isInstance))
        .map(values -> Arrays.stream(values).map(String.class::cast).toList())
        .flatMap(elements -> searcher(test.operator(), elements))
        .map(searcher -> search(plain, text, searcher))
        .orElse(plain);
  }

  private static Optional<Predicate<String>> searcher(String operator, List<String> elements) {
    if (operator.equals("contains")) {
      return Optional.of(new PhraseTable(elements)::anyIn);
    }
    try {
      return Optional.of(RegexSet.compile(elements)::finds);
    } catch (RegexRefused e) {
      // What is wrong with one of them shows when it is that one's turn.
      return Optional.empty();
    }
  }

  private static Typed search(Typed plain, Code text, Predicate<String> searcher) {
    return Typed.of(
        frame ->
            text.run(frame) instanceof String value
                ? (Object) searcher.test(value)
                : plain.code().run(frame),
        Type.BOOL);
  }
}
