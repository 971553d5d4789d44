package org.tocsin.agent.regex;

import java.util.List;

/** A parsed regular expression. */
sealed interface Node {

  /** Characters that stand for themselves. */
  record Text(String text, boolean foldCase) implements Node {}

  /** One character of a set, in the JDK's syntax. */
  record Chars(String javaSyntax) implements Node {}

  /** A place in the text: its begin or end, or those of a line. */
  record Place(String javaSyntax) implements Node {}

  /** A place where a word begins or ends, or where none does. */
  record WordEdge(boolean edge) implements Node {}

  record Group(Node body, boolean capturing) implements Node {}

  record Sequence(List<Node> items) implements Node {}

  record Choice(List<Node> branches) implements Node {}

  /** A repetition; {@code most} below zero means without end. */
  record Repeat(Node body, int fewest, int most, boolean lazy) implements Node {}
}
