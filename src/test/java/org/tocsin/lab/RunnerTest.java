package org.tocsin.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RunnerTest {

  private static final Timeline SHORT = new Timeline(8, 4, 5);

  private final World world = World.of(WorldSize.TINY, Variant.STANDARD, SHORT, 4);

  private static Runner runner(World world) {
    return new Runner(world, () -> 0);
  }

  private static Metrics play(World world, Method.Maker maker, Campaign campaign) {
    return runner(world).run(maker, campaign, 0.1, (day, days) -> {});
  }

  /** Three agents in three networks name every victim from the strike on. */
  private static final class Strike implements Campaign {

    private final List<Report> lies = new ArrayList<>();

    @Override
    public String name() {
      return "strike";
    }

    @Override
    public void join(World world, Newcomers newcomers, SplittableRandom random) {
      for (int network : newcomers.networks(3, random)) {
        Agent liar = newcomers.enrol(0, network).agents().get(0);
        for (int victim : world.addresses(Nature.VICTIM)) {
          lies.add(Report.by(liar, world.timeline().strikeSecond(), victim, Kind.SSH_BF));
        }
      }
    }

    @Override
    public List<Report> reports(long from, long until, Sight sight) {
      return lies.stream().filter(lie -> lie.at() >= from && lie.at() < until).toList();
    }
  }

  private static Method.Maker keeping(ScriptedMethod method) {
    return new Method.Maker() {
      @Override
      public String name() {
        return method.name();
      }

      @Override
      public Method make(Community community) {
        return method;
      }
    };
  }

  @Test
  void theSameCellGivesTheSameFigures() {
    World again = World.of(WorldSize.TINY, Variant.STANDARD, SHORT, 4);
    for (Method.Maker maker : Baselines.all()) {
      assertThat(play(world, maker, new Strike())).isEqualTo(play(again, maker, new Strike()));
    }
  }

  @Test
  void theHonestStreamIsTheSameWithAndWithoutACampaign() {
    ScriptedMethod quiet = new ScriptedMethod();
    ScriptedMethod attacked = new ScriptedMethod();
    play(world, keeping(quiet), Campaign.none());
    play(world, keeping(attacked), new Strike());

    assertThat(attacked.accepted)
        .hasSize(quiet.accepted.size() + 3 * world.size().victims())
        .filteredOn(each -> each.agent() < world.agents().size())
        .isEqualTo(quiet.accepted);
    assertThat(attacked.accepted).extracting(Report::at).isSorted();
  }

  @Test
  void threeLiarsPublishEveryVictimOnACount() {
    Metrics counted = play(world, Baselines.THREE_AGENTS, new Strike());
    Metrics quiet = play(world, Baselines.THREE_AGENTS, Campaign.none());

    assertThat(counted.victims()).isEqualTo(world.size().victims());
    assertThat(counted.harm()).isEqualTo(1);
    assertThat(quiet.victims()).isZero();
    assertThat(counted.cell().attackerKeys()).isEqualTo(3.0 / (3 + world.organisations().size()));
    assertThat(quiet.cell().attackerAgents()).isZero();
  }

  @Test
  void whoIsKeptOutIsNotReportedAnyMore() {
    World deaf = World.of(WorldSize.TINY, Variant.STANDARD.withFeedback(true), SHORT, 4);

    Metrics open = play(world, Baselines.THREE_AGENTS, Campaign.none());
    Metrics fedBack = play(deaf, Baselines.THREE_AGENTS, Campaign.none());

    assertThat(fedBack.signals()).isLessThan(open.signals());
    assertThat(fedBack.contacts()).as("they still come").isEqualTo(open.contacts());
  }

  @Test
  void innocentsAppealADayAfterTheyWereListedWhereTheyDo() {
    World loud = World.of(WorldSize.TINY, Variant.STANDARD.withAppeals(true), SHORT, 4);
    int victim = loud.addresses(Nature.VICTIM)[0];
    int attacker = loud.addresses(Nature.ATTACKER)[0];
    ScriptedMethod heard = new ScriptedMethod();
    ScriptedMethod unheard = new ScriptedMethod();
    for (ScriptedMethod method : List.of(heard, unheard)) {
      method.list(victim, 0);
      method.list(attacker, 0);
    }

    play(loud, keeping(heard), Campaign.none());
    play(world, keeping(unheard), Campaign.none());

    assertThat(heard.overruled).startsWith(victim).containsOnly(victim).hasSize(7);
    assertThat(unheard.overruled).isEmpty();
  }

  @Test
  void aReportOutsideItsTickIsRefused() {
    Campaign late =
        new Campaign() {
          @Override
          public String name() {
            return "late";
          }

          @Override
          public void join(World world, Newcomers newcomers, SplittableRandom random) {}

          @Override
          public List<Report> reports(long from, long until, Sight sight) {
            return List.of(Report.by(world.agents().get(0), until, 1, Kind.SSH_BF));
          }
        };

    assertThatThrownBy(() -> play(world, Baselines.THREE_AGENTS, late))
        .hasMessageContaining("late sent a report at 600");
  }

  @Test
  void tellsHowFarItIs() {
    List<Integer> days = new ArrayList<>();

    runner(world)
        .run(
            keeping(new ScriptedMethod()),
            Campaign.none(),
            0,
            (day, of) -> days.add(10 * day + of));

    assertThat(days).containsExactly(18, 28, 38, 48, 58, 68, 78, 88);
  }
}
