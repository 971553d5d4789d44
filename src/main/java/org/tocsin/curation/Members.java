package org.tocsin.curation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
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

  /**
   * How many addresses each organisation reported.
   *
   * @param today since midnight
   * @param yesterday the day before; a burst does not end at midnight
   * @param averaged whether that day is part of the average already
   */
  record Volumes(Map<Long, Long> today, Map<Long, Long> yesterday, boolean averaged) {}

  /** Returns the organisations that report far more than they used to, today or yesterday. */
  Set<Long> bursting(Map<Long, Reputation> records, Volumes volumes) {
    Set<Long> all = new HashSet<>(volumes.today().keySet());
    all.addAll(volumes.yesterday().keySet());
    rules
        .review()
        .velocity()
        .ifPresentOrElse(
            rule ->
                all.removeIf(
                    one -> !bursts(rule, records.getOrDefault(one, Reputation.none(one)), volumes)),
            all::clear);
    return all;
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
    Witness.Standing standing =
        rules.anchors().standing(enrolled.organisation(), enrolled.standing());
    return new Member(
        enrolled.organisation(),
        standing,
        standing == Witness.Standing.ORDINARY ? record.trust(rules.policy().trust()) : Micro.ONE,
        week(enrolled.enrolledAt()),
        record.firstReportAt(),
        bursting);
  }

  private static boolean bursts(ReviewPolicy.Velocity rule, Reputation record, Volumes volumes) {
    long today = volumes.today().getOrDefault(record.organisation(), 0L);
    long yesterday = volumes.yesterday().getOrDefault(record.organisation(), 0L);
    long before =
        volumes.averaged()
            ? record.averageVolumeWithout(yesterday, rule.window())
            : record.averageVolume();
    return bursts(rule, record.averageVolume(), today) || bursts(rule, before, yesterday);
  }

  private static boolean bursts(ReviewPolicy.Velocity rule, long average, long volume) {
    return volume >= rule.volume() && volume * Micro.ONE > average * rule.factor();
  }

  private static long week(Instant at) {
    long days = Math.floorDiv(at.getEpochSecond(), ChronoUnit.DAYS.getDuration().toSeconds());
    return Math.floorDiv(days - FIRST_MONDAY, DAYS_OF_A_WEEK);
  }
}
