package org.tocsin.agent.hubtest;

import java.util.List;

/**
 * How a test went.
 *
 * @param test its name
 * @param failures what is wrong, each with the assertion; none if it passed
 * @param warnings what does not hold but counts for nothing upstream
 * @param usedFixture whether locations came from the table and not from a database
 */
public record Report(
    String test, List<String> failures, List<String> warnings, boolean usedFixture) {

  public boolean passed() {
    return failures.isEmpty();
  }
}
