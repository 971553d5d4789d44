package org.tocsin.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestVerdicts;
import org.tocsin.address.Address;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class NeighbourhoodTest {

  @Inject DataSource dataSource;
  @Inject Neighbourhood neighbourhood;
  @Inject TestClock clock;

  private List<String> around(String address, int limit) {
    return neighbourhood.of(Address.parse(address).orElseThrow(), limit).stream()
        .map(one -> one.address().toString())
        .toList();
  }

  @Test
  void showsTheTwentyFourOrTheSixtyFourWithoutTheAddressItself() {
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    for (String address :
        List.of(
            "45.98.1.255",
            "45.98.1.0",
            "45.98.1.7",
            "45.98.2.0",
            "45.98.0.255",
            "2a0c:b641:2::1",
            "2a0c:b641:2::ffff:ffff:ffff:ffff",
            "2a0c:b641:2:1::")) {
      verdicts.global(address, clock.instant());
    }
    verdicts.score("45.98.1.0", 1_500_000);

    assertThat(around("45.98.1.7", 50)).containsExactly("45.98.1.0", "45.98.1.255");
    assertThat(around("45.98.1.9", 2)).containsExactly("45.98.1.0", "45.98.1.7");
    assertThat(around("2a0c:b641:2::1", 50)).containsExactly("2a0c:b641:2:0:ffff:ffff:ffff:ffff");
    Neighbourhood.Neighbour first =
        neighbourhood.of(Address.parse("45.98.1.7").orElseThrow(), 1).get(0);
    assertThat(first.score()).isEqualTo(1_500_000);
    assertThat(first.scenario()).contains("t/attack");
  }
}
