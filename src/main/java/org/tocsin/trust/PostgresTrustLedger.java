package org.tocsin.trust;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.tocsin.address.Address;
import org.tocsin.curation.Candidates;
import org.tocsin.curation.Enrolled;
import org.tocsin.curation.Policy;
import org.tocsin.curation.Reputation;
import org.tocsin.curation.TrustLedger;
import org.tocsin.curation.Verdict;
import org.tocsin.enrolment.Organisation;
import org.tocsin.enrolment.Organisations;
import org.tocsin.evidence.Witness;

/** What is remembered of organisations, in PostgreSQL. */
@ApplicationScoped
final class PostgresTrustLedger implements TrustLedger {

  private static final Duration CANDIDATES_KEPT = Duration.ofDays(2);

  /** The night after yesterday may not have been gone through yet. */
  private static final long PAIRS_KEPT = Policy.Scoped.LONGEST_AFFINITY_WINDOW.plusDays(1).toDays();

  /** Longer than evidence, so that nothing is held against anybody twice. */
  private static final int CONTRADICTIONS_KEPT = 15;

  private static final int CREDITS_KEPT = 90;

  private static final String BEGINNERS =
      """
      select o.organisation_id, coalesce(r.confirmations, 0), coalesce(r.contradictions, 0),
             coalesce(r.active_days, 0), coalesce(r.average_volume, 0), r.first_report_at
        from unnest(?::bigint[]) as o (organisation_id)
        left join reputation r on r.organisation_id = o.organisation_id
       where r.first_report_at is null
      """;

  private static final String SAVE =
      """
      insert into reputation as r (organisation_id, confirmations, contradictions, active_days,
                                   average_volume, first_report_at)
      select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::integer[], ?::bigint[],
                           ?::timestamptz[])
      on conflict (organisation_id) do update
        set confirmations = excluded.confirmations, contradictions = excluded.contradictions,
            active_days = excluded.active_days, average_volume = excluded.average_volume,
            first_report_at = excluded.first_report_at
      """;

  // What an organisation was credited for before takes nothing of what it may still get today.
  private static final String CREDIT =
      """
      with today as (
        select organisation_id, count(*) as credits from credit where day = ?
         group by organisation_id
      )
      insert into credit (organisation_id, address_hash, day)
      select r.organisation_id, r.address_hash, ?
        from (select n.organisation_id, n.address_hash,
                     coalesce(t.credits, 0) + row_number() over (
                       partition by n.organisation_id order by n.place) as credits
                from (select organisation_id, address_hash, min(place) as place
                        from unnest(?::bigint[], ?::bytea[]) with ordinality
                               as c (organisation_id, address_hash, place)
                       group by organisation_id, address_hash) n
                left join today t on t.organisation_id = n.organisation_id
               where coalesce(t.credits, 0) < ?
                 and not exists (select from credit c
                                  where c.organisation_id = n.organisation_id
                                    and c.address_hash = n.address_hash)) r
       where r.credits <= ?
      on conflict (organisation_id, address_hash) do nothing
      """;

  private final DataSource dataSource;
  private final Organisations organisations;
  private final AddressHash hash;

  PostgresTrustLedger(DataSource dataSource, Organisations organisations, AddressHash hash) {
    this.dataSource = dataSource;
    this.organisations = organisations;
    this.hash = hash;
  }

  @Override
  public Map<Long, Enrolled> enrolled() {
    Map<Long, Enrolled> enrolled = new HashMap<>();
    organisations
        .all()
        .forEach(
            (number, organisation) ->
                enrolled.put(
                    number,
                    new Enrolled(number, standing(organisation), organisation.createdAt())));
    return enrolled;
  }

  static Witness.Standing standing(Organisation organisation) {
    if (organisation.honeypot()) {
      return Witness.Standing.HONEYPOT;
    }
    return organisation.vouched() ? Witness.Standing.VOUCHED : Witness.Standing.ORDINARY;
  }

  @Override
  public Map<Long, Reputation> reputations() {
    Map<Long, Reputation> records = new HashMap<>();
    query(
        "select organisation_id, confirmations, contradictions, active_days, average_volume,"
            + " first_report_at from reputation",
        statement -> {},
        row -> records.put(row.getLong(1), reputation(row)));
    return records;
  }

  @Override
  public List<Reputation> beginners(Set<Long> organisations) {
    List<Reputation> beginners = new ArrayList<>();
    query(
        BEGINNERS,
        statement -> array(statement, 1, "bigint", organisations.stream()),
        row -> beginners.add(reputation(row)));
    return beginners;
  }

  static Reputation reputation(ResultSet row) throws SQLException {
    return new Reputation(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getInt(4),
        row.getLong(5),
        Optional.ofNullable(row.getTimestamp(6)).map(Timestamp::toInstant));
  }

  @Override
  public void save(Collection<Reputation> changed) {
    execute(
        SAVE,
        statement -> {
          array(statement, 1, "bigint", changed.stream().map(Reputation::organisation));
          array(statement, 2, "bigint", changed.stream().map(Reputation::confirmations));
          array(statement, 3, "bigint", changed.stream().map(Reputation::contradictions));
          array(statement, 4, "integer", changed.stream().map(Reputation::activeDays));
          array(statement, 5, "bigint", changed.stream().map(Reputation::averageVolume));
          array(
              statement,
              6,
              "timestamptz",
              changed.stream().map(one -> one.firstReportAt().map(Instant::toString).orElse(null)));
        });
  }

  @Override
  public void credit(List<Confirmation> confirmations, LocalDate day, int mostPerDay) {
    List<Long> to = new ArrayList<>();
    List<byte[]> hashes = new ArrayList<>();
    for (Confirmation confirmation : confirmations) {
      byte[] name = hash.of(confirmation.address());
      for (Long organisation : confirmation.organisations()) {
        to.add(organisation);
        hashes.add(name);
      }
    }
    execute(
        CREDIT,
        statement -> {
          statement.setObject(1, day);
          statement.setObject(2, day);
          array(statement, 3, "bigint", to.stream());
          statement.setArray(
              4, statement.getConnection().createArrayOf("bytea", hashes.toArray(byte[][]::new)));
          statement.setInt(5, mostPerDay);
          statement.setInt(6, mostPerDay);
        });
  }

  @Override
  public Map<Long, Integer> credits(LocalDate day) {
    Map<Long, Integer> credits = new HashMap<>();
    query(
        "select organisation_id, count(*) from credit where day = ? group by organisation_id",
        statement -> statement.setObject(1, day),
        row -> credits.put(row.getLong(1), row.getInt(2)));
    return credits;
  }

  @Override
  public boolean contradict(Address address, Verdict.Contradiction contradiction) {
    return execute(
            "insert into contradiction (organisation_id, address_hash, day, kind)"
                + " values (?, ?, ?, ?) on conflict do nothing",
            statement -> {
              statement.setLong(1, contradiction.organisation());
              statement.setBytes(2, hash.of(address));
              statement.setObject(3, contradiction.day());
              statement.setString(4, contradiction.kind().name().toLowerCase(Locale.ROOT));
            })
        == 1;
  }

  @Override
  public Optional<LocalDate> lastNight() {
    List<LocalDate> last = new ArrayList<>(1);
    query(
        "select day from night order by day desc limit 1",
        statement -> {},
        row -> last.add(row.getObject(1, LocalDate.class)));
    return last.stream().findFirst();
  }

  @Override
  public void nightDone(LocalDate day) {
    execute(
        "insert into night (day) values (?) on conflict do nothing",
        statement -> statement.setObject(1, day));
  }

  @Override
  public void coReports(LocalDate day, Map<Pair, Long> sums) {
    execute("delete from co_report where day = ?", statement -> statement.setObject(1, day));
    List<Map.Entry<Pair, Long>> all = List.copyOf(sums.entrySet());
    execute(
        "insert into co_report (day, one, other, sum)"
            + " select ?, * from unnest(?::bigint[], ?::bigint[], ?::bigint[])",
        statement -> {
          statement.setObject(1, day);
          array(statement, 2, "bigint", all.stream().map(entry -> entry.getKey().one()));
          array(statement, 3, "bigint", all.stream().map(entry -> entry.getKey().other()));
          array(statement, 4, "bigint", all.stream().map(Map.Entry::getValue));
        });
  }

  @Override
  public Map<Pair, Long> coReportsSince(LocalDate day) {
    Map<Pair, Long> sums = new HashMap<>();
    query(
        "select one, other, sum(sum) from co_report where day >= ? group by one, other",
        statement -> statement.setObject(1, day),
        row -> sums.put(new Pair(row.getLong(1), row.getLong(2)), row.getLong(3)));
    return sums;
  }

  @Override
  public void add(Candidates.Candidate candidate) {
    execute(
        "insert into candidate (address, at, voters) values (?::inet, ?, ?)"
            + " on conflict (address) do update set at = excluded.at, voters = excluded.voters",
        statement -> {
          statement.setString(1, candidate.address().toString());
          statement.setTimestamp(2, Timestamp.from(candidate.at()));
          array(statement, 3, "bigint", candidate.voters().stream().sorted());
        });
  }

  @Override
  public List<Candidates.Candidate> candidatesSince(Instant since) {
    List<Candidates.Candidate> candidates = new ArrayList<>();
    query(
        "select address, at, voters from candidate where at > ?",
        statement -> statement.setTimestamp(1, Timestamp.from(since)),
        row ->
            candidates.add(
                new Candidates.Candidate(
                    Address.parse(row.getString(1)).orElseThrow(),
                    row.getTimestamp(2).toInstant(),
                    Set.of((Long[]) row.getArray(3).getArray()))));
    return candidates;
  }

  @Override
  public void forget(Instant now) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    execute(
        "delete from candidate where at < ?",
        statement -> statement.setTimestamp(1, Timestamp.from(now.minus(CANDIDATES_KEPT))));
    deleteBefore("co_report", today.minusDays(PAIRS_KEPT));
    deleteBefore("contradiction", today.minusDays(CONTRADICTIONS_KEPT));
    deleteBefore("credit", today.minusDays(CREDITS_KEPT));
    deleteBefore("night", today.minusDays(CREDITS_KEPT));
  }

  private void deleteBefore(String table, LocalDate day) {
    execute("delete from " + table + " where day < ?", statement -> statement.setObject(1, day));
  }

  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private static void array(PreparedStatement statement, int place, String type, Stream<?> values)
      throws SQLException {
    statement.setArray(place, statement.getConnection().createArrayOf(type, values.toArray()));
  }

  private void query(String sql, Parameters parameters, Row row) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      parameters.set(select);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          row.read(rows);
        }
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  private int execute(String sql, Parameters parameters) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failure("changed", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("the records of organisations could not be " + what, cause);
  }
}
