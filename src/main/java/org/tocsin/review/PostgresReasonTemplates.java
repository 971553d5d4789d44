package org.tocsin.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Reasons in PostgreSQL. Whoever changes them locks the table, so their order stays one. */
@ApplicationScoped
final class PostgresReasonTemplates implements ReasonTemplates {

  private static final String LOCK = "lock table review_reason in share row exclusive mode";

  private static final String ADD =
      "insert into review_reason (place, text)"
          + " select coalesce(max(place), 0) + 1, ? from review_reason having count(*) < ?"
          + " on conflict (text) do nothing";

  private static final String UP =
      """
      with moved as (select id, place from review_reason where id = ?),
           other as (select id, place from review_reason where place < (select place from moved)
                     order by place desc limit 1)
      update review_reason r
         set place = case when r.id = moved.id then other.place else moved.place end
        from moved, other where r.id in (moved.id, other.id)
      """;

  private final DataSource dataSource;

  PostgresReasonTemplates(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public List<Template> all() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select id, text from review_reason order by place, id limit ?")) {
      select.setInt(1, MOST);
      List<Template> all = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          all.add(new Template(rows.getLong(1), rows.getString(2)));
        }
      }
      return all;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public boolean add(String text) {
    try (Connection connection = locked();
        PreparedStatement insert = connection.prepareStatement(ADD)) {
      insert.setString(1, text);
      insert.setInt(2, MOST);
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw failure("added", e);
    }
  }

  @Override
  public Optional<String> up(long id) {
    try (Connection connection = locked();
        PreparedStatement update = connection.prepareStatement(UP)) {
      update.setLong(1, id);
      update.executeUpdate();
      return text(connection, "select text from review_reason where id = ?", id);
    } catch (SQLException e) {
      throw failure("moved", e);
    }
  }

  @Override
  public Optional<String> remove(long id) {
    try (Connection connection = locked()) {
      return text(connection, "delete from review_reason where id = ? returning text", id);
    } catch (SQLException e) {
      throw failure("removed", e);
    }
  }

  private Connection locked() throws SQLException {
    Connection connection = dataSource.getConnection();
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.execute();
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static Optional<String> text(Connection connection, String sql, long id)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("a reason could not be " + what, cause);
  }
}
