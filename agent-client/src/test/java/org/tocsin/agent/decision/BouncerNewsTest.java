package org.tocsin.agent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.agent.address.Prefix;

/** What a bouncer is told, pull after pull, of decisions, lists and what is allowed. */
final class BouncerNewsTest {
  private static final Instant START = Instant.parse("2026-05-06T07:08:09Z");
  private static final DecisionFilter ALL = DecisionFilter.of(Map.of());

  private Instant now = START;
  private final FakeAdopted adopted = new FakeAdopted();
  @TempDir private Path folder;
  private SqliteStore store;
  private Decisions decisions;
  private long changes;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder);
    decisions =
        new Decisions(store, new Decisions.World(() -> now, () -> "u", adopted, note -> {}));
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** A bouncer that does what it is told; it forgets nothing by itself. */
  private final class Bouncer implements BouncerNews.Writer {
    private final DecisionFilter filter;
    private final Map<String, Instant> holds = new TreeMap<>();
    private Optional<ToldBouncer> told = Optional.empty();
    private final List<Decision> removed = new ArrayList<>();
    private final List<Decision> added = new ArrayList<>();

    Bouncer(DecisionFilter filter) {
      this.filter = filter;
    }

    void pull() throws IOException {
      added.clear();
      removed.clear();
      ToldBouncer next = new BouncerNews(decisions, filter).tell(told, this);
      told = ToldBouncer.read(next.text());
      removed.forEach(decision -> holds.remove(key(decision)));
      added.forEach(decision -> holds.put(key(decision), decision.until()));
    }

    @Override
    public void added(Decision decision) {
      added.add(decision);
    }

    @Override
    public void startRemoved() {}

    @Override
    public void removed(Decision decision) {
      removed.add(decision);
    }
  }

  private static String key(Decision decision) {
    return decision.type() + " " + decision.target().value();
  }

  private HeldDecision ban(long id, String target, String origin, int seconds, boolean simulated) {
    Decision decision =
        new Decision(
            "d" + id,
            origin,
            "a/ssh-bf",
            "ban",
            Target.of(target),
            now,
            now.plusSeconds(seconds),
            simulated);
    HeldDecision held = new HeldDecision(id, ++changes, 0, decision);
    decisions.book().put(held);
    return held;
  }

  private void end(HeldDecision held) {
    decisions.book().put(new HeldDecision(held.id(), ++changes, 0, held.decision().endingAt(now)));
  }

  @Test
  void anAddressOnTwoListsStaysWhenOneDropsIt() throws IOException {
    NamedList a = NamedList.of("a", START.plusSeconds(86_400), "9.1.1.1", "9.1.1.2");
    NamedList b = NamedList.of("b", START.plusSeconds(86_400), "9.1.1.1");
    adopted.lists = List.of(a, b);
    Bouncer bouncer = new Bouncer(ALL);
    bouncer.pull();

    adopted.lists = List.of(a.next("9.1.1.2"), b);
    bouncer.pull();

    assertThat(bouncer.holds.keySet()).containsExactly("ban 9.1.1.1", "ban 9.1.1.2");
  }

  @Test
  void whatIsOnTwoListsIsToldOnce() throws IOException {
    adopted.lists =
        List.of(
            NamedList.of("a", START.plusSeconds(86_400), "9.1.1.1", "9.1.1.2"),
            NamedList.of("b", START.plusSeconds(86_400), "9.1.1.1"));
    Bouncer bouncer = new Bouncer(ALL);

    bouncer.pull();

    assertThat(bouncer.added)
        .extracting(d -> d.target().value())
        .containsExactlyInAnyOrder("9.1.1.1", "9.1.1.2");
  }

  @Test
  void aFilteredBouncerIsToldTheEndThoughAListItDoesNotHaveHoldsTheAddress() throws IOException {
    adopted.lists = List.of(NamedList.of("a", START.plusSeconds(86_400), "9.1.1.1"));
    Bouncer bouncer = new Bouncer(DecisionFilter.of(Map.of("origins", "crowdsec")));
    HeldDecision held = ban(1, "9.1.1.1", "crowdsec", 600, false);
    bouncer.pull();
    assertThat(bouncer.holds).hasSize(1);

    end(held);
    bouncer.pull();

    assertThat(bouncer.holds).isEmpty();
  }

  @Test
  void aLongerDecisionOfAnotherOriginHidesNothingFromAFilteredBouncer() throws IOException {
    ban(1, "9.1.1.1", "crowdsec", 60, false);
    ban(2, "9.1.1.1", "cscli", 6_000, false);
    Bouncer bouncer = new Bouncer(DecisionFilter.of(Map.of("origins", "crowdsec")));

    bouncer.pull();

    assertThat(bouncer.holds).containsEntry("ban 9.1.1.1", START.plusSeconds(60));
  }

  @Test
  void aSimulatedDecisionSwallowsNoEnd() throws IOException {
    HeldDecision real = ban(1, "9.1.1.1", "crowdsec", 600, false);
    Bouncer bouncer = new Bouncer(ALL);
    bouncer.pull();

    end(real);
    ban(2, "9.1.1.1", "crowdsec", 600, true);
    bouncer.pull();

    assertThat(bouncer.holds).isEmpty();
  }

  @Test
  void aListDoesNotShortenALongerDecision() throws IOException {
    ban(1, "9.1.1.1", "crowdsec", 86_400 * 7, false);
    adopted.lists = List.of(NamedList.of("a", START.plusSeconds(86_400), "9.1.1.1"));
    Bouncer bouncer = new Bouncer(ALL);

    bouncer.pull();

    assertThat(bouncer.holds).containsEntry("ban 9.1.1.1", START.plusSeconds(86_400 * 7));
  }

  @Test
  void whoBecomesAllowedIsLetGoButForWhatAPersonDecided() throws IOException {
    ban(1, "9.1.1.1", "crowdsec", 600, false);
    ban(2, "9.1.1.2", "cscli", 600, false);
    Bouncer bouncer = new Bouncer(ALL);
    bouncer.pull();

    Prefix office = Prefix.parse("9.1.1.0/24").orElseThrow();
    adopted.allowed = List.of(new AllowedRange(office, "office", Optional.empty()));
    bouncer.pull();
    assertThat(bouncer.holds.keySet()).containsExactly("ban 9.1.1.2");

    adopted.allowed = List.of();
    bouncer.pull();
    assertThat(bouncer.holds.keySet()).containsExactly("ban 9.1.1.1", "ban 9.1.1.2");
  }

  /** Whatever happens: a bouncer that pulls holds exactly what is in force. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void aBouncerHoldsWhatIsInForce(int seed) throws IOException {
    Random random = new Random(seed);
    List<Bouncer> bouncers =
        List.of(
            new Bouncer(ALL),
            new Bouncer(DecisionFilter.of(Map.of("origins", "crowdsec"))),
            new Bouncer(DecisionFilter.of(Map.of("origins", "lists,cscli"))));
    Map<Long, HeldDecision> own = new HashMap<>();
    Map<String, NamedList> lists = new HashMap<>();
    for (int step = 1; step <= 300; step++) {
      now = now.plusSeconds(random.nextInt(30));
      act(random, step, own, lists);
      adopted.lists = List.copyOf(lists.values());
      if (random.nextInt(3) == 0) {
        Bouncer bouncer = bouncers.get(random.nextInt(bouncers.size()));
        bouncer.pull();
        assertThat(bouncer.holds.keySet())
            .as("seed %s, step %s", seed, step)
            .isEqualTo(inForce(bouncer.filter, own));
      }
    }
  }

  private void act(
      Random random, long step, Map<Long, HeldDecision> own, Map<String, NamedList> lists) {
    String value = "9.0.0." + random.nextInt(6);
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        String origin = random.nextBoolean() ? "crowdsec" : "cscli";
        own.put(step, ban(step, value, origin, 1 + random.nextInt(600), random.nextInt(5) == 0));
      }
      case 2 ->
          own.values().stream()
              .filter(held -> held.decision().isActive(now))
              .findAny()
              .ifPresent(
                  held -> {
                    end(held);
                    Decision ended = held.decision().endingAt(now);
                    own.put(held.id(), new HeldDecision(held.id(), changes, 0, ended));
                  });
      case 3, 4 -> {
        String name = random.nextBoolean() ? "a" : "b";
        Set<String> values = new TreeSet<>();
        random.ints(random.nextInt(4), 0, 6).forEach(i -> values.add("9.0.0." + i));
        NamedList before = lists.getOrDefault(name, NamedList.of(name, now.plusSeconds(100)));
        lists.put(name, before.next(values.toArray(String[]::new)).until(now.plusSeconds(86_400)));
      }
      default ->
          adopted.allowed =
              random.nextBoolean()
                  ? List.of()
                  : List.of(new AllowedRange(FakeList.prefix(value), "allowed", Optional.empty()));
    }
  }

  /** What holds, worked out anew from everything there is. */
  private Set<String> inForce(DecisionFilter filter, Map<Long, HeldDecision> own) {
    Stream<Decision> decided =
        own.values().stream()
            .map(HeldDecision::decision)
            .filter(decision -> decision.isActive(now) && !decision.simulated())
            .filter(decision -> decision.origin().equals("cscli") || !isAllowed(decision));
    Stream<Decision> listed =
        adopted.lists.stream()
            .filter(list -> now.isBefore(list.until()))
            .flatMap(
                list -> {
                  List<Decision> values = new ArrayList<>();
                  list.forEach(
                      value ->
                          values.add(
                              new Decision(
                                  "",
                                  list.origin(),
                                  list.scenario(),
                                  list.type(),
                                  Target.of(value),
                                  now,
                                  list.until(),
                                  false)));
                  return values.stream();
                })
            .filter(decision -> !isAllowed(decision));
    Set<String> keys = new TreeSet<>();
    Stream.concat(decided, listed)
        .filter(filter::passes)
        .forEach(decision -> keys.add(key(decision)));
    return keys;
  }

  private boolean isAllowed(Decision decision) {
    Prefix value = decision.target().covered().orElseThrow();
    return adopted.allowed.stream().anyMatch(range -> range.touches(value));
  }
}
