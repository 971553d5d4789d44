package org.tocsin.trust;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.tocsin.curation.Micro;
import org.tocsin.curation.Policy;
import org.tocsin.curation.Reputation;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.Rules;
import org.tocsin.enrolment.Organisation;
import org.tocsin.evidence.Witness;

/** How far organisations are trusted, from their records in PostgreSQL. */
@ApplicationScoped
final class PostgresTrustRecords implements TrustRecords {

  private static final String RECORDS =
      "select organisation_id, confirmations, contradictions, active_days, average_volume,"
          + " first_report_at from reputation where organisation_id = any (?)";

  /** Both tables hold a few weeks; an organisation's rows stand together. */
  private static final String MOVEMENTS =
      """
      select day, 'confirmed' as kind, count(*) from credit where organisation_id = ? group by day
      union all
      select day, kind, count(*) from contradiction where organisation_id = ? group by day, kind
      order by day desc, kind limit ?
      """;

  private final DataSource dataSource;
  private final Provider<RuleBook> rules;

  PostgresTrustRecords(DataSource dataSource, Provider<RuleBook> rules) {
    this.dataSource = dataSource;
    this.rules = rules;
  }

  @Override
  public Map<Long, Trusted> of(Collection<Organisation> organisations) {
    Rules inForce = rules.get().rules();
    Map<Long, Reputation> records = records(organisations);
    Map<Long, Trusted> trusted = new HashMap<>();
    for (Organisation organisation : organisations) {
      long id = organisation.id();
      trusted.put(
          id,
          trusted(
              inForce.anchors().standing(id, PostgresTrustLedger.standing(organisation)),
              records.getOrDefault(id, Reputation.none(id)),
              inForce.policy().trust()));
    }
    return trusted;
  }

  private static Trusted trusted(
      Witness.Standing standing, Reputation record, Policy.Trust policy) {
    long trust = standing == Witness.Standing.ORDINARY ? record.trust(policy) : Micro.ONE;
    return new Trusted(standing, record, trust, trust >= policy.threshold(), policy);
  }

  private Map<Long, Reputation> records(Collection<Organisation> organisations) {
    Map<Long, Reputation> records = new HashMap<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(RECORDS)) {
      select.setArray(
          1,
          connection.createArrayOf(
              "bigint", organisations.stream().map(Organisation::id).toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Reputation record = PostgresTrustLedger.reputation(rows);
          records.put(record.organisation(), record);
        }
      }
      return records;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public List<Movement> movements(long organisation, int limit) {
    List<Movement> movements = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(MOVEMENTS)) {
      select.setLong(1, organisation);
      select.setLong(2, organisation);
      select.setInt(3, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          movements.add(
              new Movement(
                  rows.getObject(1, LocalDate.class),
                  Kind.valueOf(rows.getString(2).toUpperCase(Locale.ROOT)),
                  rows.getInt(3)));
        }
      }
      return movements;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static IllegalStateException failure(SQLException cause) {
    return new IllegalStateException("how far organisations are trusted could not be read", cause);
  }
}
