package org.tocsin.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read as a range, and how a refusal explains itself. */
final class PrefixTest {

  private static Prefix prefix(String text) {
    assertThat(Prefix.read(text)).isInstanceOf(Prefix.Reading.Accepted.class);
    return ((Prefix.Reading.Accepted) Prefix.read(text)).prefix();
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4,1.2.3.4/32",
    "2a00::1,2a00::1/128",
    "0.0.0.0/0,0.0.0.0/0",
    "::/0,::/0",
    "198.51.100.0/24,198.51.100.0/24",
    "2A00:0::/16,2a00::/16",
    "::ffff:1.2.3.4,1.2.3.4/32"
  })
  void readsRangesAndLoneAddresses(String text, String canonical) {
    assertThat(prefix(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5/24,'host bits are set, did you mean 10.0.0.0/24'",
    "1.2.3.4/0,'host bits are set, did you mean 0.0.0.0/0'",
    "2a00::1/64,'host bits are set, did you mean 2a00::/64'",
    "10.0.0.0/33,the part behind / must be a number from 0 to 32",
    "10.0.0.0/,the part behind / must be a number from 0 to 32",
    "10.0.0.0/-1,the part behind / must be a number from 0 to 32",
    "10.0.0.0/08,the part behind / must be a number from 0 to 32",
    "10.0.0.0/8/8,the part behind / must be a number from 0 to 32",
    "10.0.0.0/99999999999,the part behind / must be a number from 0 to 32",
    "10.0.0.0/255.0.0.0,the part behind / must be a number from 0 to 32",
    "2a00::/129,the part behind / must be a number from 0 to 128",
    "/24,not an IP address or range",
    "10.0/8,not an IP address or range",
    "everything,not an IP address or range"
  })
  void saysWhatIsWrong(String text, String problem) {
    assertThat(Prefix.read(text)).isEqualTo(new Prefix.Reading.Refused(problem));
  }

  @Test
  void refusesHostBitsHoweverItIsMade() {
    Address address = Address.parse("10.0.0.1").orElseThrow();

    assertThatThrownBy(() -> new Prefix(address, 31)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Prefix(address, 33)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void containsNothingOfTheOtherFamily() {
    assertThat(prefix("::/0").contains(Address.parse("1.2.3.4").orElseThrow())).isFalse();
    assertThat(prefix("0.0.0.0/0").contains(Address.parse("2a00::1").orElseThrow())).isFalse();
  }

  @Test
  void sortsByNetworkAndThenWiderFirst() {
    assertThat(
            List.of("2a00::/16", "10.0.0.0/16", "10.0.0.0/8", "9.0.0.0/8").stream()
                .map(PrefixTest::prefix)
                .sorted()
                .map(Prefix::toString))
        .containsExactly("9.0.0.0/8", "10.0.0.0/8", "10.0.0.0/16", "2a00::/16");
  }
}
