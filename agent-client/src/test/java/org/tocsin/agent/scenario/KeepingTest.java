package org.tocsin.agent.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.Facets;
import org.tocsin.agent.expression.Pool;

/** What stays of events in buckets is what can still be asked for. */
final class KeepingTest {
  private static final Facets NOTHING_MORE = new Facets(false, false, false, false);

  private static String[] scenario(String... lines) {
    return String.join(
            "\n",
            "type: conditional",
            "name: me/kept",
            "filter: 'true'",
            "groupby: evt.Meta.source_ip",
            "capacity: -1",
            "leakspeed: 1h",
            String.join("\n", lines))
        .split("\n");
  }

  private static Event event(int second) {
    Event event = ScenarioBench.at(second, "192.0.2.1", "u" + second);
    event.parsed().put("path", "/p" + second);
    event.enriched().put("IsoCode", "FR");
    event.enriched().put("Other", "o" + second);
    event.unmarshaled().put("deep", "d" + second);
    return event;
  }

  private static List<Event> pourTwo(ScenarioBench bench) {
    bench.pour(event(1));
    return bench.pour(event(2));
  }

  @Test
  void conditionsSeeEveryPartOfEarlierEventsThatTheyMention() {
    for (String first :
        List.of(
            "queue.Queue[0].Parsed.path == '/p1'",
            "queue.Queue[0].Enriched.Other == 'o1'",
            "queue.Queue[0].Unmarshaled.deep == 'd1'",
            "queue.Queue[0].Line.Raw == 'raw'",
            "queue.Queue[0].Meta.user == 'u1'",
            "queue.Queue[0].Time.Unix() + 1 == queue.Queue[1].Time.Unix()")) {
      String condition = "condition: \"len(queue.Queue) == 2 && " + first + "\"";
      assertThat(pourTwo(ScenarioBench.of(scenario(condition)))).as(first).hasSize(1);
    }
  }

  @Test
  void theScopeSeesWhatItMentionsOfEarlierEvents() {
    List<Event> overflows =
        pourTwo(
            ScenarioBench.of(
                scenario(
                    "condition: len(queue.Queue) == 2",
                    "scope: {type: path, expression: evt.Parsed.path}")));

    assertThat(overflows).hasSize(1);
    assertThat(overflows.get(0).overflow().sourceNames()).containsExactly("/p1", "/p2");
  }

  @Test
  void alertsTellThePlaceOfASourceThatNoExpressionMentions() {
    List<Event> overflows = pourTwo(ScenarioBench.of(scenario("condition: len(queue.Queue) == 2")));

    assertThat(overflows.get(0).overflow().sources().values().iterator().next().place().country())
        .isEqualTo("FR");
  }

  @Test
  void whatNobodyAsksForIsNotKept() {
    Event kept = event(1).kept(NOTHING_MORE, new Pool());

    assertThat(kept.parsed().size()).isZero();
    assertThat(kept.unmarshaled()).isEmpty();
    assertThat(kept.enriched().has("Other")).isFalse();
    assertThat(kept.line().raw()).isEmpty();
    assertThat(kept.meta()).isEqualTo(event(1).meta());
    assertThat(kept.marshaledTime()).isEqualTo(event(1).marshaledTime());
  }

  @Test
  void anEventThatAFilterChangedIsKeptAnewAndElseShared() {
    Event event = event(1);
    Keeping keeping = new Keeping(event, new Pool());
    Held first = keeping.held(NOTHING_MORE);
    assertThat(keeping.held(NOTHING_MORE)).isSameAs(first);

    pourChanging(event);

    assertThat(keeping.held(NOTHING_MORE).event().meta().get("cve")).isEqualTo("x");
    assertThat(first.event().meta().has("cve")).isFalse();
  }

  private static void pourChanging(Event event) {
    ScenarioBench.of("type: trigger", "name: me/a", "filter: evt.SetMeta('cve', 'x')").pour(event);
  }

  @Test
  void anExpressionThatHandsOverAnEventAsAWholeKeepsAllOfIt() {
    assertThat(facets("condition: any(queue.Queue, {Length(#) > 1})"))
        .as("refused or conservative")
        .isEqualTo(new Facets(true, true, true, true));
  }

  private static Facets facets(String condition) {
    String text = condition.substring("condition: ".length());
    return Appetite.ofTexts(List.of(text));
  }
}
