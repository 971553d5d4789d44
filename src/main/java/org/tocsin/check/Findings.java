package org.tocsin.check;

import java.util.ArrayList;
import java.util.List;

/** What a check has found so far: what is right, and what is not. */
final class Findings {

  private final List<Finding> all = new ArrayList<>();
  private final List<String> verified = new ArrayList<>();

  void wrong(String sentence) {
    all.add(new Finding(Finding.Kind.WRONG, sentence));
  }

  void notice(String sentence) {
    all.add(new Finding(Finding.Kind.NOTICE, sentence));
  }

  void verified(String sentence) {
    verified.add(sentence);
  }

  /** Returns how much is wrong so far, so that a step can tell whether it found something. */
  long wrongs() {
    return all.stream().filter(finding -> finding.kind() == Finding.Kind.WRONG).count();
  }

  List<Finding> all() {
    return List.copyOf(all);
  }

  List<String> verified() {
    return List.copyOf(verified);
  }
}
