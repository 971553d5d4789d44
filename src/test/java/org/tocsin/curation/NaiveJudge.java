package org.tocsin.curation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/**
 * The sums and floors once more, from their definition, in decimals and without any of the judge's
 * parts. Slow, and meant to be read next to the definition.
 */
record NaiveJudge(
    BigDecimal score,
    BigDecimal strong,
    BigDecimal anchors,
    int organisations,
    int networks,
    int cohorts,
    Set<String> triggers) {

  private static final MathContext PRECISE = new MathContext(60);
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal STEP = step();
  private static final List<BigDecimal> LEFT =
      LongStream.rangeClosed(0, 288).mapToObj(NaiveJudge::left).toList();

  /** What the scenarios of the tests prove: confidence, spoofable, reflectable. */
  private static final Map<String, int[]> PROVES =
      Map.of(
          "t/attack", new int[] {3, 0, 0},
          "t/likely", new int[] {2, 0, 0},
          "t/suspicious", new int[] {1, 0, 0},
          "t/forgeable-attack", new int[] {3, 1, 0},
          "t/forgeable-scan", new int[] {1, 3, 0},
          "t/reflected", new int[] {3, 0, 1});

  private static final List<BigDecimal> SIGMA =
      List.of(BigDecimal.ZERO, new BigDecimal("0.4"), new BigDecimal("0.8"), BigDecimal.ONE);

  /** One vote of one organisation. */
  private record Vote(
      Member member, String prefix, long asn, BigDecimal value, BigDecimal strong, Instant last) {}

  /** Returns the 72nd root of a half, a root of x^72 - 1/2, found by Newton's steps. */
  private static BigDecimal step() {
    BigDecimal root = BigDecimal.valueOf(Math.pow(0.5, 1 / 72.0));
    for (int i = 0; i < 6; i++) {
      BigDecimal slope = root.pow(71, PRECISE).multiply(BigDecimal.valueOf(72));
      root = root.subtract(root.pow(72, PRECISE).subtract(HALF).divide(slope, PRECISE), PRECISE);
    }
    return root;
  }

  /** Returns how much is left after some steps of ten minutes, 72 of which halve. */
  static BigDecimal left(long steps) {
    return STEP.pow((int) steps, PRECISE).setScale(6, RoundingMode.HALF_EVEN);
  }

  /** All votes fade together, at every tenth minute of the hour; they are gone to the minute. */
  private static BigDecimal left(Instant lastAt, Instant minute) {
    Instant step = minute.minusSeconds(minute.getEpochSecond() % 600);
    return Duration.between(lastAt, minute).compareTo(Duration.ofDays(3)) > 0
        ? BigDecimal.ZERO
        : decay(Duration.between(lastAt, step));
  }

  private static BigDecimal decay(Duration age) {
    if (age.compareTo(Duration.ofHours(24)) <= 0) {
      return BigDecimal.ONE;
    }
    return age.compareTo(Duration.ofDays(3)) > 0
        ? BigDecimal.ZERO
        : LEFT.get((int) (age.minusHours(24).toMinutes() / 10));
  }

  private static BigDecimal product(BigDecimal one, BigDecimal other) {
    return one.multiply(other).setScale(6, RoundingMode.DOWN);
  }

  static NaiveJudge of(
      Evidence evidence, Map<Long, Member> members, boolean shared, Instant minute) {
    List<Vote> votes = new ArrayList<>();
    BigDecimal anchors = BigDecimal.ZERO;
    for (Witness witness : evidence.witnesses()) {
      Member member = members.get(witness.organisation());
      if (member == null || member.trust() < 400_000) {
        continue;
      }
      BigDecimal best = BigDecimal.ZERO;
      BigDecimal strong = BigDecimal.ZERO;
      boolean anchor = false;
      Instant last = Instant.MIN;
      for (Sighting sighting : witness.sightings()) {
        int[] proves = PROVES.getOrDefault(sighting.scenario(), new int[] {0, 0, 0});
        if ("c3".equals(sighting.digest()) && "t/attack".equals(sighting.scenario())) {
          proves = new int[] {0, 0, 0};
        }
        boolean doubtful = proves[1] > 0 || (proves[2] > 0 && shared);
        BigDecimal sigma = SIGMA.get(proves[0]);
        if (doubtful) {
          sigma = sigma.min(new BigDecimal("0.4"));
        } else if (member.standing() == Witness.Standing.HONEYPOT && proves[0] >= 2) {
          sigma = BigDecimal.ONE;
        }
        BigDecimal left = left(sighting.lastAt(), minute);
        BigDecimal value = product(product(BigDecimal.valueOf(member.trust(), 6), sigma), left);
        if (value.signum() > 0) {
          best = best.max(value);
          last = sighting.lastAt().isAfter(last) ? sighting.lastAt() : last;
          if (!doubtful) {
            strong = strong.max(proves[0] == 1 ? new BigDecimal("0.25") : BigDecimal.ONE);
            anchor |= proves[0] >= 2;
          }
        }
      }
      if (best.signum() > 0) {
        boolean anchored = member.standing() != Witness.Standing.ORDINARY;
        if (anchored && anchor) {
          anchors =
              anchors.add(member.standing() == Witness.Standing.HONEYPOT ? BigDecimal.ONE : HALF);
        }
        votes.add(
            new Vote(
                member,
                anchored ? "anchor " + witness.organisation() : "in " + witness.network().prefix(),
                anchored ? -witness.organisation() : witness.network().asn(),
                best,
                strong,
                last));
      }
    }
    return sums(onePerPrefix(votes), anchors, minute);
  }

  private static List<Vote> onePerPrefix(List<Vote> votes) {
    List<Vote> one = new ArrayList<>();
    Map<String, List<Vote>> byPrefix = votes.stream().collect(Collectors.groupingBy(Vote::prefix));
    for (List<Vote> same : byPrefix.values()) {
      Vote heaviest =
          same.stream()
              .max(Comparator.comparing(Vote::value).thenComparing(Vote::last))
              .orElseThrow();
      Vote latest = same.stream().max(Comparator.comparing(Vote::last)).orElseThrow();
      one.add(
          new Vote(
              heaviest.member(),
              heaviest.prefix(),
              latest.asn(),
              heaviest.value(),
              same.stream().map(Vote::strong).max(BigDecimal::compareTo).orElseThrow(),
              latest.last()));
    }
    return one;
  }

  private static NaiveJudge sums(List<Vote> votes, BigDecimal anchors, Instant now) {
    BigDecimal score = BigDecimal.ZERO;
    Map<Vote, BigDecimal> counted = new HashMap<>();
    Map<Long, List<Vote>> byNetwork = votes.stream().collect(Collectors.groupingBy(Vote::asn));
    for (List<Vote> network : byNetwork.values()) {
      network.sort(Comparator.comparing(Vote::value).thenComparing(Vote::last).reversed());
      for (int j = 0; j < network.size(); j++) {
        BigDecimal part = HALF.pow(j).setScale(6, RoundingMode.DOWN);
        counted.put(network.get(j), product(network.get(j).value(), part));
        score = score.add(product(network.get(j).value(), part));
      }
    }
    BigDecimal strong = votes.stream().map(Vote::strong).reduce(BigDecimal.ZERO, BigDecimal::add);
    Set<Long> cohorts = new HashSet<>();
    votes.forEach(vote -> cohorts.add(vote.member().cohort()));
    return new NaiveJudge(
        score,
        strong,
        anchors,
        votes.size(),
        byNetwork.size(),
        cohorts.size(),
        triggers(votes, counted, score, anchors, now));
  }

  private static Set<String> triggers(
      List<Vote> votes,
      Map<Vote, BigDecimal> counted,
      BigDecimal score,
      BigDecimal anchors,
      Instant now) {
    Set<String> fired = new HashSet<>();
    List<Vote> ordinary =
        votes.stream()
            .filter(vote -> vote.member().standing() == Witness.Standing.ORDINARY)
            .toList();
    if (anchors.compareTo(BigDecimal.ONE) < 0 && votes.size() >= 10 && !ordinary.isEmpty()) {
      fired.add("R2-no-anchor");
    }
    BigDecimal suspicious =
        ordinary.stream()
            .filter(
                vote ->
                    vote.member().bursting()
                        || vote.member()
                            .firstReportAt()
                            .filter(at -> at.plus(Duration.ofDays(7)).compareTo(now) <= 0)
                            .isEmpty())
            .map(counted::get)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    if (suspicious.compareTo(product(score, HALF)) > 0) {
      fired.add("R3-velocity");
    }
    if (ordinary.size() >= 8
        && (effective(ordinary, Vote::asn).compareTo(BigDecimal.valueOf(3)) < 0
            || effective(ordinary, vote -> vote.member().cohort()).compareTo(BigDecimal.valueOf(3))
                < 0)) {
      fired.add("R4-diversity");
    }
    return fired;
  }

  private static BigDecimal effective(List<Vote> votes, Function<Vote, Long> group) {
    Map<Long, BigDecimal> sums = new HashMap<>();
    votes.forEach(vote -> sums.merge(group.apply(vote), vote.value(), BigDecimal::add));
    BigDecimal all = sums.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal squares =
        sums.values().stream().map(sum -> sum.pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add);
    return all.pow(2).divide(squares, PRECISE);
  }

  private boolean common(String needed, int factor) {
    return score.compareTo(new BigDecimal(needed).multiply(BigDecimal.valueOf(factor))) >= 0
        && organisations >= 2 * factor
        && networks >= 2 * factor
        && strong.compareTo(BigDecimal.valueOf(2L * factor)) >= 0;
  }

  boolean meetsScoped(int factor) {
    return common("1.2", factor);
  }

  boolean meetsGlobal(int factor) {
    return anchors.compareTo(BigDecimal.valueOf(factor)) >= 0 && common("1.5", factor);
  }

  boolean superquorum(int factor, long trusted) {
    return meetsScoped(factor)
        && organisations >= Math.max(20, Math.ceil(trusted * 0.05))
        && networks >= 4
        && cohorts >= 3;
  }
}
