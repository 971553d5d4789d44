package org.tocsin.rulebook;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The history of rules in PostgreSQL. */
@ApplicationScoped
class PostgresRuleHistory implements RuleHistory {

  private static final String BEGIN =
      """
      insert into rule_era (digest, since)
      select ?, ? where not exists (
        select from (select digest from rule_era order by id desc limit 1) last where last.digest = ?)
      returning id
      """;

  private static final String NEWEST =
      "select id, digest, since from rule_era where id < ? order by id desc limit ?";

  private final DataSource dataSource;

  PostgresRuleHistory(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void note(RuleTexts rules, Instant now) {
    try (Connection connection = dataSource.getConnection()) {
      Optional<Long> era = begin(connection, rules.digest(), now);
      if (era.isPresent()) {
        keep(connection, era.get(), rules.byName());
      }
    } catch (SQLException e) {
      throw failure("kept", e);
    }
  }

  private static Optional<Long> begin(Connection connection, String digest, Instant now)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
      insert.setString(1, digest);
      insert.setTimestamp(2, Timestamp.from(now));
      insert.setString(3, digest);
      try (ResultSet row = insert.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    }
  }

  private static void keep(Connection connection, long era, Map<String, String> texts)
      throws SQLException {
    try (PreparedStatement text =
            connection.prepareStatement(
                "insert into rule_text (sha256, text) values (?, ?) on conflict do nothing");
        PreparedStatement file =
            connection.prepareStatement(
                "insert into rule_era_file (era_id, name, sha256) values (?, ?, ?)")) {
      for (Map.Entry<String, String> one : texts.entrySet()) {
        byte[] digest = digest(one.getValue());
        text.setBytes(1, digest);
        // The database holds no zero, and no rule means anything by one.
        text.setString(2, one.getValue().replace("\0", ""));
        text.executeUpdate();
        file.setLong(1, era);
        file.setString(2, one.getKey());
        file.setBytes(3, digest);
        file.executeUpdate();
      }
    }
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public List<Era> newest(long before, int limit) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(NEWEST)) {
      select.setLong(1, before);
      select.setInt(2, limit);
      List<Era> eras = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          eras.add(new Era(rows.getLong(1), rows.getString(2), rows.getTimestamp(3).toInstant()));
        }
      }
      return eras;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public Optional<Era> find(long id) {
    return id <= 0 || id == Long.MAX_VALUE
        ? Optional.empty()
        : newest(id + 1, 1).stream().filter(era -> era.id() == id).findFirst();
  }

  @Override
  public SortedMap<String, String> files(long id) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select name, sha256 from rule_era_file where era_id = ?")) {
      select.setLong(1, id);
      SortedMap<String, String> files = new TreeMap<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          files.put(rows.getString(1), HexFormat.of().formatHex(rows.getBytes(2)));
        }
      }
      return files;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public Optional<String> text(String sha256) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select text from rule_text where sha256 = ?")) {
      select.setBytes(1, HexFormat.of().parseHex(sha256));
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("the history of rules could not be " + what, cause);
  }
}
