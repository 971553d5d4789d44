package org.tocsin.agent.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.agent.event.Alert;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.rule.RuleRefused;

/** When buckets fill, leak, run over and go away. */
final class BucketTest {
  private static final long ROOM = 10 << 20;

  private static String[] leaky(String... more) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "type: leaky",
                "name: test/bf",
                "description: d",
                "filter: evt.Meta.log_type == 'auth'",
                "groupby: evt.Meta.source_ip",
                "capacity: 3",
                "leakspeed: 10s",
                "labels: {remediation: true}"));
    lines.addAll(List.of(more));
    return lines.toArray(String[]::new);
  }

  private static Alert alert(Event overflow) {
    return overflow.overflow().alerts().get(0);
  }

  @Test
  void runsOverWhenTheCountExceedsTheCapacityAndNotWhenItReachesIt() {
    ScenarioBench bench = ScenarioBench.of(leaky());

    assertThat(bench.pour(0, 1, 2)).isEmpty();
    assertThat(bench.pour(3)).hasSize(1);
  }

  @Test
  void keepsOneEventMoreThanTheCapacity() {
    List<Event> overflows = ScenarioBench.of(leaky()).pour(0, 1, 2, 3);

    assertThat(alert(overflows.get(0)).events()).hasSize(4);
    assertThat(alert(overflows.get(0)).eventsCount()).isEqualTo(4);
  }

  @Test
  void countsAllEventsButKeepsTheLastOnes() {
    List<Event> overflows = ScenarioBench.of(leaky("cache_size: 2")).pour(0, 1, 2, 3);

    assertThat(alert(overflows.get(0)).events())
        .extracting(event -> event.get("user"))
        .containsExactly("user1.0", "user2.0", "user3.0");
    assertThat(alert(overflows.get(0)).eventsCount()).isEqualTo(4);
  }

  @Test
  void leaksByTheTimeOfTheEventsAndNotByTheWallClock() {
    ScenarioBench bench = ScenarioBench.of(leaky());

    assertThat(bench.pour(0, 9, 19, 29, 39, 49)).isEmpty();
    assertThat(ScenarioBench.of(leaky()).pour(0, 1, 2, 9.5)).hasSize(1);
    assertThat(ScenarioBench.of(leaky()).pour(0, 1, 2, 10)).isEmpty();
  }

  @Test
  void startsAnewAfterAGapLongerThanItsLifetime() {
    ScenarioBench bench = ScenarioBench.of(leaky("distinct: evt.Meta.user"));
    bench.pour(ScenarioBench.at(0, "192.0.2.1", "a"));

    bench.pour(ScenarioBench.at(40, "192.0.2.1", "a"));
    bench.pour(ScenarioBench.at(40.001, "192.0.2.1", "a"));

    assertThat(bench.poured()).containsExactly("TAKEN", "IGNORED", "TAKEN");
  }

  @Test
  void startsAnewAfterAnOverflow() {
    ScenarioBench bench = ScenarioBench.of(leaky());

    assertThat(bench.pour(0, 0, 0, 0, 1, 1, 1)).hasSize(1);
    assertThat(bench.pour(1)).hasSize(1);
  }

  @Test
  void aTimeThatGoesBackTakesTheClockBack() {
    assertThat(ScenarioBench.of(leaky()).pour(100, 0, 10, 20, 30, 40)).isEmpty();
  }

  @Test
  void anEventWithoutTimeIsNotPouredInReplay() {
    ScenarioBench bench = ScenarioBench.of(leaky());

    bench.pour(ScenarioBench.event(true, "192.0.2.1", "a"));

    assertThat(bench.poured()).isEmpty();
  }

  @Test
  void groupsDoNotMix() {
    ScenarioBench bench = ScenarioBench.of(leaky());
    for (int i = 0; i < 6; i++) {
      assertThat(bench.pour(ScenarioBench.at(i, "192.0.2." + i % 2, "a"))).isEmpty();
    }
  }

  @Test
  void anEventSeenBeforeDoesNotCount() {
    ScenarioBench bench = ScenarioBench.of(leaky("distinct: evt.Meta.user"));
    for (int i = 0; i < 10; i++) {
      assertThat(bench.pour(ScenarioBench.at(0, "192.0.2.1", "same"))).isEmpty();
    }
    assertThat(bench.pour(1, 2)).isEmpty();
    assertThat(bench.pour(3)).hasSize(1);
  }

  @Test
  void cancellingEndsTheBucketWithoutOverflow() {
    ScenarioBench bench = ScenarioBench.of(leaky("cancel_on: evt.Meta.user == 'root'"));
    bench.pour(0, 0, 0);
    bench.pour(ScenarioBench.at(1, "192.0.2.1", "root"));

    assertThat(bench.pour(1, 1, 1)).isEmpty();
    assertThat(bench.poured()).contains("CANCELLED");
  }

  @Test
  void aBlackholeHidesLaterOverflowsByTheTimeOfTheLog() {
    ScenarioBench bench = ScenarioBench.of(leaky("blackhole: 1m"));

    assertThat(bench.pour(0, 0, 0, 0)).hasSize(1);
    assertThat(bench.pour(50, 50, 50, 50)).isEmpty();
    assertThat(bench.pour(60, 60, 60, 60)).hasSize(1);
  }

  @Test
  void aHiddenOverflowDoesNotExtendTheBlackhole() {
    ScenarioBench bench = ScenarioBench.of(leaky("blackhole: 1m"));

    bench.pour(0, 0, 0, 0);
    bench.pour(59, 59, 59, 59);

    assertThat(bench.pour(61, 61, 61, 61)).hasSize(1);
  }

  @Test
  void documentsOfOneNameAndFilterShareTheirBuckets() {
    ScenarioBench bench =
        ScenarioBench.of(
            "type: leaky",
            "name: test/shared",
            "filter: evt.Meta.log_type == 'auth'",
            "groupby: evt.Meta.source_ip",
            "capacity: 3",
            "leakspeed: 10s",
            "---",
            "type: leaky",
            "name: test/shared",
            "filter: evt.Meta.log_type == 'auth'",
            "groupby: evt.Meta.source_ip",
            "capacity: 100",
            "leakspeed: 10s");

    assertThat(bench.pour(0)).isEmpty();
    assertThat(bench.pour(0)).as("two events, each received twice").hasSize(1);
  }

  @Test
  void aTriggerRunsOverAtOnceWhateverElseItSays() {
    ScenarioBench bench =
        ScenarioBench.of(
            "type: trigger",
            "name: test/trigger",
            "filter: evt.Meta.log_type == 'auth'",
            "groupby: evt.Meta.source_ip",
            "distinct: evt.Meta.user",
            "cancel_on: 'true'");

    List<Event> overflows = bench.pour(0, 0);

    assertThat(overflows).hasSize(2);
    assertThat(alert(overflows.get(0)).eventsCount()).isEqualTo(1);
    assertThat(bench.pour(ScenarioBench.event(true, "192.0.2.1", "a")))
        .as("a trigger needs no time")
        .hasSize(1);
  }

  @Test
  void aConditionIsAskedAfterEachEvent() {
    ScenarioBench bench =
        ScenarioBench.of(
            "type: conditional",
            "name: test/slow",
            "filter: evt.Meta.log_type == 'auth'",
            "groupby: evt.Meta.source_ip",
            "capacity: -1",
            "leakspeed: 1h",
            "condition: |",
            "  len(queue.Queue) >= 3 and",
            "  MedianInterval(map(queue.Queue[-3:], #.Time)) > duration('10m')");

    assertThat(bench.pour(0, 1, 2, 3)).isEmpty();
    assertThat(bench.pour(700, 1400)).hasSize(1);
  }

  @Test
  void aBayesianBucketWeighsWhatItSees() {
    ScenarioBench bench =
        ScenarioBench.of(
            "type: bayesian",
            "name: test/bayes",
            "filter: evt.Meta.log_type == 'auth'",
            "groupby: evt.Meta.source_ip",
            "leakspeed: 1h",
            "bayesian_prior: 0.5",
            "bayesian_threshold: 0.8",
            "bayesian_conditions:",
            "  - condition: len(queue.Queue) > 1",
            "    prob_given_evil: 0.8",
            "    prob_given_benign: 0.2",
            "  - condition: evt.Meta.user == 'root'",
            "    prob_given_evil: 0.8",
            "    prob_given_benign: 0.2",
            "    guillotine: true");

    assertThat(bench.pour(ScenarioBench.at(0, "192.0.2.1", "root"))).isEmpty();
    assertThat(bench.pour(1)).as("root was seen once and stays seen").hasSize(1);
  }

  @Test
  void anOverflowFilterDecidesOverOverflows() {
    String[] wanted = leaky("overflow_filter: any(queue.Queue, .Meta.user == 'root')");
    ScenarioBench bench = ScenarioBench.of(wanted);

    assertThat(bench.pour(0, 0, 0, 0)).isEmpty();
    bench.pour(ScenarioBench.at(1, "192.0.2.1", "root"));
    assertThat(bench.pour(1, 1, 1)).hasSize(1);
  }

  @Test
  void withoutAnAddressThereIsNoAlert() {
    ScenarioBench bench = ScenarioBench.of(leaky());
    for (int i = 0; i < 8; i++) {
      assertThat(bench.pour(ScenarioBench.at(0, "no address", "a"))).isEmpty();
    }
    assertThat(bench.poured()).contains("OVERFLOWED");
  }

  @Test
  void aScopeOfItsOwnTakesItsValueFromAnExpression() {
    List<Event> overflows =
        ScenarioBench.of(leaky("scope: {type: user, expression: evt.Meta.source_ip + '!'}"))
            .pour(0, 0, 0, 0);

    assertThat(alert(overflows.get(0)).source().scope()).isEqualTo("user");
    assertThat(alert(overflows.get(0)).source().value()).isEqualTo("192.0.2.1!");
    assertThat(alert(overflows.get(0)).source().place().ip()).isEmpty();
  }

  @Test
  void severalSourcesGiveSeveralAlerts() {
    String[] global = leaky();
    global[4] = "references: []";
    ScenarioBench bench = ScenarioBench.of(global);
    List<Event> overflows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      overflows.addAll(bench.pour(ScenarioBench.at(0, "192.0.2." + i % 2, "a")));
    }

    assertThat(overflows).hasSize(1);
    assertThat(overflows.get(0).overflow().alerts()).hasSize(2);
    assertThat(overflows.get(0).overflow().sourceNames()).containsExactly("192.0.2.0", "192.0.2.1");
  }

  @Test
  void anErrorInOneScenarioLeavesTheOthersAlone() {
    String[] broken = {
      "type: trigger", "name: test/broken", "filter: evt.Unmarshaled.a.b == 'x'", "---"
    };
    String[] both = new String[broken.length + leaky().length];
    System.arraycopy(broken, 0, both, 0, broken.length);
    System.arraycopy(leaky(), 0, both, broken.length, leaky().length);
    ScenarioBench bench = ScenarioBench.of(both);

    assertThat(bench.pour(0, 0, 0, 0)).hasSize(1);
    assertThat(bench.scenarios().failures()).isEqualTo(4);
  }

  @Test
  void onlyAPlainTrueAsksForRemediation() {
    String[] words = leaky();
    words[7] = "labels: {remediation: 'true'}";

    assertThat(alert(ScenarioBench.of(leaky()).pour(0, 0, 0, 0).get(0)).remediation()).isTrue();
    assertThat(alert(ScenarioBench.of(words).pour(0, 0, 0, 0).get(0)).remediation()).isFalse();
  }

  @Test
  void tellsWhatHappenedInOneSentence() {
    assertThat(alert(ScenarioBench.of(leaky()).pour(0, 1, 2, 3).get(0)).message())
        .isEqualTo(
            "Ip 192.0.2.1 performed 'test/bf' (4 events over 3s) at 2026-03-04 05:00:03 +0000 UTC");
  }

  @Test
  void aCounterRunsOverWhenItsTimeIsUpButNotInReplay() {
    String[] counter = {
      "type: counter",
      "name: test/counter",
      "filter: evt.Meta.log_type == 'auth'",
      "groupby: evt.Meta.source_ip",
      "capacity: -1",
      "duration: 1m"
    };
    ScenarioBench bench = ScenarioBench.of(counter);
    bench.pour(ScenarioBench.event(false, "192.0.2.1", "a"));
    bench.pour(ScenarioBench.event(false, "192.0.2.1", "b"));
    assertThat(bench.scenarios().tick()).isEmpty();
    bench.letPass(Duration.ofSeconds(61));
    List<Event> late = bench.scenarios().tick();
    assertThat(late).hasSize(1);
    assertThat(alert(late.get(0)).eventsCount()).isEqualTo(2);

    ScenarioBench replayed = ScenarioBench.of(counter);
    replayed.pour(0, 1);
    replayed.letPass(Duration.ofDays(1));
    assertThat(replayed.scenarios().tick()).isEmpty();
  }

  @Test
  void liveBucketsGoAwayWhenTheirTimeIsUp() {
    ScenarioBench bench = ScenarioBench.of(leaky());
    bench.pour(ScenarioBench.event(false, "192.0.2.1", "a"));
    assertThat(bench.scenarios().held()).isEqualTo(1);

    bench.letPass(Duration.ofSeconds(41));

    assertThat(bench.scenarios().tick()).isEmpty();
    assertThat(bench.scenarios().held()).isZero();
  }

  @Test
  void theBucketLongestUntouchedGoesFirstWhenThereAreTooMany() {
    ScenarioBench bench = new ScenarioBench(new Scenarios.Limits(2, ROOM), leaky());
    bench.pour(ScenarioBench.at(0, "192.0.2.1", "a"));
    bench.pour(ScenarioBench.at(0, "192.0.2.2", "a"));
    bench.pour(ScenarioBench.at(0, "192.0.2.1", "a"));
    bench.pour(ScenarioBench.at(0, "192.0.2.3", "a"));

    assertThat(bench.scenarios().evicted()).isEqualTo(1);
    assertThat(bench.scenarios().held()).isEqualTo(2);
    bench.pour(ScenarioBench.at(0, "192.0.2.1", "a"));
    assertThat(bench.pour(ScenarioBench.at(0, "192.0.2.1", "a")))
        .as("the first bucket was touched and so kept")
        .hasSize(1);
  }

  @Test
  void theOldestBucketGoesWhenAllTakeTooMuchRoom() {
    ScenarioBench roomy = ScenarioBench.of(leaky());
    pourFive(roomy);
    long justEnough = roomy.scenarios().bytes();
    ScenarioBench bench = new ScenarioBench(new Scenarios.Limits(100, justEnough), leaky());
    pourFive(bench);
    assertThat(bench.scenarios().held()).isEqualTo(2);

    bench.pour(ScenarioBench.at(0, "192.0.2.2", "a"));

    assertThat(bench.scenarios().held()).isEqualTo(1);
    assertThat(bench.scenarios().evicted()).isEqualTo(1);
  }

  private static void pourFive(ScenarioBench bench) {
    bench.pour(0, 0, 0);
    bench.pour(ScenarioBench.at(0, "192.0.2.2", "a"));
    bench.pour(ScenarioBench.at(0, "192.0.2.2", "a"));
  }

  @Test
  void anEventInTwoBucketsTakesItsRoomOnceUntilBothAreGone() {
    String[] both = {String.join("\n", leaky()), "---", twin()};
    ScenarioBench one = ScenarioBench.of(leaky());
    ScenarioBench two = ScenarioBench.of(both);
    Event event = ScenarioBench.at(0, "192.0.2.1", "a");
    event.meta().put("long", "x".repeat(50_000));

    one.pour(event);
    two.pour(event);

    assertThat(two.scenarios().held()).isEqualTo(2);
    assertThat(two.scenarios().bytes() - one.scenarios().bytes()).isBetween(1L, 1_000L);
    for (int i = 0; i < 10; i++) {
      two.pour(ScenarioBench.at(100 + i / 10.0, "192.0.2.1", "b" + i));
    }
    assertThat(two.scenarios().bytes()).isLessThan(50_000);
  }

  private static String twin() {
    return String.join("\n", leaky()).replaceAll("name: .*", "name: me/twin");
  }

  @Test
  void nothingIsCountedOnceAllBucketsAreGone() {
    ScenarioBench bench = ScenarioBench.of(leaky());
    bench.pour(0, 0, 0, 0, 0, 0, 0, 0);
    bench.pour(ScenarioBench.event(false, "192.0.2.3", "a"));
    bench.pour(ScenarioBench.at(50, "192.0.2.4", "a"));
    bench.letPass(Duration.ofHours(1));
    bench.scenarios().tick();
    ScenarioBench tight = new ScenarioBench(new Scenarios.Limits(0, ROOM), leaky());
    tight.pour(0, 0, 0);

    assertThat(tight.scenarios().held()).isZero();
    assertThat(tight.scenarios().bytes()).isZero();
    assertThat(bench.scenarios().held()).isGreaterThan(0);
    assertThat(bench.scenarios().bytes()).isBetween(300L, 3_000L);
  }

  @Test
  void bucketsWhoseTimeWasUpLongAgoAreForgotten() {
    ScenarioBench bench = new ScenarioBench(new Scenarios.Limits(10_000, ROOM), leaky());
    for (int i = 0; i < 9_000; i++) {
      bench.pour(ScenarioBench.at(i, "192.0." + i / 250 + "." + i % 250, "a"));
    }

    assertThat(bench.scenarios().held()).isLessThan(6_000);
    assertThat(bench.scenarios().evicted()).isZero();
  }

  @Test
  void aBucketWhoseTimeIsUpIsNotCountedAsEvicted() {
    ScenarioBench bench = new ScenarioBench(new Scenarios.Limits(1, ROOM), leaky());
    bench.pour(ScenarioBench.at(0, "192.0.2.1", "a"));
    bench.pour(ScenarioBench.at(1_000, "192.0.2.2", "a"));

    assertThat(bench.scenarios().held()).isEqualTo(1);
    assertThat(bench.scenarios().evicted()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: leaky|capacity",
        "type: nope|type",
        "type: conditional|leakspeed",
        "type: counter|duration",
        "type: bayesian|leakspeed",
        "tpye: leaky|tpye"
      })
  void aScenarioWithAMistakeIsRefusedWithItsPlace(String line, String key) {
    assertThatThrownBy(() -> ScenarioBench.of("name: a", "filter: 'true'", line))
        .isInstanceOf(RuleRefused.class)
        .hasMessageMatching("scenario.yaml:\\d+: " + key + ": .*");
  }
}
