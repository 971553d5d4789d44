package org.tocsin.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.tocsin.curation.Micro;
import org.tocsin.curation.Policy;
import org.tocsin.evidence.Contributions;
import org.tocsin.trust.TrustRecords;

/** Says how far an organisation is trusted, and why, in words. */
final class TrustText {

  static final String FOR_MEMBERS =
      "What moves it is shown to operators of the server only, for it would tell which reports hit"
          + " bait.";

  private static final int DIGITS = 2;

  private TrustText() {}

  /** What moved trust on a day. */
  record Moved(LocalDate day, String what, String effect) {}

  static String standing(TrustRecords.Trusted trust) {
    return switch (trust.standing()) {
      case HONEYPOT -> "honeypot";
      case VOUCHED -> "vouched";
      case ORDINARY -> "ordinary";
    };
  }

  static String inShort(TrustRecords.Trusted trust) {
    return trust.anchored()
        ? "whole"
        : decimal(trust.trust()) + (trust.votes() ? ", votes" : ", does not vote");
  }

  static String inFull(TrustRecords.Trusted trust) {
    if (trust.anchored()) {
      return "Trusted entirely: the operator answers for it, whatever its own record says.";
    }
    return decimal(trust.trust())
        + (trust.votes()
            ? ": its word counts, which it does from "
            : ": its word counts for nothing yet, which it does from ")
        + decimal(trust.policy().threshold())
        + " on.";
  }

  /** Rounded down, so that nobody seems to be beyond a threshold who is not. */
  static String decimal(long micro) {
    BigDecimal rounded = Micro.toDecimal(micro).setScale(DIGITS, RoundingMode.DOWN);
    return rounded.stripTrailingZeros().toPlainString();
  }

  /** Returns what moved trust, the newest first. */
  static List<Moved> moved(
      TrustRecords.Trusted trust,
      List<TrustRecords.Movement> movements,
      List<Contributions.Volume> days) {
    List<Moved> moved = new ArrayList<>();
    movements.forEach(one -> moved.add(moved(one, trust.policy())));
    days.forEach(
        one ->
            moved.add(
                new Moved(
                    one.day(),
                    "Active: " + addresses(one.addresses()) + " of its signals became evidence",
                    "+1 active day, after the night")));
    return moved.stream().sorted(Comparator.comparing(Moved::day).reversed()).toList();
  }

  private static Moved moved(TrustRecords.Movement one, Policy.Trust policy) {
    Policy.Penalty penalty = policy.penalty();
    return switch (one.kind()) {
      case CONFIRMED ->
          new Moved(
              one.day(),
              "Confirmed: an anchor saw "
                  + addresses(one.addresses())
                  + " that it had reported without being able to read of it",
              "+" + one.addresses() + " confirmations, after the night");
      case DECOY ->
          contradicted(
              one, "that are decoys, which only readers of a list can know", penalty.decoy());
      case CANARY -> contradicted(one, "on which everybody depends", penalty.canary());
      case APPEAL -> contradicted(one, "that a person found to be no attacker", penalty.appeal());
    };
  }

  private static Moved contradicted(TrustRecords.Movement one, String what, int cost) {
    return new Moved(
        one.day(),
        "Contradicted: it reported " + addresses(one.addresses()) + " " + what,
        "+" + (long) one.addresses() * cost + " contradictions, at once");
  }

  private static String addresses(long number) {
    return number == 1 ? "1 address" : number + " addresses";
  }

  /** Returns the parts of its record, by name. */
  static List<Evidence.Fact> facts(TrustRecords.Trusted trust) {
    Policy.Trust policy = trust.policy();
    return Stream.of(
            new Evidence.Fact(
                "Active days", trust.record().activeDays() + " of " + policy.days() + " needed"),
            new Evidence.Fact(
                "Confirmations",
                decimal(trust.record().confirmations())
                    + ", fading; "
                    + policy.confirmations()
                    + " make up two thirds of full confidence, at most "
                    + policy.creditsPerDay()
                    + " count on a day"),
            new Evidence.Fact(
                "Contradictions",
                decimal(trust.record().contradictions())
                    + ", fading; each weighs as much as four confirmations"),
            new Evidence.Fact("Addresses a day, lately", decimal(trust.record().averageVolume())))
        .toList();
  }
}
