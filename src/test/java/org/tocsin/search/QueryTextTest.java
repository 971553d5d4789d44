package org.tocsin.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.publication.KeptVerdicts.Served;

final class QueryTextTest {

  private static Query query(String text) {
    QueryReading reading = QueryText.read(text);
    assertThat(reading).as(text).isInstanceOf(QueryReading.Understood.class);
    return ((QueryReading.Understood) reading).query();
  }

  private static QueryReading.Refused refused(String text) {
    QueryReading reading = QueryText.read(text);
    assertThat(reading).as(text).isInstanceOf(QueryReading.Refused.class);
    return (QueryReading.Refused) reading;
  }

  @Test
  void readsEveryWord() {
    Query query =
        query(
            "  45.83.0.0/16 state:global scenario:crowdsecurity/ssh-* asn:64500 seen:>2026-11-01"
                + " seen:<2026-12-01T06:00:00Z\tfirst:<2026-10-01 ");

    assertThat(query.range().orElseThrow()).hasToString("45.83.0.0/16");
    assertThat(query.state()).contains(Served.GLOBAL);
    assertThat(query.scenario()).contains(new Query.Scenario("crowdsecurity/ssh-", true));
    assertThat(query.asn()).contains(64500L);
    assertThat(query.last())
        .isEqualTo(
            new Query.Times(
                Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                Optional.of(Instant.parse("2026-12-01T06:00:00Z"))));
    assertThat(query.first().to()).contains(Instant.parse("2026-10-01T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"45.83.1.1", "2a0c:b641::1", "2a0c:b641::/32", "dead:beef::1", "::/0"})
  void readsAddressesOfBothFamilies(String text) {
    assertThat(query(text).range()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "45.83.0.0/16 nonsense, 2, nonsense, expected an address",
    "45.83.0.1/16, 1, 45.83.0.1/16, did you mean 45.83.0.0/16",
    "1.1.1, 1, 1.1.1, not an IP address",
    "1.1.1.1 2.2.2.2, 2, 2.2.2.2, already",
    "state:listed, 1, state:listed, 'global, scoped, held, soaking, rejected'",
    "state:none, 1, state:none, expected one of",
    "state:GLOBAL, 1, state:GLOBAL, expected one of",
    "state:held state:held, 2, state:held, already",
    "asn:0, 1, asn:0, asn:64500",
    "asn:4294967296, 1, asn:4294967296, asn:64500",
    "asn:AS1, 1, asn:AS1, asn:64500",
    "scenario:*, 1, scenario:*, how it begins",
    "scenario:a*b, 1, scenario:a*b, how it begins",
    "scenario:, 1, scenario:, how it begins",
    "seen:2026-11-01, 1, seen:2026-11-01, > or <",
    "seen:>2026-13-01, 1, seen:>2026-13-01, > or <",
    "seen:>2026-02-30, 1, seen:>2026-02-30, > or <",
    "seen:>-1000000-01-01T00:00:00Z, 1, seen:>-1000000-01-01T00:00:00Z, > or <",
    "first:, 1, first:, first:>2026-11-01",
    "seen:>2026-11-01 seen:>2026-11-02, 2, seen:>2026-11-02, already",
    "seen:>2026-11-02 seen:<2026-11-01, 2, seen:<2026-11-01, no time",
    "country:DE, 1, country:DE, expected an address"
  })
  void saysWhichWordIsWrongAndWhatWouldBeRight(
      String text, int word, String shown, String problem) {
    QueryReading.Refused refused = refused(text);

    assertThat(refused.word()).isEqualTo(word);
    assertThat(refused.text()).isEqualTo(shown);
    assertThat(refused.problem()).contains(problem);
  }

  @Test
  void refusesNothingAndTooMuch() {
    assertThat(refused(" \t").word()).isZero();
    assertThat(refused("").problem()).contains("expected");
    assertThat(refused("1".repeat(501)).problem()).contains("500");
  }
}
