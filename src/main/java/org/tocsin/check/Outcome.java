package org.tocsin.check;

import java.util.List;
import java.util.Optional;

/**
 * What a check came to.
 *
 * @param findings what is wrong or worth knowing, in the order it was found
 * @param verified what was looked at and is right, a sentence each
 * @param known what to remember for the next check; there only if nothing is wrong
 */
public record Outcome(List<Finding> findings, List<String> verified, Optional<Known> known) {

  /** Copies the lists. */
  public Outcome {
    findings = List.copyOf(findings);
    verified = List.copyOf(verified);
  }

  /** Returns whether nothing is wrong. */
  public boolean isRight() {
    return findings.stream().noneMatch(finding -> finding.kind() == Finding.Kind.WRONG);
  }
}
