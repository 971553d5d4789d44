package org.tocsin.agent.regex;

/** Writes a parsed expression in the JDK's syntax, with the meaning it has in RE2. */
final class JavaSyntax {
  private static final String WORD = "[0-9A-Za-z_]";
  private static final String EDGE =
      "(?:(?<=" + WORD + ")(?!" + WORD + ")|(?<!" + WORD + ")(?=" + WORD + "))";
  private static final String NO_EDGE =
      "(?:(?<=" + WORD + ")(?=" + WORD + ")|(?<!" + WORD + ")(?!" + WORD + "))";

  private final boolean ascii;
  private final StringBuilder out = new StringBuilder();
  private boolean hasWordEdge;

  private JavaSyntax(boolean ascii) {
    this.ascii = ascii;
  }

  /** For texts of ASCII only, where the JDK's word edges are those of RE2. */
  static String forAscii(Node node) {
    return new JavaSyntax(true).write(node).out.toString();
  }

  static String forAnyText(Node node) {
    return new JavaSyntax(false).write(node).out.toString();
  }

  static boolean hasWordEdge(Node node) {
    return new JavaSyntax(true).write(node).hasWordEdge;
  }

  private JavaSyntax write(Node node) {
    if (node instanceof Node.Text text) {
      text(text);
    } else if (node instanceof Node.Chars chars) {
      out.append(chars.javaSyntax());
    } else if (node instanceof Node.Place place) {
      out.append(place.javaSyntax());
    } else if (node instanceof Node.WordEdge word) {
      hasWordEdge = true;
      out.append(ascii ? (word.edge() ? "\\b" : "\\B") : (word.edge() ? EDGE : NO_EDGE));
    } else if (node instanceof Node.Group group) {
      out.append(group.capturing() ? "(" : "(?:");
      write(group.body());
      out.append(')');
    } else if (node instanceof Node.Sequence sequence) {
      sequence.items().forEach(this::write);
    } else if (node instanceof Node.Choice choice) {
      choice(choice);
    } else if (node instanceof Node.Repeat repeat) {
      repeat(repeat);
    }
    return this;
  }

  private void text(Node.Text text) {
    out.append(text.foldCase() ? "(?iu:" : "");
    text.text().codePoints().forEach(point -> out.append(CharacterClass.literal(point)));
    out.append(text.foldCase() ? ")" : "");
  }

  private void choice(Node.Choice choice) {
    for (int i = 0; i < choice.branches().size(); i++) {
      out.append(i > 0 ? "|" : "");
      write(choice.branches().get(i));
    }
  }

  private void repeat(Node.Repeat repeat) {
    boolean wrap = !(repeat.body() instanceof Node.Group || repeat.body() instanceof Node.Chars);
    out.append(wrap ? "(?:" : "");
    write(repeat.body());
    out.append(wrap ? ")" : "").append(counter(repeat)).append(repeat.lazy() ? "?" : "");
  }

  private static String counter(Node.Repeat repeat) {
    int fewest = repeat.fewest();
    int most = repeat.most();
    if (most < 0) {
      return fewest == 0 ? "*" : fewest == 1 ? "+" : "{" + fewest + ",}";
    }
    return fewest == 0 && most == 1 ? "?" : "{" + fewest + "," + most + "}";
  }
}
