package org.tocsin.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of every campaign. */
final class AttackTest {

  private static final World WORLD = Rehearsal.world(1);
  private static final Runner RUNNER = new Runner(WORLD, () -> 0);
  private static final Method.Maker COUNT = Baselines.THREE_ORGANISATIONS;
  private static final Metrics QUIET = play(Campaign.none());
  private static final List<Report> HONEST = heard(Campaign.none());

  private static Metrics play(Campaign campaign) {
    return RUNNER.run(COUNT, campaign, Rehearsal.BUDGET, (day, days) -> {});
  }

  @ParameterizedTest
  @EnumSource(
      value = Attack.class,
      names = {"A1", "A2", "A3", "A4", "A5", "A8", "A10", "A11", "A12", "A13"})
  void putsVictimsOnAListThatOnlyCounts(Attack attack) {
    assertThat(QUIET.victims()).isZero();
    assertThat(play(attack.campaign()).victims()).isGreaterThan(WORLD.size().victims() / 2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Attack.class,
      names = {"A6", "A9"})
  void putsPeopleAtHomeOnAListThatOnlyCounts(Attack attack) {
    assertThat(play(attack.campaign()).users()).isGreaterThan(QUIET.users() + 20);
  }

  @ParameterizedTest
  @EnumSource(
      value = Attack.class,
      names = {"A3", "A7"})
  void keepsOnAListThatOnlyCountsWhatIsOver(Attack attack) {
    assertThat(play(attack.campaign()).removeTail()).isGreaterThan(QUIET.removeTail() + 48);
  }

  @ParameterizedTest
  @EnumSource(Attack.class)
  void staysInsideItsBudget(Attack attack) {
    Rehearsal rehearsal = Rehearsal.of(attack);
    int machines = rehearsal.joined().stream().mapToInt(each -> each.agents().size()).sum();
    assertThat(machines).isPositive().isLessThanOrEqualTo(rehearsal.budget());
    assertThat(rehearsal.dishonest().cardinality() - rehearsal.joined().size())
        .as("organisations taken over")
        .isEqualTo(attack == Attack.A10 ? 1 : 0);
    long networks =
        rehearsal.joined().stream()
            .flatMap(each -> each.agents().stream())
            .map(Agent::asn)
            .distinct()
            .count();
    assertThat(networks).isLessThanOrEqualTo(mostNetworks(attack));
  }

  private static int mostNetworks(Attack attack) {
    return switch (attack) {
      case A1 -> 3;
      case A2, A3, A6, A11 -> 20;
      case A5 -> 1;
      default -> 40;
    };
  }

  @ParameterizedTest
  @EnumSource(Attack.class)
  void saysTheSameForTheSameSeedAndElseForAnother(Attack attack) {
    List<Report> once = Rehearsal.of(attack).said();
    assertThat(once).isNotEmpty().isEqualTo(Rehearsal.of(attack).said());
    assertThat(once)
        .isNotEqualTo(Rehearsal.of(attack, WORLD, Rehearsal.BUDGET, Rehearsal.NOTHING, 8).said());
  }

  @ParameterizedTest
  @EnumSource(Attack.class)
  void speaksOnlyForItsOwnEnrolledMachines(Attack attack) {
    Rehearsal rehearsal = Rehearsal.of(attack);
    Map<Integer, Agent> theirs = new HashMap<>();
    rehearsal.theirs().forEach(agent -> theirs.put(agent.id(), agent));
    Map<Integer, Long> enrolledAt = new HashMap<>();
    rehearsal.joined().forEach(each -> enrolledAt.put(each.id(), each.enrolledAt()));
    for (Report report : rehearsal.said()) {
      Agent agent = theirs.get(report.agent());
      if (agent == null) {
        assertThat(provoked(attack, report, rehearsal)).as("%s", report).isTrue();
        continue;
      }
      assertThat(report).isEqualTo(Report.by(agent, report.at(), report.address(), report.kind()));
      assertThat(report.at())
          .isGreaterThanOrEqualTo(enrolledAt.getOrDefault(report.organisation(), -1L));
    }
  }

  /** Forged or reflected packets at honeypots, and attacks from the attacker's own addresses. */
  private static boolean provoked(Attack attack, Report report, Rehearsal rehearsal) {
    World world = rehearsal.world();
    Organisation honest = world.organisations().get(report.organisation());
    Nature nature = world.natureOf(report.address());
    return switch (attack) {
      case A10 ->
          honest.honeypot()
              && ((report.kind().spoofable() > 0 && nature == Nature.VICTIM)
                  || (report.kind().reflectable() && nature == Nature.CRAWLER));
      case A13 -> nature == Nature.UNKNOWN && report.kind().spoofable() == 0;
      default -> false;
    };
  }

  @ParameterizedTest
  @EnumSource(Attack.class)
  void leavesEveryHonestWordAsItWas(Attack attack) {
    Set<Report> expected = new HashSet<>(HONEST);
    List<Report> honest = new ArrayList<>();
    for (Report report : heard(attack.campaign())) {
      if (expected.contains(report)) {
        honest.add(report);
      }
    }
    assertThat(honest).isEqualTo(HONEST);
  }

  private static List<Report> heard(Campaign campaign) {
    List<Report> heard = new ArrayList<>();
    RUNNER.run(new Listening(heard), campaign, 0.05, (day, days) -> {});
    return heard;
  }

  private record Listening(List<Report> heard) implements Method.Maker {

    @Override
    public String name() {
      return "listening";
    }

    @Override
    public Method make(Community community) {
      return new Silent(heard);
    }
  }

  private record Silent(List<Report> heard) implements Method {

    @Override
    public String name() {
      return "listening";
    }

    @Override
    public void accept(Report report) {
      heard.add(report);
    }

    @Override
    public void advanceTo(long time) {}

    @Override
    public boolean lists(int address) {
      return false;
    }

    @Override
    public boolean delivers(int address, int organisation) {
      return false;
    }

    @Override
    public int[] deliveredTo(int organisation) {
      return new int[0];
    }

    @Override
    public List<Change> drain() {
      return List.of();
    }
  }
}
