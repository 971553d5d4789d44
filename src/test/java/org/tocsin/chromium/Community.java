package org.tocsin.chromium;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestCommunity;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;

/** Some organisations that report, enough for every page to have something to show. */
final class Community {

  private static final String SSH = "crowdsecurity/ssh-bf";
  private static final String HTTP = "crowdsecurity/http-cve-probing";
  private static final Duration LONG_AGO = Duration.ofDays(60);

  private final TestOperator operator = TestOperator.administrator();
  private final InstantSource clock;
  private final TestClock moving;
  private final TestSql sql;

  Community(TestClock clock, DataSource dataSource) {
    this.clock = clock;
    this.moving = clock;
    this.sql = new TestSql(dataSource);
  }

  /** Lets it report for a while. */
  void live() throws SQLException {
    TestAgent honeypot = TestAgent.enrolled(operator, organisation("Northern Sensors", true));
    TestAgent hospital = TestAgent.enrolled(operator, organisation("City Hospital", false));
    TestAgent school = TestAgent.enrolled(operator, organisation("School District 9", false));
    List<TestAgent> others =
        new TestCommunity(operator, sql).trusted(12, 5, LONG_AGO, clock.instant());
    report(List.of(honeypot, hospital, school), SSH, addresses("185.220.101.", 1, 24));
    curate();
    moving.advance(Duration.ofMinutes(3));
    report(List.of(honeypot, school), HTTP, addresses("91.240.118.", 10, 8));
    report(List.of(hospital), SSH, addresses("185.220.101.", 1, 12));
    report(others, SSH, addresses("193.32.162.", 20, 7));
    report(others.subList(0, 8), HTTP, addresses("80.94.95.", 200, 3));
    curate();
    day();
  }

  private long organisation(String name, boolean honeypot) {
    return operator
        .post(
            "/api/v1/organisations",
            Map.of("name", name, "vouched", !honeypot, "honeypot", honeypot))
        .jsonPath()
        .getLong("id");
  }

  private static String[] addresses(String prefix, int first, int count) {
    return IntStream.range(first, first + count).mapToObj(i -> prefix + i).toArray(String[]::new);
  }

  private void report(List<TestAgent> agents, String scenario, String... addresses) {
    for (TestAgent agent : agents) {
      agent.report(scenario, clock.instant(), addresses).then().statusCode(200);
    }
  }

  private void curate() {
    operator.curate().then().statusCode(200);
  }

  /** What a day of such reports leaves for the charts. */
  private void day() throws SQLException {
    sql.change(
        "insert into sample (name, at, value)"
            + " select m.name, date_trunc('minute', ?::timestamptz) - interval '1 minute' * n,"
            + " case m.name when 'signals.received'"
            + " then 190000 - n * 118 + (2600 * sin(n / 229.0) + 300 * sin(n / 21.0))::bigint"
            + " when 'agents.last-hour' then (140 + 22 * cos(n / 229.0) + 4 * sin(n / 13.0))::bigint"
            + " when 'list.v4' then 2380 - n / 6 + (18 * sin(n / 47.0))::bigint"
            + " when 'list.v6' then 61 - n / 90 when 'head.age-seconds' then 20 + n * 37 % 41"
            + " when 'cases.open' then (7 + 5 * sin(n / 130.0))::bigint"
            + " when 'release.added' then n * 53 % 17 when 'release.removed' then n * 31 % 11"
            + " else 0 end from generate_series(0, 1440) n, (select distinct unnest(array["
            + "'signals.received', 'agents.last-hour', 'list.v4', 'list.v6', 'head.age-seconds',"
            + "'check.findings', 'cases.open', 'release.added', 'release.removed']) as name) m"
            + " on conflict do nothing",
        clock.instant().toString());
    sql.change(
        "insert into last_run (kind, began_at, ended_at, findings, told)"
            + " select kind, ?::timestamptz, ?::timestamptz, 0, 'Nothing is wrong.'"
            + " from unnest(array['check', 'audit']) kind on conflict do nothing",
        clock.instant().toString(),
        clock.instant().toString());
  }
}
