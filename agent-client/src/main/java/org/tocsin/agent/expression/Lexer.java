package org.tocsin.agent.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a source text into tokens. */
final class Lexer {
  private static final Set<String> WORD_OPERATORS =
      Set.of(
          "and",
          "or",
          "not",
          "in",
          "matches",
          "contains",
          "startsWith",
          "endsWith",
          "let",
          "if",
          "else");
  private static final List<String> SYMBOLS =
      List.of(
          "**", "&&", "||", "==", "!=", "<=", ">=", "??", "?.", "..", "+", "-", "*", "/", "%", "^",
          "<", ">", "!", "?", ":", ".", ",", ";", "|", "(", ")", "[", "]", "{", "}", "#", "=");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String source) {
    Lexer lexer = new Lexer(source);
    while (lexer.skipBlanksAndComments()) {
      lexer.next();
    }
    lexer.add(Token.Kind.END, "", source.length());
    return lexer.tokens;
  }

  private void add(Token.Kind kind, String text, int position) {
    tokens.add(new Token(kind, text, position));
  }

  private boolean skipBlanksAndComments() {
    while (at < source.length()) {
      if (Character.isWhitespace(source.charAt(at))) {
        at++;
      } else if (source.startsWith("//", at)) {
        int end = source.indexOf('\n', at);
        at = end < 0 ? source.length() : end;
      } else if (source.startsWith("/*", at)) {
        int end = source.indexOf("*/", at + 2);
        if (end < 0) {
          throw new ExpressionRefused("this comment has no end", at);
        }
        at = end + 2;
      } else {
        return true;
      }
    }
    return false;
  }

  private void next() {
    char first = source.charAt(at);
    if (first == '"' || first == '\'' || first == '`') {
      string(first);
    } else if (isDigit(first)
        || (first == '.' && at + 1 < source.length() && isDigit(source.charAt(at + 1)))) {
      number();
    } else if (Character.isLetter(first) || first == '_' || first == '$') {
      word();
    } else {
      symbol();
    }
  }

  private void string(char quote) {
    int end = at + 1;
    while (end < source.length() && source.charAt(end) != quote) {
      end += source.charAt(end) == '\\' && quote != '`' ? 2 : 1;
    }
    if (end >= source.length()) {
      throw new ExpressionRefused("this string has no end", at);
    }
    String body = source.substring(at + 1, end);
    add(Token.Kind.STRING, quote == '`' ? body : Escapes.resolve(body, at), at);
    at = end + 1;
  }

  private void number() {
    int start = at;
    boolean prefixed =
        source.startsWith("0x", at)
            || source.startsWith("0X", at)
            || source.startsWith("0b", at)
            || source.startsWith("0o", at);
    at += prefixed ? 2 : 0;
    while (at < source.length() && belongsToNumber(start, prefixed)) {
      at++;
    }
    add(Token.Kind.NUMBER, source.substring(start, at).replace("_", ""), start);
  }

  private boolean belongsToNumber(int start, boolean prefixed) {
    char here = source.charAt(at);
    if (here == '.') {
      boolean range = source.startsWith("..", at);
      return !prefixed && !range && source.substring(start, at).indexOf('.') < 0;
    }
    if ((here == '+' || here == '-') && !prefixed) {
      char before = at > start ? source.charAt(at - 1) : ' ';
      return before == 'e' || before == 'E';
    }
    boolean exponent = !prefixed && (here == 'e' || here == 'E');
    boolean hexadecimal = prefixed && Character.digit(here, 16) >= 0;
    return isDigit(here) || here == '_' || exponent || hexadecimal;
  }

  private void word() {
    int start = at;
    while (at < source.length() && isWordPart(source.charAt(at))) {
      at++;
    }
    String word = source.substring(start, at);
    boolean afterDot = !tokens.isEmpty() && isDot(tokens.get(tokens.size() - 1));
    boolean operator = WORD_OPERATORS.contains(word) && !afterDot;
    add(operator ? Token.Kind.OPERATOR : Token.Kind.NAME, word, start);
  }

  private static boolean isDot(Token token) {
    return token.is(".") || token.is("?.");
  }

  private void symbol() {
    for (String symbol : SYMBOLS) {
      if (source.startsWith(symbol, at)) {
        add(Token.Kind.OPERATOR, symbol, at);
        at += symbol.length();
        return;
      }
    }
    throw new ExpressionRefused("unexpected character '" + source.charAt(at) + "'", at);
  }

  private static boolean isDigit(char here) {
    return here >= '0' && here <= '9';
  }

  private static boolean isWordPart(char here) {
    return Character.isLetterOrDigit(here) || here == '_' || here == '$';
  }
}
