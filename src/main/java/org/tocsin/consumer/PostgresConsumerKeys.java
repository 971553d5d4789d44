package org.tocsin.consumer;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import javax.sql.DataSource;

/** Consumers' keys in PostgreSQL. What downloads need runs in transactions of its own. */
@ApplicationScoped
final class PostgresConsumerKeys
    implements KnownKeys, PanacheRepositoryBase<ConsumerKeyEntity, Long> {

  private final DataSource dataSource;

  PostgresConsumerKeys(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Optional<Known> find(byte[] hash) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                find(
                        "from ConsumerKeyEntity k join fetch k.consumer c"
                            + " where k.hash = ?1 and k.revokedAt is null and c.revokedAt is null",
                        (Object) hash)
                    .firstResultOptional()
                    .map(ConsumerKeyEntity::toKnown));
  }

  @Override
  public void add(SortedMap<Long, Pulls> pulls) {
    QuarkusTransaction.requiringNew().run(() -> addInTransaction(pulls));
  }

  private void addInTransaction(SortedMap<Long, Pulls> pulls) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update consumer_key set last_used_at = greatest(last_used_at, ?),"
                    + " last_serial = ?, last_bytes = ?, pulls = pulls + ? where id = ?")) {
      for (Map.Entry<Long, Pulls> entry : pulls.entrySet()) {
        Pulls value = entry.getValue();
        update.setTimestamp(1, Timestamp.from(value.at()));
        update.setLong(2, value.serial());
        update.setLong(3, value.bytes());
        update.setLong(4, value.count());
        update.setLong(5, entry.getKey());
        update.addBatch();
      }
      update.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException("the consumers' downloads could not be written", e);
    }
  }
}
