package org.tocsin.console;

import java.util.List;
import org.tocsin.enrolment.Fleet;
import org.tocsin.enrolment.Organisation;
import org.tocsin.evidence.Contributions;
import org.tocsin.privatelist.PrivateList;

/**
 * An organisation as its page shows it.
 *
 * @param organisation who
 * @param counts how many agents it has
 * @param standing how far the operator answers for it
 * @param trust how far it is trusted
 * @param facts what that is made of
 * @param moved what moved it, the newest first
 * @param windows what became of its signals
 * @param sees what became of the addresses it sees
 * @param lists its private lists
 * @param administers whether the visitor may block it
 */
record OrganisationView(
    Organisation organisation,
    Fleet.Counts counts,
    String standing,
    String trust,
    List<Evidence.Fact> facts,
    List<TrustText.Moved> moved,
    List<Window> windows,
    Sees sees,
    List<PrivateList> lists,
    boolean administers) {

  /** What became of the signals of some days. */
  record Window(String name, Contributions.Fates fates) {}

  /**
   * What became of the addresses that it sees.
   *
   * @param addresses how many were looked at
   * @param part whether it sees more
   * @param scenarios how many scenarios it saw there
   * @param states how many there are of each state, in words
   */
  record Sees(int addresses, boolean part, int scenarios, List<State> states) {}

  /** How many addresses are in a state. */
  record State(String name, long addresses) {}
}
