package org.tocsin.agent.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Texts of which at least one is in every match of an expression: a text with none of them needs no
 * search.
 *
 * @param anyOf the texts; none if nothing useful is known
 * @param foldCase whether a text may differ from the match in case
 */
record Needles(List<String> anyOf, boolean foldCase) {
  static final int SHORTEST = 3;
  private static final int MOST = 16;
  private static final Needles NONE = new Needles(List.of(), false);

  static Needles of(Node node) {
    Needles found = new Finder().best(node);
    return found.shortest() >= SHORTEST ? found : NONE;
  }

  private int shortest() {
    return anyOf.stream().mapToInt(String::length).min().orElse(0);
  }

  private Needles better(Needles other) {
    return other.shortest() > shortest() ? other : this;
  }

  /** Walks an expression, joining the texts that follow each other. */
  private static final class Finder {

    Needles best(Node node) {
      if (node instanceof Node.Text text) {
        return new Needles(List.of(text.text()), text.foldCase());
      }
      if (node instanceof Node.Group group) {
        return best(group.body());
      }
      if (node instanceof Node.Repeat repeat && repeat.fewest() > 0) {
        return best(repeat.body());
      }
      if (node instanceof Node.Sequence sequence) {
        return sequence(sequence.items());
      }
      return node instanceof Node.Choice choice ? choice(choice) : NONE;
    }

    private Needles sequence(List<Node> items) {
      Needles best = NONE;
      StringBuilder run = new StringBuilder();
      boolean folded = false;
      for (Node item : items) {
        Optional<Node.Text> text = plainText(item);
        if (text.isPresent() && (run.isEmpty() || text.get().foldCase() == folded)) {
          run.append(text.get().text());
          folded = text.get().foldCase();
        } else {
          best = best.better(ofRun(run, folded));
          run.setLength(0);
          text.ifPresent(t -> run.append(t.text()));
          folded = text.isPresent() && text.get().foldCase();
          best = text.isPresent() ? best : best.better(best(item));
        }
      }
      return best.better(ofRun(run, folded));
    }

    private static Optional<Node.Text> plainText(Node item) {
      return item instanceof Node.Text text ? Optional.of(text) : Optional.empty();
    }

    private static Needles ofRun(StringBuilder run, boolean folded) {
      return run.isEmpty() ? NONE : new Needles(List.of(run.toString()), folded);
    }

    private Needles choice(Node.Choice choice) {
      List<String> all = new ArrayList<>();
      boolean folded = false;
      for (Node branch : choice.branches()) {
        Needles best = best(branch);
        if (best.anyOf().isEmpty() || all.size() + best.anyOf().size() > MOST) {
          return NONE;
        }
        all.addAll(best.anyOf());
        folded |= best.foldCase();
      }
      return new Needles(all, folded);
    }
  }
}
