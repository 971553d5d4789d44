package org.tocsin.publication;

import java.time.Instant;
import java.util.List;
import org.tocsin.address.Address;

/** Why addresses changed their state. Every method joins the caller's transaction. */
public interface StateHistory {

  /**
   * That an address changed its state.
   *
   * @param at when
   * @param state its state since then, as operators know it
   * @param serial the newest release at that time
   * @param reason the reason as a JSON object
   */
  record Change(Instant at, String state, long serial, String reason) {}

  /** Returns the last changes of an address, the newest first. */
  List<Change> of(Address address, int limit);

  /** Returns how many addresses are held for a person to decide. */
  int held();

  /**
   * Deletes the history of addresses that are no longer listed or held and have not changed since
   * an instant.
   */
  int forget(Instant before);
}
