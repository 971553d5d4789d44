package org.tocsin.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestDatabase;
import org.tocsin.TestSql;
import org.tocsin.address.Address;
import org.tocsin.evidence.SeenTimes;
import org.tocsin.network.AsnTable;
import org.tocsin.network.AsnTableRefused;
import org.tocsin.publication.KeptVerdicts;
import org.tocsin.publication.KeptVerdicts.Served;

/** Looking for addresses in the database. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class AddressSearchTest {

  @Inject DataSource dataSource;
  @Inject KeptVerdicts verdicts;
  @Inject SeenTimes seen;
  @Inject AddressSearch search;
  private TestSql sql;

  @BeforeEach
  void begin() {
    sql = new TestSql(dataSource);
  }

  private void kept(String address, String state, String scenario) throws SQLException {
    sql.change(
        "insert into verdict (address, state, scenario, judge_at, score)"
            + " values (?::inet, ?, ?, '2100-01-01', 1500000) on conflict (address) do update"
            + " set state = excluded.state, scenario = excluded.scenario",
        address,
        state,
        scenario);
  }

  private void listed(String address, String scenario) throws SQLException {
    sql.change(
        "insert into release (serial, issued_at, count_v4, count_v6, set_sha256)"
            + " values (-7, '2020-01-01', 0, 0, '') on conflict do nothing");
    sql.change(
        "insert into listing (address, scenario, since, expires_at, told_until)"
            + " values (?::inet, ?, -7, '2100-01-01', '2100-01-01') on conflict do nothing",
        address,
        scenario);
  }

  private void saw(String address, int organisation, String first, String last)
      throws SQLException {
    sql.change(
        "insert into sighting (address, organisation_id, scenario_id, first_at, last_at)"
            + " values (?::inet, ?, 0, ?::timestamptz, ?::timestamptz) on conflict do nothing",
        address,
        -organisation,
        first,
        last);
  }

  private void forget(String range) throws SQLException {
    for (String table : List.of("verdict", "listing", "sighting")) {
      sql.change("delete from " + table + " where address <<= ?::inet", range);
    }
  }

  private static Query query(String text) {
    return ((QueryReading.Understood) QueryText.read(text)).query();
  }

  private static List<String> walk(AddressSearch search, String text, int limit) {
    List<String> walked = new ArrayList<>();
    Optional<Address> after = Optional.empty();
    do {
      Found.Page page = search.find(query(text), after, limit);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      page.items().forEach(found -> walked.add(found.address().toString()));
      after = page.next();
    } while (after.isPresent());
    return walked;
  }

  @Test
  void findsWhatClientsAreToldInTheOrderOfAddresses() throws SQLException {
    String scenario = "t/" + UUID.randomUUID();
    try {
      kept("45.100.0.9", "held", scenario);
      kept("45.100.0.10", "global", scenario);
      listed("45.100.0.10", scenario);
      kept("45.100.0.11", "global", scenario);
      kept("45.100.1.1", "held", scenario);
      listed("45.100.1.1", scenario);
      kept("45.100.2.1", "rejected", scenario);
      kept("45.100.2.2", "scoped", scenario + "x");
      kept("45.100.2.3", "soaking", scenario + "/y");
      kept("2a0c:b641:9::1", "held", scenario);

      for (int limit : new int[] {1, 2, 100}) {
        assertThat(walk(search, "45.100.0.0/16", limit))
            .containsExactly(
                "45.100.0.9",
                "45.100.0.10",
                "45.100.0.11",
                "45.100.1.1",
                "45.100.2.1",
                "45.100.2.2",
                "45.100.2.3");
        assertThat(walk(search, "45.100.0.0/16 state:global", limit))
            .containsExactly("45.100.0.10", "45.100.1.1");
        assertThat(walk(search, "state:held scenario:" + scenario, limit))
            .containsExactly("45.100.0.9", "2a0c:b641:9::1");
        assertThat(walk(search, "45.100.2.0/24 scenario:" + scenario + "*", limit))
            .containsExactly("45.100.2.1", "45.100.2.2", "45.100.2.3");
        assertThat(walk(search, "scenario:" + scenario + " state:global", limit))
            .containsExactly("45.100.0.10", "45.100.1.1");
      }
      assertThat(walk(search, "state:scoped scenario:" + scenario + "*", 5))
          .containsExactly("45.100.2.2");
      assertThat(walk(search, "state:soaking scenario:" + scenario + "*", 5))
          .containsExactly("45.100.2.3");
      assertThat(walk(search, "scenario:no/such*", 5)).isEmpty();
      Found one = search.find(query("45.100.0.10"), Optional.empty(), 1).items().get(0);
      assertThat(one.state()).isEqualTo(Served.GLOBAL);
      assertThat(one.serial()).contains(-7L);
      assertThat(one.score()).isEqualTo(1_500_000);
      assertThat(one.expiresAt()).contains(Instant.parse("2100-01-01T00:00:00Z"));
    } finally {
      forget("45.100.0.0/16");
      forget("2a0c:b641:9::/48");
      sql.change("delete from release where serial = -7");
    }
  }

  @Test
  void findsByWhenItWasSeen() throws SQLException {
    try {
      kept("45.101.0.1", "held", "t/seen");
      saw("45.101.0.1", 1, "2020-01-01T00:00:00Z", "2100-01-05T00:00:00Z");
      saw("45.101.0.1", 2, "2020-01-03T00:00:00Z", "2100-01-09T00:00:00Z");
      kept("45.101.0.2", "held", "t/seen");
      saw("45.101.0.2", 1, "2020-02-01T00:00:00Z", "2100-02-01T00:00:00Z");
      kept("45.101.0.3", "held", "t/seen");
      saw("45.101.0.4", 1, "2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z");

      Found one = search.find(query("45.101.0.1"), Optional.empty(), 1).items().get(0);
      assertThat(one.firstSeen()).contains(Instant.parse("2020-01-01T00:00:00Z"));
      assertThat(one.lastSeen()).contains(Instant.parse("2100-01-09T00:00:00Z"));
      assertThat(walk(search, "45.101.0.0/16 seen:>2100-01-09", 5))
          .containsExactly("45.101.0.1", "45.101.0.2");
      assertThat(walk(search, "45.101.0.0/16 seen:<2100-01-10", 5)).containsExactly("45.101.0.1");
      assertThat(walk(search, "45.101.0.0/16 first:>2020-01-02", 5)).containsExactly("45.101.0.2");
      assertThat(walk(search, "45.101.0.0/16 state:held first:<2020-01-02", 5))
          .containsExactly("45.101.0.1");
      Found only = search.find(query("45.101.0.4"), Optional.empty(), 1).items().get(0);
      assertThat(only.state()).isEqualTo(Served.NONE);
      assertThat(only.lastSeen()).contains(Instant.parse("2100-01-01T00:00:00Z"));
      assertThat(walk(search, "45.101.0.4 state:held", 5)).isEmpty();
      assertThat(walk(search, "45.101.0.5", 5)).isEmpty();
    } finally {
      forget("45.101.0.0/16");
    }
  }

  @Test
  void findsByAutonomousSystemThroughAnyNumberOfRanges()
      throws SQLException, IOException, AsnTableRefused {
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < 256; i++) {
      table.append("45.102.%d.0\t45.102.%d.99\t%d\tNone\tt\n".formatted(i, i, 64_500 + i % 2));
    }
    table.append("2a0c:b641:a::\t2a0c:b641:a:ffff:ffff:ffff:ffff:ffff\t64501\tNone\tt\n");
    AddressSearch placed =
        new AddressSearch(
            verdicts,
            seen,
            AsnTable.read(
                new ByteArrayInputStream(table.toString().getBytes(StandardCharsets.UTF_8))));
    try {
      for (String address :
          List.of("45.102.1.0", "45.102.1.99", "45.102.1.100", "45.102.2.1", "45.102.255.5")) {
        kept(address, "held", "t/asn");
      }
      kept("2a0c:b641:a::1", "held", "t/asn");
      for (int limit : new int[] {1, 3, 100}) {
        assertThat(walk(placed, "asn:64501", limit))
            .containsExactly("45.102.1.0", "45.102.1.99", "45.102.255.5", "2a0c:b641:a::1");
        assertThat(walk(placed, "asn:64501 45.102.128.0/17 scenario:t/asn state:held", limit))
            .containsExactly("45.102.255.5");
      }
      assertThat(walk(placed, "asn:64499", 3)).isEmpty();
    } finally {
      forget("45.102.0.0/16");
      forget("2a0c:b641:a::/48");
    }
  }

  @Test
  void stopsWhereItLookedAtEnoughAndGoesOnFromThere() throws SQLException {
    try {
      sql.change(
          "insert into verdict (address, state, scenario, judge_at)"
              + " select '45.103.0.0'::inet + i, 'held', 't/many', '2100-01-01'"
              + " from generate_series(0, "
              + (2 * SearchWalk.MOST_ROWS)
              + ") i");
      saw("45.103.0.1", 1, "2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z");
      saw("45.103.19.0", 1, "2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z");
      String text = "45.103.0.0/16 seen:>2099-01-01";
      Found.Page first = search.find(query(text), Optional.empty(), 10);

      assertThat(first.stopped()).isTrue();
      assertThat(first.items()).hasSize(1);
      assertThat(first.next()).isPresent();
      assertThat(walk(search, text, 10)).containsExactly("45.103.0.1", "45.103.19.0");
      assertThat(walk(search, "45.103.0.0/16 scenario:t/many", 100))
          .hasSize(2 * SearchWalk.MOST_ROWS + 1)
          .doesNotHaveDuplicates();
    } finally {
      forget("45.103.0.0/16");
    }
  }

  @Test
  void looksIntoSoManyRangesOfASystemAtOnceAndNoMore()
      throws SQLException, IOException, AsnTableRefused {
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < 12_000; i++) {
      table.append(
          "45.%d.%d.0\t45.%d.%d.9\t64502\tNone\tt\n"
              .formatted(104 + i / 256, i % 256, 104 + i / 256, i % 256));
    }
    AddressSearch placed =
        new AddressSearch(
            verdicts,
            seen,
            AsnTable.read(
                new ByteArrayInputStream(table.toString().getBytes(StandardCharsets.UTF_8))));
    try {
      kept("45.104.0.1", "held", "t/wide");
      kept("45.150.200.1", "held", "t/wide");
      Found.Page first = placed.find(query("asn:64502"), Optional.empty(), 10);

      assertThat(first.stopped()).isTrue();
      assertThat(first.items()).hasSize(1);
      assertThat(walk(placed, "asn:64502", 10)).containsExactly("45.104.0.1", "45.150.200.1");
    } finally {
      forget("45.104.0.0/16");
      forget("45.150.0.0/16");
    }
  }

  @Test
  void aPageHasABound() {
    assertThatThrownBy(() -> search.find(query("asn:1"), Optional.empty(), 101))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
