package org.tocsin.curation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tocsin.address.Address;

/**
 * What was decided about an address, and why.
 *
 * @param address the address
 * @param state the decision
 * @param because what decided, in a word or two
 * @param tally the votes behind it
 * @param floors each floor of both tiers with its value
 * @param triggers what a person should look at
 * @param timeout how long it may wait for that person
 * @param recipients who a scoped listing is delivered to
 * @param after where the address stands from now on
 * @param soakUntil until when an address that meets the floors has to wait
 * @param expiresAt when a listing ends unless somebody trusted sees the address again
 * @param judgeAt when it has to be judged again although nothing new is seen
 * @param exemption the exemption that applies, if one does
 * @param findings what the judgement says about the reporters
 */
public record Verdict(
    Address address,
    State state,
    String because,
    Tally tally,
    List<Floor> floors,
    List<Trigger> triggers,
    Duration timeout,
    Set<Long> recipients,
    Standing after,
    Optional<Instant> soakUntil,
    Optional<Instant> expiresAt,
    Optional<Instant> judgeAt,
    Optional<Exemption> exemption,
    Findings findings) {

  /** Copies the lists. */
  public Verdict {
    floors = List.copyOf(floors);
    triggers = List.copyOf(triggers);
    recipients = Set.copyOf(recipients);
  }

  /** The possible decisions. */
  public enum State {
    /** Not listed. */
    NONE,
    /** Meets the floors and waits out its soak; not listed. */
    SOAKING,
    /** Meets the floors and waits for a person; not listed. */
    HELD,
    /** Listed for its neighbourhood. */
    SCOPED,
    /** Listed for everybody. */
    GLOBAL,
    /** Exempt, and so not listed whatever is reported. */
    REJECTED
  }

  /**
   * One condition of being listed.
   *
   * @param tier the tier it belongs to
   * @param name the floor's name as in the policy
   * @param have what the evidence gives, in millionths
   * @param need what is needed, in millionths
   */
  public record Floor(Standing.Tier tier, String name, long have, long need) {

    /** Returns whether the floor holds. */
    public boolean met() {
      return have >= need;
    }

    /** Returns what the evidence gives. */
    public BigDecimal value() {
      return Micro.toDecimal(have);
    }

    /** Returns what is needed. */
    public BigDecimal threshold() {
      return Micro.toDecimal(need);
    }
  }

  /**
   * What a judgement says about reporters.
   *
   * @param confirmed organisations whose report an anchor confirmed and that had not read it
   * @param contradictions reports of what cannot be an attacker
   * @param candidate that a group carries the address without an anchor, when that is new
   */
  public record Findings(
      List<Long> confirmed,
      List<Contradiction> contradictions,
      Optional<Candidates.Candidate> candidate) {

    static final Findings NONE = new Findings(List.of(), List.of(), Optional.empty());

    /** Copies the lists. */
    public Findings {
      confirmed = List.copyOf(confirmed);
      contradictions = List.copyOf(contradictions);
    }
  }

  /**
   * That an organisation reported what cannot be an attacker.
   *
   * @param organisation who
   * @param day when; however often it did on one day, it did it once
   * @param kind what it reported
   */
  public record Contradiction(long organisation, LocalDate day, Kind kind) {

    /** What cannot be an attacker. */
    public enum Kind {
      /** Dark address space that only readers of a list can know. */
      DECOY,
      /** An address that everybody depends on. */
      CANARY,
      /** An address that a person found to be none. */
      APPEAL
    }
  }

  /** Returns the scenario that weighs most, empty without votes. */
  public Optional<String> scenario() {
    return tally.votes().stream().findFirst().map(Vote::scenario);
  }
}
