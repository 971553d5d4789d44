package org.tocsin.evidence;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.enrolment.AgentNetworks;
import org.tocsin.signal.SignalLog;

/**
 * Folds the signals between two positions, in the caller's transaction, by set operations alone.
 *
 * <p>Nearly every organisation has room for all that could be new, and then all of it is counted.
 * Where that is not certain ({@code tight}), what is counted of a day depends on the order of
 * signals: an agent's quota and that of its organisation are used up by whoever comes first. That
 * order is found without going through it. As long as an organisation has room, only each agent's
 * own rank decides (in {@code ranked}), so the addresses that join the organisation's are known, up
 * to the one that fills it ({@code joining}). From then on only addresses that are among them can
 * be counted, and again each agent's rank decides among those ({@code eligible}).
 */
final class PostgresFold {

  /** Temporary tables are analysed, so that plans do not rest on guesses about what arrived. */
  private static final List<String> TABLES =
      List.of(
          "create temporary table if not exists arriving (position bigint, address inet,"
              + " organisation_id bigint, agent_id integer, scenario_id integer,"
              + " received_at timestamptz, day date, prompt boolean) on commit delete rows",
          "create temporary table if not exists fresh (day date, organisation_id bigint,"
              + " agent_id integer, address inet, position bigint, known boolean)"
              + " on commit delete rows",
          "create temporary table if not exists refused (day date, organisation_id bigint,"
              + " agent_id integer, address inet) on commit delete rows",
          "create temporary table if not exists tight (day date, organisation_id bigint)"
              + " on commit delete rows",
          "truncate arriving, fresh, refused, tight");

  private static final String ARRIVE =
      """
      insert into arriving
      select a.position, a.address, a.organisation_id, a.agent_id, a.scenario_id, a.received_at,
             (a.received_at at time zone 'UTC')::date,
             coalesce(abs(extract(epoch from a.stopped_at - a.received_at)) <= ?, false)
        from (%s) a left join evidence_void v on v.address = a.address
       where (v.before is null or a.received_at > v.before)
         and (a.stopped_at is null or abs(extract(epoch from a.stopped_at - a.received_at)) <= ?)
      """
          .formatted(SignalLog.ADMISSIBLE_BETWEEN);

  /**
   * Pairs of agent and address that were not counted before, where they first arrive. Each is
   * looked up for itself, so that it does not matter how much was counted of the day.
   */
  private static final String FRESH =
      """
      insert into fresh
      select p.day, p.organisation_id, p.agent_id, p.address, p.position, k.agents > 0
        from (select day, organisation_id, agent_id, address, min(position) as position
                from arriving group by day, organisation_id, agent_id, address) p
             cross join lateral (
               select count(*) as agents,
                      count(*) filter (where c.agent_id = p.agent_id) as counted
                 from counted_address c
                where c.day = p.day and c.organisation_id = p.organisation_id
                  and c.address = p.address) k
       where k.counted = 0
      """;

  /**
   * Organisations of which all that is fresh might be too much, for one of its agents or at all.
   */
  private static final String TIGHT =
      """
      insert into tight
      select f.day, f.organisation_id
        from (select day, organisation_id, agent_id, count(*) as pairs
                from fresh group by day, organisation_id, agent_id) f
        left join agent_volume v
          on v.day = f.day and v.organisation_id = f.organisation_id and v.agent_id = f.agent_id
       where f.pairs + coalesce(v.addresses, 0) > ?
      union
      select f.day, f.organisation_id
        from (select day, organisation_id, count(*) as pairs
                from fresh where not known group by day, organisation_id) f
        left join organisation_volume o
          on o.day = f.day and o.organisation_id = f.organisation_id
       where f.pairs + coalesce(o.addresses, 0) > ?
      """;

  private static final String COUNT_LOOSE =
      """
      with loose as not materialized (
        select * from fresh f
         where not exists (select from tight t
                            where t.day = f.day and t.organisation_id = f.organisation_id)
      ),
      counting as (
        insert into counted_address (day, organisation_id, address, agent_id)
        select day, organisation_id, address, agent_id from loose
      ),
      agents as (
        insert into agent_volume as v (day, organisation_id, agent_id, addresses)
        select day, organisation_id, agent_id, count(*)
          from loose group by day, organisation_id, agent_id
        on conflict (day, organisation_id, agent_id)
          do update set addresses = v.addresses + excluded.addresses
      )
      insert into organisation_volume as v (day, organisation_id, addresses)
      select day, organisation_id, count(*)
        from (select distinct day, organisation_id, address from loose where not known) a
       group by day, organisation_id
      on conflict (day, organisation_id)
        do update set addresses = v.addresses + excluded.addresses
      """;

  private static final String COUNT =
      """
      with ranked as (
        select f.*, coalesce(v.addresses, 0) as before,
               coalesce(v.addresses, 0) + row_number() over (
                 partition by f.day, f.organisation_id, f.agent_id order by f.position) <= ?
                 as in_time
          from fresh f
          join tight t on t.day = f.day and t.organisation_id = f.organisation_id
          left join agent_volume v
            on v.day = f.day and v.organisation_id = f.organisation_id and v.agent_id = f.agent_id
      ),
      joining as (
        select j.*, coalesce(o.addresses, 0) + row_number() over (
                 partition by j.day, j.organisation_id order by j.first) <= ? as joins
          from (select day, organisation_id, address, min(position) as first
                  from ranked where in_time and not known
                 group by day, organisation_id, address) j
          left join organisation_volume o
            on o.day = j.day and o.organisation_id = j.organisation_id
      ),
      eligible as (
        select r.*, r.known or (coalesce(j.joins, false) and r.position >= j.first) as may
          from ranked r left join joining j
            on j.day = r.day and j.organisation_id = r.organisation_id and j.address = r.address
      ),
      decided as (
        select e.*, e.may and e.before + row_number() over (
                 partition by e.day, e.organisation_id, e.agent_id, e.may order by e.position) <= ?
                 as counts
          from eligible e
      ),
      refusing as (
        insert into refused select day, organisation_id, agent_id, address
          from decided where not counts
      ),
      counting as (
        insert into counted_address (day, organisation_id, address, agent_id)
        select day, organisation_id, address, agent_id from decided where counts
      ),
      agents as (
        insert into agent_volume as v (day, organisation_id, agent_id, addresses)
        select day, organisation_id, agent_id, count(*)
          from decided where counts group by day, organisation_id, agent_id
        on conflict (day, organisation_id, agent_id)
          do update set addresses = v.addresses + excluded.addresses
      )
      insert into organisation_volume as v (day, organisation_id, addresses)
      select day, organisation_id, count(*) from joining where joins group by day, organisation_id
      on conflict (day, organisation_id)
        do update set addresses = v.addresses + excluded.addresses
      """;

  /**
   * What is too old before it is taken up is no evidence, and a sighting that was passed over
   * because of its age begins anew.
   */
  private static final String SEE =
      """
      with seen as (
        select a.*, coalesce(n.asn, 0) as asn, coalesce(n.prefix_hash, '') as prefix_hash
          from arriving a left join (%s) n on n.id = a.agent_id
         where a.received_at >= (select forgotten_before from fold_position)
           and not exists (select from refused r
                            where r.day = a.day and r.organisation_id = a.organisation_id
                              and r.agent_id = a.agent_id and r.address = a.address)
      ),
      folded as (
        insert into sighting as s (address, organisation_id, scenario_id, first_at, last_at,
                                   prompt_at, asn, prefix_hash)
        select address, organisation_id, scenario_id, min(received_at), max(received_at),
               max(received_at) filter (where prompt),
               (array_agg(asn order by received_at desc, position desc))[1],
               (array_agg(prefix_hash order by received_at desc, position desc))[1]
          from seen group by address, organisation_id, scenario_id
        on conflict (address, organisation_id, scenario_id) do update
          set first_at = case when s.last_at < (select forgotten_before from fold_position)
                         then excluded.first_at else least(s.first_at, excluded.first_at) end,
              last_at = greatest(s.last_at, excluded.last_at),
              prompt_at = case when s.last_at < (select forgotten_before from fold_position)
                          then excluded.prompt_at
                          else greatest(s.prompt_at, excluded.prompt_at) end,
              asn = case when excluded.last_at >= s.last_at then excluded.asn else s.asn end,
              prefix_hash = case when excluded.last_at >= s.last_at
                            then excluded.prefix_hash else s.prefix_hash end
        returning address
      )
      insert into unjudged_address (address) select distinct address from folded
      on conflict (address) do nothing
      """
          .formatted(AgentNetworks.ALL);

  /** What became of each signal, for those who sent them; by the first reason that holds. */
  private static final String TELL =
      """
      insert into contribution as c (organisation_id, day, used, inadmissible, untimely, excess,
                                     voided, late)
      select organisation_id, day,
             count(*) filter (where fate = 'used'), count(*) filter (where fate = 'inadmissible'),
             count(*) filter (where fate = 'untimely'), count(*) filter (where fate = 'excess'),
             count(*) filter (where fate = 'voided'), count(*) filter (where fate = 'late')
        from (select s.organisation_id, (s.received_at at time zone 'UTC')::date as day,
                     case when not s.admissible then 'inadmissible'
                          when abs(extract(epoch from s.stopped_at - s.received_at)) > ?
                            then 'untimely'
                          when s.received_at <= v.before then 'voided'
                          when r.address is not null then 'excess'
                          when s.received_at < (select forgotten_before from fold_position)
                            then 'late'
                          else 'used' end as fate
                from (%s) s
                left join evidence_void v on v.address = s.address
                left join refused r
                  on r.day = (s.received_at at time zone 'UTC')::date
                 and r.organisation_id = s.organisation_id
                 and r.agent_id = s.agent_id and r.address = s.address) told
       group by organisation_id, day
      on conflict (organisation_id, day) do update
        set used = c.used + excluded.used, inadmissible = c.inadmissible + excluded.inadmissible,
            untimely = c.untimely + excluded.untimely, excess = c.excess + excluded.excess,
            voided = c.voided + excluded.voided, late = c.late + excluded.late
      """
          .formatted(SignalLog.ENROLLED_BETWEEN);

  private final Connection connection;
  private final EvidenceLedger.Limits limits;

  PostgresFold(Connection connection, EvidenceLedger.Limits limits) {
    this.connection = connection;
    this.limits = limits;
  }

  /** Folds the signals behind one position up to and including another. */
  void fold(long from, long to) throws SQLException {
    execute(TABLES);
    if (arrive(from, to) > 0) {
      see();
    }
    try (PreparedStatement tell = connection.prepareStatement(TELL)) {
      tell.setBigDecimal(1, seconds(limits.maxSkew()));
      tell.setLong(2, from);
      tell.setLong(3, to);
      tell.executeUpdate();
    }
  }

  private int arrive(long from, long to) throws SQLException {
    try (PreparedStatement arrive = connection.prepareStatement(ARRIVE)) {
      arrive.setBigDecimal(1, seconds(limits.promptSkew()));
      arrive.setLong(2, from);
      arrive.setLong(3, to);
      arrive.setBigDecimal(4, seconds(limits.maxSkew()));
      return arrive.executeUpdate();
    }
  }

  private void see() throws SQLException {
    execute(List.of("analyze arriving"));
    for (LocalDate day : days()) {
      PostgresCountedDays.ensure(connection, day);
    }
    execute(List.of(FRESH, "analyze fresh"));
    count();
    execute(
        List.of(
            SEE,
            "update fold_position set last_day ="
                + " greatest(last_day, (select max(day) from arriving))"));
  }

  private void count() throws SQLException {
    int tight;
    try (PreparedStatement find = connection.prepareStatement(TIGHT)) {
      find.setInt(1, limits.agentAddressesPerDay());
      find.setInt(2, limits.organisationAddressesPerDay());
      tight = find.executeUpdate();
    }
    execute(List.of(COUNT_LOOSE));
    if (tight > 0) {
      try (PreparedStatement count = connection.prepareStatement(COUNT)) {
        count.setInt(1, limits.agentAddressesPerDay());
        count.setInt(2, limits.organisationAddressesPerDay());
        count.setInt(3, limits.agentAddressesPerDay());
        count.executeUpdate();
      }
    }
  }

  private List<LocalDate> days() throws SQLException {
    List<LocalDate> days = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement("select distinct day from arriving");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        days.add(rows.getObject(1, LocalDate.class));
      }
    }
    return days;
  }

  private void execute(List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  private static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3);
  }
}
