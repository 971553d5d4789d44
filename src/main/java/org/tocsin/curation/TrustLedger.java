package org.tocsin.curation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.address.Address;

/** What is remembered of organisations. Every method joins the caller's transaction. */
public interface TrustLedger {

  /** Returns all organisations by their number. */
  Map<Long, Enrolled> enrolled();

  /** Returns the records of all organisations that have one, by their number. */
  Map<Long, Reputation> reputations();

  /** Returns the records, maybe none, of those among some organisations that never reported. */
  List<Reputation> beginners(Set<Long> organisations);

  /** Replaces records. */
  void save(Collection<Reputation> changed);

  /**
   * That an anchor saw what organisations had reported.
   *
   * @param address what they reported
   * @param organisations who did
   */
  record Confirmation(Address address, List<Long> organisations) {

    /** Copies the list. */
    public Confirmation {
      organisations = List.copyOf(organisations);
    }
  }

  /**
   * Credits organisations with early confirmations, one address after the other. An organisation is
   * credited once for an address, and a few times a day.
   */
  void credit(List<Confirmation> confirmations, LocalDate day, int mostPerDay);

  /** Returns how often each organisation was credited on a day. */
  Map<Long, Integer> credits(LocalDate day);

  /** Notes a contradiction and returns whether it was not noted before. */
  boolean contradict(Address address, Verdict.Contradiction contradiction);

  /** Returns the last day whose night was gone through. */
  Optional<LocalDate> lastNight();

  /** Notes that the night after a day was gone through. */
  void nightDone(LocalDate day);

  /**
   * Two organisations, the smaller number first.
   *
   * @param one the smaller number
   * @param other the larger number
   */
  record Pair(long one, long other) {

    /** Returns the pair of two organisations, whatever their order. */
    public static Pair of(long a, long b) {
      return new Pair(Math.min(a, b), Math.max(a, b));
    }
  }

  /** Keeps by how much pairs of organisations were found to see the same on a day. */
  void coReports(LocalDate day, Map<Pair, Long> sums);

  /** Returns by how much pairs of organisations saw the same since a day, that day included. */
  Map<Pair, Long> coReportsSince(LocalDate day);

  /** Remembers which group carries an address. */
  void add(Candidates.Candidate candidate);

  /** Returns the groups of addresses carried since an instant. */
  List<Candidates.Candidate> candidatesSince(Instant since);

  /** Deletes what is older than any rule asks for. */
  void forget(Instant now);
}
