package org.tocsin.agent.vocabulary;

/** JSON in log lines, for those who are not functions of rules. */
public final class Json {
  private Json() {}

  /**
   * The value a text holds; numbers become fractions, as in Go.
   *
   * @throws org.tocsin.agent.expression.EvaluationFailure if it is not JSON
   */
  public static Object parse(String text) {
    return JsonText.parse(text);
  }
}
