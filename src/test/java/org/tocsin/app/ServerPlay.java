package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;

/**
 * Plays a recorded stream to the running server: agents push over HTTP when it is their time, and
 * an operator has curation run at every whole minute in which anything can change.
 */
final class ServerPlay {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONGEST_SOAK = Duration.ofHours(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordedHistory history;
  private final Set<String> addresses;
  private final TestOperator operator;
  private final TestClock clock;
  private final TestSql sql;
  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();
  private final Map<String, TestAgent> agents = new HashMap<>();
  private final Map<String, Set<String>> recipients = new HashMap<>();
  private final List<ToldChange> changes = new ArrayList<>();
  private Optional<Instant> nextRun = Optional.empty();
  private long lastChange;

  ServerPlay(
      RecordedHistory history, TestOperator operator, TestClock clock, DataSource dataSource) {
    this.history = history;
    this.addresses =
        history.lines().stream().map(RecordedHistory.Line::ip).collect(Collectors.toSet());
    this.operator = operator;
    this.clock = clock;
    this.sql = new TestSql(dataSource);
    this.lastChange = sql.number("select coalesce(max(id), 0) from state_change");
  }

  void play() throws SQLException {
    for (RecordedHistory.Known known : history.organisations()) {
      organisation(known);
    }
    history
        .allowlist()
        .forEach(
            (range, tier) ->
                operator
                    .post(
                        "/api/v1/allowlist",
                        Map.of("range", range, "tier", tier, "reason", "known"))
                    .then()
                    .statusCode(201));
    Instant last = Instant.MIN;
    for (RecordedHistory.Line line : history.lines()) {
      Instant run = endOfMinute(line.at());
      advanceTo(run.minus(MINUTE));
      clockAt(line.at());
      push(line);
      nextRun = Optional.of(nextRun.filter(run::isAfter).orElse(run));
      last = run;
    }
    advanceTo(last);
    while (soaking() && !nextRun.orElseThrow().isAfter(last.plus(LONGEST_SOAK))) {
      advanceTo(nextRun.orElseThrow());
    }
  }

  private void organisation(RecordedHistory.Known known) throws SQLException {
    long number = operator.organisation(known.vouched(), known.honeypot());
    sql.change(
        "update organisation set created_at = ?::timestamptz where id = ?",
        known.enrolledAt().toString(),
        number);
    numbers.put(known.id(), number);
    names.put(number, known.id());
  }

  /** Agents come from the test's own machine; where they stand is the stream's to say. */
  private TestAgent agent(RecordedHistory.Line line) throws SQLException {
    String name = line.org() + " " + line.agent();
    TestAgent known = agents.get(name);
    if (known != null) {
      return known;
    }
    if (!numbers.containsKey(line.org())) {
      organisation(new RecordedHistory.Known(line.org(), false, false, line.at()));
    }
    TestAgent agent =
        TestAgent.enrolled(operator, Optional.ofNullable(numbers.get(line.org())).orElseThrow());
    sql.change(
        "update agent set asn = ?, prefix_hash = ? where login = ?",
        line.asn(),
        line.prefix(),
        agent.login());
    agents.put(name, agent);
    return agent;
  }

  private void push(RecordedHistory.Line line) throws SQLException {
    String path = line.agent().hashCode() % 2 == 0 ? "/v2/signals" : "/v3/signals";
    agent(line)
        .post(path, List.of(TestAgent.signal(line.scenario(), line.at(), line.ip())))
        .then()
        .statusCode(200);
  }

  private static Instant endOfMinute(Instant at) {
    Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
    return minute.equals(at) ? at : minute.plus(MINUTE);
  }

  private void clockAt(Instant at) {
    assertThat(at).isAfterOrEqualTo(clock.instant());
    clock.advance(Duration.between(clock.instant(), at));
  }

  private void advanceTo(Instant until) {
    while (nextRun.filter(run -> !run.isAfter(until)).isPresent()) {
      Instant run = nextRun.get();
      clockAt(run);
      operator.post("/api/v1/curation/runs", Map.of()).then().statusCode(200);
      note(run);
      nextRun = Optional.of(following(run));
    }
  }

  private Instant following(Instant run) {
    Instant night =
        run.atZone(ZoneOffset.UTC)
            .toLocalDate()
            .plusDays(1)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    String due = sql.rows("select extract(epoch from min(judge_at)) from verdict").get(0);
    Instant next = night;
    if (!due.equals("null")) {
      Instant at = endOfMinute(Instant.ofEpochMilli((long) (Double.parseDouble(due) * 1000)));
      next = at.isBefore(night) ? at : night;
    }
    return next.isAfter(run) ? next : run.plus(MINUTE);
  }

  private boolean soaking() {
    return sql.number(
            "select count(*) from verdict where state = 'soaking' or global_since is not null"
                + " or scoped_since is not null")
        > 0;
  }

  private void note(Instant run) {
    Map<String, Set<String>> now = new HashMap<>();
    for (String row :
        sql.rows(
            "select host(address), array_to_string(recipients, ',') from verdict where state = 'scoped'")) {
      now.put(
          row.substring(0, row.indexOf(' ')), organisations(row.substring(row.indexOf(' ') + 1)));
    }
    for (String row :
        sql.rows(
            "select id, host(address), state, reason from state_change where id > ? order by id",
            lastChange)) {
      String[] cells = row.split(" ", 4);
      lastChange = Long.parseLong(cells[0]);
      if (!addresses.contains(cells[1])) {
        continue; // of a stream that was played before
      }
      changes.add(
          new ToldChange(
              run,
              cells[1],
              cells[2].equals("soaking") ? "none" : cells[2],
              cells[2].equals("scoped") ? now.getOrDefault(cells[1], Set.of()) : Set.of(),
              canonical(cells[3])));
    }
    now.forEach(
        (ip, orgs) -> {
          if (recipients.containsKey(ip) && !orgs.equals(recipients.get(ip))) {
            changes.add(new ToldChange(run, ip, "scoped", orgs, ""));
          }
        });
    recipients.clear();
    recipients.putAll(now);
  }

  private Set<String> organisations(String numbers) {
    return Arrays.stream(numbers.split(",", -1))
        .map(number -> Optional.ofNullable(names.get(Long.valueOf(number))).orElseThrow())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String canonical(String json) {
    try {
      return ToldChange.canonical(JSON.readTree(json));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  List<ToldChange> changes() {
    return changes;
  }

  /** Returns what the server says about an address now. */
  String state(String ip) {
    return operator.get("/api/v1/addresses/" + ip).then().statusCode(200).extract().path("state");
  }

  /** Returns the organisations to whose agents the server delivers each of some addresses now. */
  Map<String, Set<String>> delivered(Set<String> ips) {
    Map<String, Set<String>> delivered = new HashMap<>();
    Set<String> asked = new TreeSet<>();
    agents.forEach(
        (name, agent) -> {
          String organisation = name.substring(0, name.indexOf(' '));
          if (asked.add(organisation)) {
            String stream =
                agent
                    .loggedInAgain()
                    .get("/v2/decisions/stream?startup=true")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getString("new.value");
            List<String> values = List.of(stream.replaceAll("[\\[\\] ]", "").split(",", -1));
            ips.stream()
                .filter(values::contains)
                .forEach(
                    ip -> delivered.computeIfAbsent(ip, any -> new TreeSet<>()).add(organisation));
          }
        });
    return delivered;
  }

  Set<String> reporters() {
    return agents.keySet().stream()
        .map(name -> name.substring(0, name.indexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
