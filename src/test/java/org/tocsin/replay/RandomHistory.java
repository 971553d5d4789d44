package org.tocsin.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tocsin.address.Address;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.KnownRules;
import org.tocsin.evidence.Network;
import org.tocsin.evidence.Witness;

/** Organisations and what they report, drawn from a seed. */
final class RandomHistory {

  static final long UNTRUSTED = 100;

  /** Something that happens beside reports. */
  record Act(Instant at, Kind kind, Address address, Optional<Exemption> exemption) {
    /** What. */
    enum Kind {
      DELIST,
      PUBLISH,
      DROP,
      EXEMPT
    }
  }

  private final Random random;
  final Map<Long, Witness.Standing> organisations = new HashMap<>();
  final Map<Long, Integer> confirmations = new HashMap<>();
  final List<Report> reports = new ArrayList<>();
  final List<Act> acts = new ArrayList<>();
  final List<Address> addresses = new ArrayList<>();
  final Duration length;
  private final int networks;

  RandomHistory(long seed, boolean withActs, Duration length) {
    random = new Random(seed);
    networks = 1 + random.nextInt(6);
    this.length = length;
    int anchors = random.nextInt(4);
    int count = 3 + random.nextInt(12);
    for (long number = 1; number <= count; number++) {
      organisations.put(number, Witness.Standing.ORDINARY);
      confirmations.put(number, random.nextInt(4) == 0 ? 0 : 4 + random.nextInt(30));
    }
    for (long number = 50; number < 50 + anchors; number++) {
      organisations.put(
          number, random.nextBoolean() ? Witness.Standing.HONEYPOT : Witness.Standing.VOUCHED);
    }
    for (int i = 0; i < 4 + random.nextInt(8); i++) {
      addresses.add(Address.parse("45.84." + random.nextInt(3) + "." + (i + 1)).orElseThrow());
    }
    for (Address address : addresses) {
      episodes(address);
    }
    reports.sort(Comparator.comparing(Report::at));
    if (withActs) {
      acts();
    }
  }

  Instant somewhen(Duration within) {
    return Lab.START.plusSeconds((long) (random.nextDouble() * within.toSeconds()));
  }

  /** An address is seen in bursts, by some who are near each other, with gaps up to days. */
  private void episodes(Address address) {
    List<Long> all = new ArrayList<>(organisations.keySet());
    Instant at = somewhen(length);
    if (random.nextBoolean()) {
      at = somewhen(Duration.ofHours(20));
    }
    while (at.isBefore(Lab.START.plus(length))) {
      int burst = 1 + random.nextInt(random.nextInt(3) == 0 ? 14 : 5);
      Instant then = at;
      for (int i = 0; i < burst; i++) {
        report(then, all.get(random.nextInt(all.size())), address);
        then = then.plusSeconds(1 + random.nextInt(random.nextBoolean() ? 90 : 3_000));
      }
      at = then.plus(gap());
    }
  }

  private Duration gap() {
    return switch (random.nextInt(4)) {
      case 0 -> Duration.ofMinutes(random.nextInt(60));
      case 1 -> Duration.ofHours(random.nextInt(30));
      case 2 -> Duration.ofHours(40 + random.nextInt(60));
      default -> Duration.ofDays(random.nextInt(12));
    };
  }

  private void report(Instant at, long organisation, Address address) {
    long agent = organisation * 10 + random.nextInt(3);
    long asn = (agent / 10 + (random.nextInt(6) == 0 ? 1 : 0)) % networks;
    String prefix = asn + (random.nextInt(30) == 0 ? "/s" : "/" + organisation);
    String scenario =
        random.nextInt(3) > 0
            ? KnownRules.ATTACK
            : KnownRules.NAMES.get(random.nextInt(KnownRules.NAMES.size()));
    Duration skew =
        switch (random.nextInt(12)) {
          case 0 -> Duration.ofHours(-30);
          case 1 -> Duration.ofMinutes(-20);
          default -> Duration.ZERO;
        };
    reports.add(
        new Report(at, organisation, agent, new Network(asn, prefix), address, scenario, skew));
  }

  private void acts() {
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      Address address = addresses.get(random.nextInt(addresses.size()));
      Act.Kind kind = Act.Kind.values()[random.nextInt(4)];
      Optional<Exemption> exemption =
          kind == Act.Kind.EXEMPT ? Optional.of(exemption(address)) : Optional.empty();
      acts.add(
          new Act(
              somewhen(length).truncatedTo(java.time.temporal.ChronoUnit.MINUTES),
              kind,
              address,
              exemption));
    }
    acts.sort(Comparator.comparing(Act::at));
  }

  Exemption exemption(Address address) {
    Exemption.Tier tier = List.of(Exemption.Tier.values()).get(random.nextInt(4));
    return KnownRules.exempt(random.nextBoolean() ? address.toString() : "45.84.1.0/24", tier);
  }

  /** Returns reports of organisations that nobody will trust. */
  List<Report> crowd() {
    List<Report> crowd = new ArrayList<>();
    int count = 5 + random.nextInt(60);
    for (int i = 0; i < count; i++) {
      long number = UNTRUSTED + random.nextInt(20);
      crowd.add(
          new Report(
              somewhen(length),
              number,
              number * 10,
              new Network(random.nextInt(9), "c" + number),
              addresses.get(random.nextInt(addresses.size())),
              KnownRules.ATTACK,
              Duration.ZERO));
    }
    return crowd;
  }

  Lab lab(Lab lab) {
    organisations.forEach(
        (number, standing) ->
            lab.enrol(number, standing, Lab.START.minus(Duration.ofDays(30 + 7 * (number % 4)))));
    for (long number = UNTRUSTED; number < UNTRUSTED + 20; number++) {
      lab.enrol(number, Witness.Standing.ORDINARY, Lab.START);
    }
    confirmations.forEach(
        (number, count) -> {
          if (count > 0) {
            lab.trusted(number, count);
          }
        });
    return lab;
  }

  /** Lets everything happen. */
  void happen(Lab lab, List<Report> all) {
    List<Act> left = new ArrayList<>(acts);
    for (Report report : all) {
      while (!left.isEmpty() && left.get(0).at().isBefore(report.at())) {
        act(lab, left.remove(0));
      }
      lab.arrive(report);
    }
    left.forEach(act -> act(lab, act));
    lab.advanceTo(Lab.START.plus(length).plus(Duration.ofDays(4)));
  }

  private static void act(Lab lab, Act act) {
    switch (act.kind()) {
      case DELIST -> lab.delist(act.address(), act.at());
      case PUBLISH ->
          lab.decide(act.address(), org.tocsin.curation.Standing.Outcome.PUBLISH, act.at());
      case DROP -> lab.decide(act.address(), org.tocsin.curation.Standing.Outcome.DROP, act.at());
      case EXEMPT -> lab.exempt(act.exemption().orElseThrow(), act.at());
    }
  }
}
