package org.tocsin.agent.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads RE2's syntax. The text has passed RE2/J before, so what is read here is known to be valid;
 * this only finds out what it means.
 */
final class RegexParser {
  private static final String ANY_BUT_NEWLINE = "[^\\n]";
  private static final String ANY = "[\\x{0}-\\x{10FFFF}]";

  private final String source;
  private int at;
  private Flags flags = new Flags(false, false, false, false);

  private record Flags(boolean foldCase, boolean multiline, boolean dotAll, boolean ungreedy) {
    Flags with(char letter, boolean on) {
      return switch (letter) {
        case 'i' -> new Flags(on, multiline, dotAll, ungreedy);
        case 'm' -> new Flags(foldCase, on, dotAll, ungreedy);
        case 's' -> new Flags(foldCase, multiline, on, ungreedy);
        default -> new Flags(foldCase, multiline, dotAll, on);
      };
    }
  }

  private RegexParser(String source) {
    this.source = source;
  }

  static Node parse(String source) {
    return new RegexParser(source).choice();
  }

  private boolean more() {
    return at < source.length();
  }

  private Node choice() {
    List<Node> branches = new ArrayList<>();
    branches.add(sequence());
    while (more() && source.charAt(at) == '|') {
      at++;
      branches.add(sequence());
    }
    return branches.size() == 1 ? branches.get(0) : new Node.Choice(branches);
  }

  private Node sequence() {
    List<Node> items = new ArrayList<>();
    while (more() && source.charAt(at) != '|' && source.charAt(at) != ')') {
      Optional<Node> item = item();
      item.ifPresent(node -> items.add(repeated(node)));
    }
    return new Node.Sequence(items);
  }

  private Node repeated(Node node) {
    Node result = node;
    while (more()) {
      int[] bounds = bounds();
      if (bounds.length == 0) {
        return result;
      }
      boolean lazy = more() && source.charAt(at) == '?';
      at += lazy ? 1 : 0;
      result = new Node.Repeat(result, bounds[0], bounds[1], lazy != flags.ungreedy());
    }
    return result;
  }

  /** The bounds of the repetition that stands here, past which it moves; none if none does. */
  private int[] bounds() {
    return switch (source.charAt(at)) {
      case '*' -> simple(0, -1);
      case '+' -> simple(1, -1);
      case '?' -> simple(0, 1);
      case '{' -> counted();
      default -> new int[0];
    };
  }

  private int[] simple(int fewest, int most) {
    at++;
    return new int[] {fewest, most};
  }

  private int[] counted() {
    int end = source.indexOf('}', at);
    String body = end < 0 ? "" : source.substring(at + 1, end);
    if (!body.matches("\\d+(,\\d*)?")) {
      return new int[0];
    }
    at = end + 1;
    int comma = body.indexOf(',');
    int fewest = Integer.parseInt(comma < 0 ? body : body.substring(0, comma));
    if (comma < 0) {
      return new int[] {fewest, fewest};
    }
    String most = body.substring(comma + 1);
    return new int[] {fewest, most.isEmpty() ? -1 : Integer.parseInt(most)};
  }

  /** The next thing; nothing if it only sets flags. */
  private Optional<Node> item() {
    char here = source.charAt(at);
    if (here == '(') {
      return group();
    }
    return Optional.of(
        switch (here) {
          case '[' -> characterClass(CharacterClass.read(source, at));
          case '\\' -> escape();
          case '.' -> passing(1, new Node.Chars(flags.dotAll() ? ANY : ANY_BUT_NEWLINE));
          case '^' -> passing(1, new Node.Place(flags.multiline() ? "(?<![^\\n])" : "\\A"));
          case '$' -> passing(1, new Node.Place(flags.multiline() ? "(?![^\\n])" : "\\z"));
          default -> character(new CharacterClass.Point(source.codePointAt(at), 0));
        });
  }

  private Node passing(int length, Node node) {
    at += length;
    return node;
  }

  private Node characterClass(CharacterClass found) {
    at = found.end();
    return chars(found.javaSyntax());
  }

  private Node character(CharacterClass.Point point) {
    return passing(Character.charCount(point.codePoint()), text(point.codePoint()));
  }

  private Node text(int point) {
    return new Node.Text(Character.toString(point), flags.foldCase());
  }

  private Node chars(String javaSyntax) {
    return new Node.Chars(flags.foldCase() ? "(?iu:" + javaSyntax + ")" : javaSyntax);
  }

  private Optional<Node> group() {
    Flags outer = flags;
    at++;
    boolean capturing = true;
    if (source.startsWith("?P<", at) || source.startsWith("?<", at)) {
      at = source.indexOf('>', at) + 1;
    } else if (source.startsWith("?", at)) {
      capturing = false;
      at++;
      flags();
      if (source.charAt(at++) == ')') {
        return Optional.empty();
      }
    }
    Node body = choice();
    at++;
    flags = outer;
    return Optional.of(new Node.Group(body, capturing));
  }

  private void flags() {
    boolean on = true;
    while (source.charAt(at) != ':' && source.charAt(at) != ')') {
      char letter = source.charAt(at++);
      if (letter == '-') {
        on = false;
      } else {
        flags = flags.with(letter, on);
      }
    }
  }

  private Node escape() {
    char letter = source.charAt(at + 1);
    return switch (letter) {
      case 'A' -> passing(2, new Node.Place("\\A"));
      case 'z' -> passing(2, new Node.Place("\\z"));
      case 'b', 'B' -> passing(2, new Node.WordEdge(letter == 'b'));
      case 'Q' -> quoted();
      default ->
          CharacterClass.escape(source, at).map(this::characterClass).orElseGet(this::escaped);
    };
  }

  private Node escaped() {
    CharacterClass.Point point = CharacterClass.point(source, at);
    at = point.end();
    return text(point.codePoint());
  }

  private Node quoted() {
    int end = source.indexOf("\\E", at);
    String body = source.substring(at + 2, end < 0 ? source.length() : end);
    at = end < 0 ? source.length() : end + 2;
    return new Node.Group(new Node.Text(body, flags.foldCase()), false);
  }
}
