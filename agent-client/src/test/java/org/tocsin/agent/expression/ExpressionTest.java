package org.tocsin.agent.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expression language: what each form of it gives. */
final class ExpressionTest {
  private static final Language LANGUAGE =
      Language.of(Map.of())
          .with("text", Type.TEXT_MAP)
          .with("any", Type.ANY)
          .with("list", Type.listOf(Type.ANY));

  private static Object value(String source) {
    Map<String, Object> any = new HashMap<>();
    any.put("nothing", Nil.NIL);
    any.put("list", List.of("a", "b", "c"));
    any.put("inner", Map.of("n", 2.0));
    return LANGUAGE
        .compile(source)
        .evaluate(TextMap.of(Map.of("k", "value")), any, List.of(1L, 2L, 3L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "1 + 2 * 3 => 7",
        "-2 ** 2 => -4.0",
        "7 % 4 - 1 => 2",
        "2 == 2.0 => true",
        "'a' == 'A' => false",
        "nil == nil => true",
        "any.nothing == '' => false",
        "[1, 'b'] == [1.0, 'b'] => true",
        "1 < 2 < 3 => true",
        "3 > 2 > 2 => false",
        "true ? 'yes' : 'no' => yes",
        "false and any.nothing.x => false",
        "true or any.nothing.x => true",
        "'abc' contains 'bc' and 'abc' startsWith 'a' and 'abc' endsWith 'c' => true",
        "any.nothing contains 'x' => false",
        "'abc' not contains 'z' => true",
        "'b' in any.list => true",
        "'n' in any.inner => true",
        "'k' in text => true",
        "'x' in nil => false",
        "'b' not in ['a', 'b'] => false",
        "nil in ['', nil] => true",
        "not ('a' in ['b']) => true",
        "text.missing => ~~",
        "text['k'] => value",
        "any.inner.missing == nil => true",
        "any.nothing?.x.y => <nil>",
        "any.nothing ?? 'default' => default",
        "any.list[-1] => c",
        "any.list[1:] => [b, c]",
        "any.list[:-1] => [a, b]",
        "any.list[5:9] => []",
        "'value'[1:3] => al",
        "len('äö') => 2",
        "len(any.list) => 3",
        "let x = 2; x * x => 4",
        "1; 2; 3 => 3",
        "if 1 > 2 { 'a' } else if 2 > 1 { 'b' } else { 'c' } => b",
        "1..3 => [1, 2, 3]",
        "list | map({# * 2}) => [2, 4, 6]",
        "filter(list, # > 1) => [2, 3]",
        "any(list, {# == 3}) => true",
        "all(list, # > 1) => false",
        "none(list, # > 3) => true",
        "count(list, # in [1, 3]) => 2",
        "map(list, #index) => [0, 1, 2]",
        "reduce(list, #acc + #) => 6",
        "any([{'n': 1}], .n == 1) => true",
        "any(list, {let two = # * 2; two == 4}) => true",
        "map(list, {let one = #; count(list, # == one)}) => [1, 1, 1]",
        "int('12') + int(2.9) => 14",
        "float('1.5') => 1.5",
        "string(404.0) => 404",
        "get(any.inner, 'n') => 2.0",
        "get(any.nothing, 'n') => <nil>",
        "lastIndexOf('a/b/c', '/') => 3",
        "trimSuffix('name.txt', '.txt') => name",
        "hasSuffix('name.txt', '.txt') => true",
        "lower('ÄB') + upper('c') => äbC",
        "'\\x41\\u00e4\\n' matches '^Aä\\n$' => true",
        "`a\\d` == 'a\\\\d' => true",
        "0x10 + 0b11 + 1_000 => 1019",
        "1 /* one */ + 2 // two => 3",
        "duration('20m') == duration('1200s') => true",
        "duration('1.5h') > duration('1h') => true"
      })
  void gives(String source, String expected) {
    assertThat(value(source).toString()).isEqualTo(expected);
  }

  @Test
  void readsNotBeforeInAsTheNegationOfItsLeftSide() {
    assertThatThrownBy(() -> LANGUAGE.compile("not 'a' in ['b']"))
        .isInstanceOf(ExpressionRefused.class);
    assertThat(value("not false in [true]")).isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "any.nothing.x",
        "any.list[7]",
        "any.inner.n and true",
        "any.list + 'x'",
        "int('x')",
        "5 % 0",
        "any.list.member",
        "any.nothing > 1",
        "'a' matches any.list[0] + '('"
      })
  void failsAtRunTime(String source) {
    assertThatThrownBy(() -> value(source)).isInstanceOf(EvaluationFailure.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1 +",
        "unknown",
        "unknown()",
        "len()",
        "len('a', 'b')",
        "'open",
        "text.k.deeper",
        "'text' and true",
        "#",
        "a b",
        "not 'text'",
        "'x' matches '('",
        "let a = 1",
        "{'a' 1}",
        "any(1, true)",
        "any(list)",
        "'\\q'",
        "1 ~ 2",
        "'a' matches '(?=b)'",
        "-'a'"
      })
  void isRefusedWhenLoaded(String source) {
    assertThatThrownBy(() -> LANGUAGE.compile(source)).isInstanceOf(ExpressionRefused.class);
  }

  @Test
  void refusalsSayWhere() {
    assertThatThrownBy(() -> LANGUAGE.compile("1 + nope"))
        .hasMessage("unknown name nope (at character 5)");
  }

  @Test
  void aThousandAlternativesAreNoDeepTree() {
    String source = "'x' == 'y'" + " or 'x' == 'y'".repeat(5_000) + " or true";
    assertThat(value(source)).isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "-", "not ", "{'a':", "true ? true : ", "len(", "let a = "})
  void deepNestingIsRefusedAndNotAStackOverflow(String opening) {
    assertThatThrownBy(() -> LANGUAGE.compile(opening.repeat(20_000)))
        .isInstanceOf(ExpressionRefused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {" + 1", ".a", "[0]", " ?? 1"})
  void longChainsAreRefusedAndNotAStackOverflow(String link) {
    assertThatThrownBy(() -> LANGUAGE.compile("any" + link.repeat(20_000)))
        .isInstanceOf(ExpressionRefused.class);
  }

  @Test
  void tellsWhatMustHoldForAConditionToHold() {
    Program program =
        LANGUAGE.compileCondition(
            "text.a == 'x' && text.b in ['y', 'z'] and text.c startsWith 'w' and text.d != 'v'");

    assertThat(program.necessities())
        .extracting(Necessity::path)
        .containsExactly("text.a", "text.b", "text.c");
  }

  @Test
  void anAlternativeIsNoNecessity() {
    assertThat(LANGUAGE.compile("text.a == 'x' or text.b == 'y'").necessities()).isEmpty();
  }
}
