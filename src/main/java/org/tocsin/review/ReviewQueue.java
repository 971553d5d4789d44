package org.tocsin.review;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.curation.Verdict;

/** The cases as operators see them. Every method joins the caller's transaction. */
public interface ReviewQueue {

  /**
   * What somebody says against a listing.
   *
   * @param text in that person's words
   * @param contact where an answer reaches them, if they want one
   */
  record Appeal(String text, Optional<String> contact) {}

  /**
   * Returns cases, those due first before others.
   *
   * @param state in this state, or all
   * @param after those behind the case of this number, 0 for the beginning
   */
  List<ReviewCase> list(Optional<ReviewCase.State> state, long after, int limit);

  /** Returns a case. */
  Optional<ReviewCase> find(long id);

  /** Returns a case that nobody else can change before the transaction ends. */
  Optional<ReviewCase> lock(long id);

  /** Notes who agreed first to an open case. */
  void agree(long id, String operator);

  /** Closes an open case. */
  void close(long id, ReviewCase.State state, ReviewCase.Closed how);

  /**
   * Opens a case for an appeal; returns whether there was none for the address yet.
   *
   * @param verdict what speaks for the listing
   */
  boolean appeal(Verdict verdict, Appeal appeal, Duration timeout, Instant now);

  /** Returns whether an appeal against an address is open. */
  boolean appealed(Address address);

  /** Closes the open appeal against the listing of an address that is listed no more. */
  void settleAppeal(Address address, String because, Instant now);

  /** Returns open cases whose time is up, those of addresses only when the judge left them. */
  List<ReviewCase> overdue(Instant now, int limit);

  /**
   * What waits for a person.
   *
   * @param open how many cases
   * @param oldest since when the one that waits longest does
   */
  record Waiting(long open, Optional<Instant> oldest) {}

  /** Returns how much waits, and since when. */
  Waiting waiting();

  /** Returns open cases of appeals that came after an instant, the newest first. */
  List<ReviewCase> appealsSince(Instant since, int limit);

  /** Deletes cases that were closed so long ago that nobody may ask for them any more. */
  void forget(Instant now);
}
