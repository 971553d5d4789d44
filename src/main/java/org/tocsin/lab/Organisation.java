package org.tocsin.lab;

import java.util.List;

/**
 * The owner of an enrolment key, as the operator knows it.
 *
 * @param id its place in the community's list of organisations
 * @param vouched whether the operator vouches for it
 * @param honeypot whether it is the operator's own eye
 * @param enrolledAt when it joined, in seconds since the stream began; founders are negative
 * @param agents its machines
 */
record Organisation(
    int id, boolean vouched, boolean honeypot, long enrolledAt, List<Agent> agents) {

  Organisation {
    agents = List.copyOf(agents);
  }

  /** Returns whether the operator takes its word: a honeypot or vouched for. */
  boolean anchor() {
    return vouched || honeypot;
  }
}
