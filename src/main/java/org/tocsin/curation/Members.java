package org.tocsin.curation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tocsin.evidence.Witness;

/** Turns what is kept of organisations into what the judge has to know of them. */
final class Members {

  private static final int DAYS_OF_A_WEEK = 7;

  /** The first Monday after the epoch, in days. */
  private static final int FIRST_MONDAY = 4;

  private final Rules rules;

  Members(Rules rules) {
    this.rules = rules;
  }

  /** Returns the records of organisations that reported for the first time. */
  List<Reputation> beginners(Map<Long, Reputation> records, Map<Long, Long> volumes, Instant now) {
    List<Reputation> beginners = new ArrayList<>(0);
    for (Long organisation : volumes.keySet()) {
      Reputation record = records.getOrDefault(organisation, Reputation.none(organisation));
      if (record.firstReportAt().isEmpty()) {
        beginners.add(record.firstReported(now));
      }
    }
    return beginners;
  }

  /** Returns the organisations that report far more today than they used to. */
  Set<Long> bursting(Map<Long, Reputation> records, Map<Long, Long> volumes) {
    Set<Long> bursting = new HashSet<>();
    rules
        .review()
        .velocity()
        .ifPresent(
            rule ->
                volumes.forEach(
                    (organisation, volume) -> {
                      Reputation record =
                          records.getOrDefault(organisation, Reputation.none(organisation));
                      if (bursts(rule, record, volume)) {
                        bursting.add(organisation);
                      }
                    }));
    return bursting;
  }

  Map<Long, Member> of(
      Map<Long, Enrolled> enrolled, Map<Long, Reputation> records, Set<Long> bursting) {
    Map<Long, Member> members = new HashMap<>();
    enrolled.forEach(
        (organisation, found) ->
            members.put(
                organisation,
                member(
                    found,
                    records.getOrDefault(organisation, Reputation.none(organisation)),
                    bursting.contains(organisation))));
    return members;
  }

  private Member member(Enrolled enrolled, Reputation record, boolean bursting) {
    Witness.Standing standing = standing(enrolled);
    return new Member(
        enrolled.organisation(),
        standing,
        standing == Witness.Standing.ORDINARY ? record.trust(rules.policy().trust()) : Micro.ONE,
        week(enrolled.enrolledAt()),
        record.firstReportAt(),
        bursting);
  }

  private Witness.Standing standing(Enrolled enrolled) {
    if (rules.anchors().honeypots().contains(enrolled.organisation())) {
      return Witness.Standing.HONEYPOT;
    }
    return rules.anchors().vouched().contains(enrolled.organisation())
            && enrolled.standing() == Witness.Standing.ORDINARY
        ? Witness.Standing.VOUCHED
        : enrolled.standing();
  }

  private static boolean bursts(ReviewPolicy.Velocity rule, Reputation record, long volume) {
    return volume >= rule.volume() && volume * Micro.ONE > record.averageVolume() * rule.factor();
  }

  private static long week(Instant at) {
    long days = Math.floorDiv(at.getEpochSecond(), ChronoUnit.DAYS.getDuration().toSeconds());
    return Math.floorDiv(days - FIRST_MONDAY, DAYS_OF_A_WEEK);
  }
}
