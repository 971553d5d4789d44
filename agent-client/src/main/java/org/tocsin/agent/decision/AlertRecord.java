package org.tocsin.agent.decision;

import java.time.Instant;

/**
 * An alert as it is kept for people to look at.
 *
 * @param id its number here
 * @param uuid its name among machines
 * @param scenario which scenario
 * @param scenarioHash the digest of its file
 * @param target whom it is about
 * @param place what is known of the address
 * @param events how many events there were
 * @param started when the first was
 * @param stopped when it was enough
 * @param created when that was noticed
 * @param message one sentence
 * @param simulated whether nothing was to be done about it
 * @param details the events, as JSON
 */
public record AlertRecord(
    long id,
    String uuid,
    String scenario,
    String scenarioHash,
    Target target,
    Place place,
    int events,
    Instant started,
    Instant stopped,
    Instant created,
    String message,
    boolean simulated,
    String details) {

  /** Country and network of an address; empty where not known. */
  public record Place(String country, String asNumber, String asName) {}
}
