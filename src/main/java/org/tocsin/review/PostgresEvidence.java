package org.tocsin.review;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.tocsin.curation.Micro;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.Vote;
import org.tocsin.evidence.Witness;

/**
 * Has PostgreSQL write evidence as JSON. Reporters and their networks are ranks within the case,
 * and their trust and the age of what they saw are told in steps: enough to judge by, too little to
 * know them by.
 */
final class PostgresEvidence {

  private static final String VERDICT =
      """
      select jsonb_build_object(
        'state', ?, 'because', ?, 'score', ?::numeric,
        'floors', (
          select coalesce(jsonb_agg(jsonb_build_object(
            'tier', tier, 'name', name, 'value', value, 'threshold', threshold,
            'met', value >= threshold) order by n), '[]')
          from unnest(?::text[], ?::text[], ?::numeric[], ?::numeric[])
            with ordinality as f (tier, name, value, threshold, n)),
        'votes', (
          select coalesce(jsonb_agg(jsonb_build_object(
            'rank', n, 'network', network, 'standing', standing, 'scenario', scenario,
            'trust', trust, 'weight', weight, 'first', first, 'age', age) order by n), '[]')
          from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::text[])
            with ordinality as v (network, standing, scenario, trust, weight, first, age, n)))
      """;

  private static final long TENTH = Micro.ONE / 10;

  private PostgresEvidence() {}

  static String of(Connection connection, String name, String value) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select jsonb_build_object(?::text, ?::text)")) {
      select.setString(1, name);
      select.setString(2, value);
      return text(select);
    }
  }

  static String of(Connection connection, Verdict verdict, Instant now) throws SQLException {
    List<Verdict.Floor> floors = verdict.floors();
    List<Vote> votes = verdict.tally().votes();
    Map<Long, Long> networks = new HashMap<>();
    long[] next = {0};
    try (PreparedStatement select = connection.prepareStatement(VERDICT)) {
      select.setString(1, lower(verdict.state()));
      select.setString(2, verdict.because());
      select.setBigDecimal(3, Micro.toDecimal(verdict.tally().score()));
      select.setArray(4, texts(connection, floors, floor -> lower(floor.tier())));
      select.setArray(5, texts(connection, floors, Verdict.Floor::name));
      select.setArray(6, numbers(connection, floors, Verdict.Floor::value));
      select.setArray(7, numbers(connection, floors, Verdict.Floor::threshold));
      select.setArray(
          8,
          connection.createArrayOf(
              "bigint", votes.stream().map(vote -> rank(networks, next, vote)).toArray()));
      select.setArray(9, texts(connection, votes, vote -> lower(vote.standing())));
      select.setArray(10, texts(connection, votes, Vote::scenario));
      select.setArray(11, texts(connection, votes, PostgresEvidence::trust));
      select.setArray(12, numbers(connection, votes, vote -> Micro.toDecimal(vote.counted())));
      select.setArray(
          13, texts(connection, votes, vote -> age(Duration.between(vote.firstAt(), now))));
      select.setArray(
          14, texts(connection, votes, vote -> age(Duration.between(vote.lastAt(), now))));
      return text(select);
    }
  }

  /** An organisation the operator answers for is a network of its own. */
  private static Long rank(Map<Long, Long> networks, long[] next, Vote vote) {
    return vote.standing() == Witness.Standing.ORDINARY
        ? networks.computeIfAbsent(vote.network().asn(), asn -> ++next[0])
        : Long.valueOf(++next[0]);
  }

  private static String trust(Vote vote) {
    return Micro.toDecimal(vote.trust() / TENTH * TENTH).toPlainString();
  }

  private static String age(Duration age) {
    if (age.toHours() < 1) {
      return "<1h";
    }
    return age.toHours() < 24 ? "<24h" : "<" + (age.toDays() + 1) + "d";
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static <T> Array texts(Connection connection, List<T> all, Function<T, String> text)
      throws SQLException {
    return connection.createArrayOf("text", all.stream().map(text).toArray());
  }

  private static <T> Array numbers(
      Connection connection, List<T> all, Function<T, BigDecimal> number) throws SQLException {
    return connection.createArrayOf("numeric", all.stream().map(number).toArray());
  }

  private static String text(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }
}
