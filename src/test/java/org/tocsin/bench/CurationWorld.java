package org.tocsin.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A server's database filled by set operations: organisations with records, sightings of seven
 * days, and batches of signals as if they had just arrived. Everything follows from numbers, so
 * that the same batch meets the same evidence however much else is stored.
 */
final class CurationWorld implements AutoCloseable {

  /** Addresses of which batches tell are among the first so many sightings. */
  private static final double SIGHTINGS_OF_AN_ADDRESS = 3.0;

  private static final List<String> FUNCTIONS =
      List.of(
          "create schema bench",
          // A number between 0 and 1 that follows from two others.
          """
          create function bench.u(n bigint, salt bigint) returns double precision
            language sql immutable parallel safe return
              (hashint8extended(n, salt) & 9007199254740991) / 9007199254740992.0
          """,
          """
          create function bench.address(n bigint) returns inet
            language sql immutable parallel safe return
              inet '45.0.0.0' + n * 7368787 % 16777213
          """,
          // Most addresses are seen by few, few by many.
          """
          create function bench.witnesses(u double precision) returns integer
            language sql immutable parallel safe return case
              when u < 0.62 then 1 when u < 0.82 then 2 when u < 0.92 then 3
              when u < 0.97 then 4 + ((u - 0.92) * 120)::integer
              when u < 0.995 then 10 + ((u - 0.97) * 800)::integer
              else 30 + ((u - 0.995) * 18000)::integer end
          """,
          // Which organisation is the w-th that saw an address.
          """
          create function bench.seer(n bigint, w bigint) returns bigint
            language sql immutable parallel safe return
              1 + (floor(20000 * bench.u(n, 3) ^ 3)::bigint + w * 7919) % 20000
          """);

  /** Of 20,000 organisations 20 are honeypots, 60 are vouched for and two in five have a record. */
  private static final List<String> COMMUNITY =
      List.of(
          """
          insert into organisation (name, vouched, honeypot, created_at)
          select 'organisation ' || n, n between 21 and 80, n <= 20, now() - interval '90 days'
            from generate_series(1, 20000) n
          """,
          """
          create table bench.organisation as
          select row_number() over (order by id) as n, id from organisation
          """,
          """
          insert into agent (login, password_hash, organisation_id, tags, created_at, enrolled_at,
                             asn, prefix_hash)
          select 'agent ' || i, '', o.id, '{}', now(), now(), 64500 + i % 3000,
                 md5((i / 2)::text)
            from generate_series(1, 25000) i join bench.organisation o on o.n = 1 + i % 20000
          """,
          """
          create table bench.agent as
          select distinct on (o.n) o.n, a.id, a.organisation_id
            from agent a join bench.organisation o on o.id = a.organisation_id
           order by o.n, a.id
          """,
          """
          insert into scenario (name, hash)
          select 'crowdsecurity/' || name, '' from unnest(array['ssh-bf', 'http-sensitive-files',
            'http-cve-probing', 'http-probing', 'http-bad-user-agent', 'postfix-spam',
            'http-admin-interface-probing', 'smb-bf', 'mysql-bf', 'http-crawl-non_statics',
            'iptables-scan-multi_ports', 'unheard-of']) name
          """,
          """
          create table bench.scenario as
          select row_number() over (order by id) - 1 as n, id from scenario where id > 0
          """,
          """
          insert into reputation (organisation_id, confirmations, contradictions, active_days,
                                  average_volume, first_report_at)
          select id, 12000000, 0, 60, 500000000, now() - interval '60 days'
            from bench.organisation where bench.u(n, 11) < 0.4
          """,
          """
          insert into co_report (day, one, other, sum)
          select current_date - 1, least(a, b), greatest(a, b), 2000000 from (
            select distinct least(x.id, y.id) as a, greatest(x.id, y.id) as b
              from generate_series(1, 100000) i
              join bench.organisation x on x.n = 1 + floor(20000 * bench.u(i, 12))
              join bench.organisation y on y.n = 1 + floor(20000 * bench.u(i, 13))
             where x.id <> y.id) p
          """,
          "analyze");

  private static final String EMPTY =
      "truncate sighting, unjudged_address, evidence_void, verdict, counted_address, agent_volume,"
          + " organisation_volume, credit, contradiction, candidate, state_change, parked_change,"
          + " listing, withdrawal, scoped_listing, release_change";

  /** In an order that has nothing to do with the addresses, as signals arrive. */
  private static final String SIGHTINGS =
      """
      insert into sighting (address, organisation_id, scenario_id, first_at, last_at, prompt_at,
                            asn, prefix_hash)
      select bench.address(s.n), o.id, c.id, s.last_at - interval '1 day' * bench.u(s.place, 5) ^ 3,
             s.last_at, case when bench.u(s.place, 6) < 0.85 then s.last_at end,
             64500 + o.n % 3000, md5(o.n::text)
        from (select n, n * 1000 + w * 2 + k as place,
                     bench.seer(n, w) as org,
                     (floor(12 * bench.u(n, 4) ^ 2)::bigint + k * (1 + w % 5)) % 12 as scenario,
                     now() - interval '7 days' * bench.u(n * 1000 + w * 2 + k, 7) ^ 2 as last_at
                from generate_series(1, ?) n,
                     generate_series(0, bench.witnesses(bench.u(n, 1)) - 1) w,
                     generate_series(0, case when bench.u(n * 1000 + w, 2) < 0.2 then 1 else 0 end) k
             ) s
        join bench.organisation o on o.n = s.org
        join bench.scenario c on c.n = s.scenario
       order by hashint8extended(s.place, 8)
      """;

  /**
   * Ten million signals a day that leave ten million sightings in seven days renew far more than
   * they add: of twenty, seventeen renew a sighting and two tell of addresses never seen. Some are
   * told of much more often than others.
   */
  private static final String SIGNALS =
      """
      insert into signal (day, signal_key, position, received_at, agent_id, organisation_id,
                          scenario_id, address, started_at, stopped_at, admissible)
      select (now() at time zone 'UTC')::date, gen_random_uuid(), p.last_position + s.i,
             now() - interval '1 minute' * (1 - s.i::double precision / ?), a.id, a.organisation_id,
             c.id, bench.address(s.n), now() - interval '5 minutes',
             now() - interval '7 minutes' * bench.u(s.place, 25), true
        from (select i, place, n,
                     case when kind < 0.85
                       then bench.seer(n, floor(bench.u(place, 24)
                                                * bench.witnesses(bench.u(n, 1)))::bigint)
                       else 1 + floor(20000 * bench.u(place, 21) ^ 2)::bigint end as org
                from (select i, place, bench.u(place, 22) as kind,
                             case when bench.u(place, 22) < 0.9
                               then 1 + floor(? * bench.u(place, 23) ^ 2)::bigint
                               else 5000000 + place % 5000000 end as n
                        from (select i, ?::bigint * 100000 + i as place
                                from generate_series(1, ?) i) x) y) s
        join bench.agent a on a.n = s.org
        join bench.scenario c on c.n = floor(12 * bench.u(s.n, 4) ^ 2)::bigint,
             signal_position p
      """;

  private static final String PEER =
      """
      insert into bench.sighting as s (address, organisation_id, scenario_id, first_at, last_at,
                                       prompt_at, asn, prefix_hash)
      select address, organisation_id, scenario_id, min(received_at), max(received_at),
             max(received_at), 0, ''
        from signal where position > ? and position <= ?
       group by address, organisation_id, scenario_id
      on conflict (address, organisation_id, scenario_id) do update
        set first_at = least(s.first_at, excluded.first_at),
            last_at = greatest(s.last_at, excluded.last_at),
            prompt_at = greatest(s.prompt_at, excluded.prompt_at)
      """;

  /** The signals behind one position up to another. */
  record Batch(long after, long last, long addresses) {}

  private final Connection database;
  private final long known;

  /**
   * Fills an empty database with organisations.
   *
   * @param sightings what is stored at least; batches tell only of addresses among these
   */
  CurationWorld(TocsinServer server, long sightings) {
    this.known = addresses(sightings);
    try {
      this.database = server.database();
    } catch (SQLException e) {
      throw new BenchmarkFailed("the database cannot be reached", e);
    }
    FUNCTIONS.forEach(this::execute);
    COMMUNITY.forEach(this::execute);
  }

  private static long addresses(long sightings) {
    return Math.round(sightings / SIGHTINGS_OF_AN_ADDRESS);
  }

  /** Replaces all evidence, and puts what batches may tell of on the waiting list. */
  long store(long sightings) {
    execute(EMPTY);
    execute("alter table sighting drop constraint sighting_pkey");
    execute("drop index sighting_by_organisation");
    update(SIGHTINGS, addresses(sightings));
    execute(
        "alter table sighting add constraint sighting_pkey"
            + " primary key (address, organisation_id, scenario_id)");
    execute("create index sighting_by_organisation on sighting (organisation_id)");
    execute("vacuum analyze sighting");
    update(
        "insert into unjudged_address select distinct bench.address(n) from generate_series(1, ?)"
            + " n",
        known);
    return number("select count(*) from sighting");
  }

  void approveParked() {
    execute("update parked_change set approved = true");
  }

  long number(String query) {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new BenchmarkFailed("the database refused a query", e);
    }
  }

  String text(String query) {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new BenchmarkFailed("the database refused a query", e);
    }
  }

  /**
   * Adds verdicts like those that list an address for everybody, until there are so many. No
   * release has them.
   */
  void addVerdicts(long verdicts) {
    execute(
        "create table bench.verdict as select row_number() over (order by address) - 1 as n,"
            + " to_jsonb(v) as row from verdict v where state = 'global' limit 300");
    update(
        "insert into verdict select (jsonb_populate_record(null::verdict, t.row || jsonb_build_object("
            + "'address', host(inet '101.0.0.0' + i), 'judge_at', '2100-01-01T00:00:00Z'))).*"
            + " from generate_series((select count(*) from verdict) + 1, ?) i"
            + " join bench.verdict t on t.n = i % (select count(*) from bench.verdict)",
        verdicts);
    execute("analyze verdict");
  }

  /** Adds agents, half of them in one organisation, and cases like those that are open. */
  void grow(int agents, int cases) {
    update(
        "insert into agent (login, password_hash, organisation_id, tags, created_at, enrolled_at,"
            + " asn, prefix_hash)"
            + " select 'more ' || i, '', o.id, '{}', now(), now(), 64500 + i % 3000, md5(i::text)"
            + " from generate_series((select count(*) from agent) + 1, ?) i join bench.organisation o"
            + " on o.n = case when i % 2 = 0 then 77 else 1 + i % 20000 end",
        agents);
    update(
        "insert into review_case (kind, subject, triggers, opened_at, due_at, evidence_at_opening,"
            + " evidence)"
            + " select 'address', host(bench.address(10000000 + i)), c.triggers,"
            + " now() - i * interval '1 second', now() + interval '1 day', c.evidence_at_opening,"
            + " c.evidence from generate_series((select count(*) from review_case) + 1, ?) i,"
            + " lateral (select * from review_case where kind = 'address' limit 1) c",
        cases);
    execute("analyze");
  }

  /** Has signals arrive within the last minute. */
  Batch arrive(long round, int signals) {
    long before = number("select last_position from signal_position");
    update(SIGNALS, (double) signals, (double) known, round, signals);
    update("update signal_position set last_position = last_position + ?", (long) signals);
    return new Batch(
        before,
        before + signals,
        number("select count(distinct address) from signal where position > " + before));
  }

  /** Makes a table like that of the sightings, with the same rows. */
  void copySightings() {
    execute("create table bench.sighting (like public.sighting including all)");
    execute("insert into bench.sighting select * from public.sighting");
    execute("vacuum analyze bench.sighting");
  }

  /** Returns the processor seconds of folding a batch without caps, voids and judging. */
  double plainFold(Batch batch) {
    ProcessHandle backend =
        ProcessHandle.of(number("select pg_backend_pid()"))
            .orElseThrow(() -> new BenchmarkFailed("the database runs on another machine"));
    double before = seconds(backend);
    update(PEER, batch.after, batch.last);
    return seconds(backend) - before;
  }

  private static double seconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
  }

  private void execute(String sql) {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new BenchmarkFailed("the database refused: " + sql, e);
    }
  }

  private void update(String sql, Object... arguments) {
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new BenchmarkFailed("the database refused: " + sql, e);
    }
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new BenchmarkFailed("a connection could not be closed", e);
    }
  }
}
