package org.tocsin.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.tocsin.address.Address;
import org.tocsin.curation.Reason;
import org.tocsin.curation.Verdict;

/** Reasons in PostgreSQL. */
@ApplicationScoped
class PostgresStateHistory implements StateHistory {

  private static final String RECORD =
      """
      insert into state_change (address, at, state, serial, reason)
      select c.address::inet, ?, c.state, h.serial,
             jsonb_build_object('rule_version', r.digest) || c.reason::jsonb
        from unnest(?::text[], ?::text[], ?::text[]) with ordinality
               as c (address, state, reason, place),
             judged_rules r, release_head h
       order by c.place
      """;

  private final DataSource dataSource;
  private final ObjectMapper json;

  PostgresStateHistory(DataSource dataSource, ObjectMapper json) {
    this.dataSource = dataSource;
    this.json = json;
  }

  /** Records verdicts that changed a state. */
  void record(List<Verdict> verdicts, Instant now) {
    if (verdicts.isEmpty()) {
      return;
    }
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(RECORD)) {
      insert.setTimestamp(1, Timestamp.from(now));
      insert.setArray(
          2, PostgresRows.texts(connection, verdicts.stream().map(v -> v.address().toString())));
      insert.setArray(
          3,
          PostgresRows.texts(
              connection, verdicts.stream().map(v -> v.state().name().toLowerCase(Locale.ROOT))));
      insert.setArray(
          4, PostgresRows.texts(connection, verdicts.stream().map(v -> reason(v, now))));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw failure("kept", e);
    }
  }

  private String reason(Verdict verdict, Instant now) {
    try {
      return json.writeValueAsString(Reason.of(verdict, now).fields());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and words can always be written as JSON", e);
    }
  }

  @Override
  public List<Change> of(Address address, int limit) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select at, state, serial, reason from state_change where address = ?::inet"
                    + " order by id desc limit ?")) {
      select.setString(1, address.toString());
      select.setInt(2, limit);
      List<Change> changes = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          changes.add(
              new Change(
                  rows.getTimestamp(1).toInstant(),
                  rows.getString(2),
                  rows.getLong(3),
                  rows.getString(4)));
        }
      }
      return changes;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public int held() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select count(*) from verdict where state = 'held'");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public int forget(Instant before) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete =
            connection.prepareStatement(
                "delete from state_change where address in"
                    + " (select address from state_change group by address having max(at) < ?)"
                    + " and not exists (select from verdict v where v.address ="
                    + " state_change.address and v.state in ('held', 'scoped', 'global'))")) {
      delete.setTimestamp(1, Timestamp.from(before));
      return delete.executeUpdate();
    } catch (SQLException e) {
      throw failure("forgotten", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("the reasons could not be " + what, cause);
  }
}
