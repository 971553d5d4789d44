package org.tocsin.app;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A made-up stream in which few organisations go all the ways there are: sensors, vouched ones,
 * ordinary ones that earn trust in time, two of them in one network, and one that copies; addresses
 * that are exempt, protected, shared or nothing special.
 */
final class RandomStream {

  /** Ranges that the rules of the test mark. */
  static final String SHARED = "45.90.2.0/24";

  static final String PROTECTED = "45.90.3.0/24";

  private static final List<String> SCENARIOS =
      List.of(
          "crowdsecurity/ssh-bf",
          "crowdsecurity/ssh-bf",
          "crowdsecurity/ssh-bf",
          "crowdsecurity/postfix-spam",
          "crowdsecurity/http-cve-2021-41773",
          "crowdsecurity/modsecurity",
          "crowdsecurity/http-probing",
          "crowdsecurity/iptables-scan-multi_ports",
          "somebody/unheard-of");

  private final Random random;
  private final Instant begin;
  private final int days;
  private final List<RecordedHistory.Line> lines = new ArrayList<>();

  private RandomStream(long seed, Instant begin, int days) {
    this.random = new Random(seed);
    this.begin = begin;
    this.days = days;
  }

  static RecordedHistory of(long seed, Instant begin, int days) {
    RandomStream stream = new RandomStream(seed, begin, days);
    for (int day = 0; day < days; day++) {
      stream.day(day);
    }
    stream.lines.sort(Comparator.comparing(RecordedHistory.Line::at));
    List<RecordedHistory.Known> known = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      known.add(new RecordedHistory.Known("pot" + i, false, true, begin));
      known.add(new RecordedHistory.Known("vouched" + i, true, false, begin));
    }
    for (int i = 1; i <= 7; i++) {
      known.add(
          new RecordedHistory.Known(
              "ordinary" + i, false, false, begin.minus(Duration.ofDays(9L * i))));
    }
    return new RecordedHistory(
        known,
        Map.of("45.90.4.0/24", "benign", "45.90.5.0/24", "never", "2a01:4f8:90:5::/64", "benign"),
        stream.lines);
  }

  /** A few attackers are busy for an hour each; sensors see most of them late. */
  private void day(int day) {
    Instant midnight = begin.plus(day, ChronoUnit.DAYS);
    for (int visit = 0; visit < 3; visit++) {
      Instant at = midnight.plusSeconds(3_600 * (1 + 7L * visit) + random.nextInt(3_600));
      for (int i = 0; i < 2; i++) {
        attacker(at, "45.90.0." + (1 + day * 6 + visit * 2 + i));
      }
    }
    if (day >= days / 2) {
      Instant at = midnight.plusSeconds(80_000 + random.nextInt(6_000));
      String old = "45.90.0." + (1 + random.nextInt(day * 6));
      burst(at, old, random.nextBoolean());
      burst(at, "45.90." + (2 + random.nextInt(4)) + "." + (1 + random.nextInt(2)), true);
      burst(at, "2a01:4f8:90:" + (4 + random.nextInt(2)) + "::" + (1 + random.nextInt(3)), true);
      burst(at, "45.90.1." + day, false);
    }
  }

  private void attacker(Instant at, String ip) {
    Instant then = at;
    for (int i = 1; i <= 6; i++) {
      if (random.nextInt(5) > 0) {
        signal(then, "ordinary" + i, ip, "crowdsecurity/ssh-bf");
      }
      then = then.plusSeconds(random.nextInt(9));
    }
    if (random.nextInt(4) > 0) {
      signal(
          at.plusSeconds(240 + random.nextInt(30)),
          "pot" + (1 + random.nextInt(2)),
          ip,
          "crowdsecurity/ssh-bf");
    }
    // It copies the list later.
    signal(at.plusSeconds(1_200), "ordinary7", ip, "crowdsecurity/ssh-bf");
  }

  private void burst(Instant at, String ip, boolean anchored) {
    int witnesses = 2 + random.nextInt(4);
    for (int i = 0; i < witnesses; i++) {
      String organisation =
          anchored && random.nextBoolean()
              ? (random.nextInt(3) == 0 ? "pot" : "vouched") + (1 + random.nextInt(2))
              : "ordinary" + (1 + random.nextInt(7));
      String scenario = SCENARIOS.get(random.nextInt(SCENARIOS.size()));
      signal(at.plusSeconds(random.nextInt(90)), organisation, ip, scenario);
    }
  }

  /** Two ordinary organisations stand in one network. */
  private void signal(Instant at, String organisation, String ip, String scenario) {
    int asn = 64_500 + (organisation.equals("ordinary2") ? 1 : number(organisation));
    String prefix = "p-" + organisation;
    String agent = "a" + random.nextInt(2);
    lines.add(new RecordedHistory.Line(at, organisation, agent, asn, prefix, ip, scenario));
  }

  private static int number(String organisation) {
    return organisation.charAt(organisation.length() - 1) - '0' + organisation.length() * 10;
  }
}
