package org.tocsin.console;

import java.util.List;
import org.tocsin.curation.Policy;
import org.tocsin.publication.ParkedChanges;

/**
 * Changes that wait for a person.
 *
 * @param parked the changes
 * @param breakers which breakers hold them up, and why
 */
record ParkedView(ParkedChanges.Parked parked, List<String> breakers) {

  static ParkedView of(ParkedChanges.Parked parked, Policy.Breaker breaker, long listed) {
    List<String> breakers = new java.util.ArrayList<>();
    if (parked.additions() > 0) {
      breakers.add(because("adds", breaker.adds(), listed, "join", count(parked.additions())));
    }
    if (parked.removals() > 0) {
      breakers.add(
          because("removes", breaker.removes(), listed, "leave", count(parked.removals())));
    }
    return new ParkedView(parked, List.copyOf(breakers));
  }

  private static String because(
      String key, Policy.AtLeast most, long listed, String verb, String count) {
    return "breaker."
        + key
        + ": "
        + count
        + " would "
        + verb
        + ", and at most "
        + most.of(listed)
        + " may by themselves, the larger of "
        + most.number()
        + " and "
        + most.percent()
        + " % of the "
        + listed
        + " that are listed.";
  }

  private static String count(int count) {
    return count > ParkedChanges.COUNTED
        ? "more than " + ParkedChanges.COUNTED
        : Integer.toString(count);
  }

  String additions() {
    return count(parked.additions());
  }

  String removals() {
    return count(parked.removals());
  }
}
