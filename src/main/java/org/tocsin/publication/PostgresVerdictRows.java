package org.tocsin.publication;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tocsin.address.Address;
import org.tocsin.curation.Standing;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.VerdictLedger.Kept;

/** The columns of a verdict, read one row at a time and written many at once. */
final class PostgresVerdictRows {

  /** What {@link #kept} reads, in its order. */
  static final String COLUMNS =
      "address, state, listed, global_since, scoped_since, held_since, known_since,"
          + " global_known_since, told, left_at, left_global_at, delisted_at, decision,"
          + " decision_at, recipients";

  private static final String UPSERT =
      """
      insert into verdict (%s, scenario, expires_at, judge_at, score)
      select address::inet, state, listed, global_since, scoped_since, held_since, known_since,
             global_known_since, told::bigint[], left_at, left_global_at, delisted_at, decision,
             decision_at, recipients::bigint[], scenario, expires_at, judge_at, score
        from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[],
                    ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[],
                    ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[],
                    ?::timestamptz[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[],
                    ?::bigint[])
          as v (%s, scenario, expires_at, judge_at, score)
      on conflict (address) do update
        set (state, listed, global_since, scoped_since, held_since, known_since,
             global_known_since, told, left_at, left_global_at, delisted_at, decision, decision_at,
             recipients, scenario, expires_at, judge_at, score)
          = row (excluded.state, excluded.listed, excluded.global_since, excluded.scoped_since,
             excluded.held_since, excluded.known_since, excluded.global_known_since, excluded.told,
             excluded.left_at, excluded.left_global_at, excluded.delisted_at, excluded.decision,
             excluded.decision_at, excluded.recipients, excluded.scenario, excluded.expires_at,
             excluded.judge_at, excluded.score)
      """
          .formatted(COLUMNS, COLUMNS);

  /**
   * What is written of an address.
   *
   * @param address the address
   * @param kept its state and standing
   * @param scenario what weighs most
   * @param expiresAt when its listing ends
   * @param judgeAt when it is due
   * @param score what the votes came to, in millionths
   */
  record Row(
      Address address,
      Kept kept,
      Optional<String> scenario,
      Optional<Instant> expiresAt,
      Optional<Instant> judgeAt,
      long score) {

    static Row of(Verdict verdict) {
      return new Row(
          verdict.address(),
          Kept.of(verdict),
          verdict.scenario(),
          verdict.expiresAt(),
          verdict.judgeAt(),
          verdict.tally().score());
    }

    Standing standing() {
      return kept.standing();
    }

    Standing.Past past() {
      return kept.standing().past();
    }
  }

  private PostgresVerdictRows() {}

  static Kept kept(ResultSet row) throws SQLException {
    String listed = row.getString(3);
    String decision = row.getString(13);
    return new Kept(
        Verdict.State.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
        new Standing(
            Optional.ofNullable(listed)
                .map(tier -> Standing.Tier.valueOf(tier.toUpperCase(Locale.ROOT))),
            PostgresRows.instant(row, 4),
            PostgresRows.instant(row, 5),
            PostgresRows.instant(row, 6),
            new Standing.Past(
                PostgresRows.instant(row, 7),
                PostgresRows.instant(row, 8),
                PostgresRows.numbers(row, 9),
                PostgresRows.instant(row, 10),
                PostgresRows.instant(row, 11),
                PostgresRows.instant(row, 12),
                decision == null
                    ? Optional.empty()
                    : Optional.of(
                        new Standing.Decision(
                            Standing.Outcome.valueOf(decision.toUpperCase(Locale.ROOT)),
                            row.getTimestamp(14).toInstant())))),
        PostgresRows.numbers(row, 15));
  }

  static void put(Connection connection, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      Columns columns = new Columns(upsert, rows);
      columns.text(row -> Optional.of(row.address().toString()));
      columns.text(row -> Optional.of(word(row.kept().state())));
      columns.text(row -> row.standing().listed().map(PostgresVerdictRows::word));
      columns.instant(row -> row.standing().globalSince());
      columns.instant(row -> row.standing().scopedSince());
      columns.instant(row -> row.standing().heldSince());
      columns.instant(row -> row.past().knownSince());
      columns.instant(row -> row.past().globalKnownSince());
      columns.text(row -> Optional.of(array(row.past().told())));
      columns.instant(row -> row.past().leftAt());
      columns.instant(row -> row.past().leftGlobalAt());
      columns.instant(row -> row.past().delistedAt());
      columns.text(row -> row.past().decision().map(decision -> word(decision.outcome())));
      columns.instant(row -> row.past().decision().map(Standing.Decision::at));
      columns.text(row -> Optional.of(array(row.kept().recipients())));
      columns.text(Row::scenario);
      columns.instant(Row::expiresAt);
      columns.instant(Row::judgeAt);
      columns.number(Row::score);
      upsert.executeUpdate();
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String array(Set<Long> numbers) {
    return new TreeSet<>(numbers)
        .stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  /** Sets one array for each column, in their order. */
  private static final class Columns {
    private final PreparedStatement statement;
    private final List<Row> rows;
    private int next = 1;

    Columns(PreparedStatement statement, List<Row> rows) {
      this.statement = statement;
      this.rows = rows;
    }

    void text(Function<Row, Optional<String>> value) throws SQLException {
      List<@Nullable String> values = new ArrayList<>(rows.size());
      rows.forEach(row -> values.add(value.apply(row).orElse(null)));
      statement.setArray(next++, statement.getConnection().createArrayOf("text", values.toArray()));
    }

    void number(ToLongFunction<Row> value) throws SQLException {
      Long[] values = rows.stream().map(value::applyAsLong).toArray(Long[]::new);
      statement.setArray(next++, statement.getConnection().createArrayOf("bigint", values));
    }

    void instant(Function<Row, Optional<Instant>> value) throws SQLException {
      List<@Nullable String> values = new ArrayList<>(rows.size());
      rows.forEach(row -> values.add(value.apply(row).map(Instant::toString).orElse(null)));
      statement.setArray(
          next++, statement.getConnection().createArrayOf("timestamptz", values.toArray()));
    }
  }
}
