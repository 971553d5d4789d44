package org.tocsin.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.address.Address;

final class PrefixKeyTest {

  /** The bytes from 0 to 31. */
  private static final PrefixKey KEY =
      PrefixKey.parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");

  private static String hash(PrefixKey key, String address, String at) {
    return key.hash(Address.parse(address).orElseThrow(), Instant.parse(at));
  }

  /** Expected values were computed with another implementation of HMAC. */
  @ParameterizedTest
  @CsvSource({
    "203.0.113.0, 2026-11-01T00:00:00Z, 6SVf8zn84e9p-PwFo2prqA",
    "203.0.113.255, 2026-11-30T23:59:59Z, 6SVf8zn84e9p-PwFo2prqA",
    "::ffff:203.0.113.7, 2026-11-30T23:59:59Z, 6SVf8zn84e9p-PwFo2prqA",
    "203.0.113.255, 2026-12-01T00:00:00Z, 33Lq6oLZeCpZvhmhK48qqw",
    "2001:db8:1::, 2026-11-15T12:00:00Z, cwK-ajf5b-2fzlsb6c6Wog",
    "2001:db8:1:ffff:ffff:ffff:ffff:ffff, 2026-11-15T12:00:00Z, cwK-ajf5b-2fzlsb6c6Wog",
    "0.0.0.1, 2027-01-01T00:00:00Z, hcs9B017IOLS0lumpfPYDA"
  })
  void namesThePrefixOfTheMonth(String address, String at, String expected) {
    assertThat(hash(KEY, address, at)).isEqualTo(expected);
  }

  @Test
  void tellsNeighboursAndKeysApart() {
    String at = "2026-11-15T12:00:00Z";
    PrefixKey other = PrefixKey.parse(PrefixKey.generate(new SecureRandom()));

    assertThat(hash(KEY, "203.0.112.0", at)).isNotEqualTo(hash(KEY, "203.0.113.0", at));
    assertThat(hash(KEY, "2001:db8:2::", at)).isNotEqualTo(hash(KEY, "2001:db8:1::", at));
    assertThat(hash(other, "203.0.113.0", at)).isNotEqualTo(hash(KEY, "203.0.113.0", at));
  }

  @Test
  void takesLongerKeysAndRefusesOthersWithoutShowingThem() {
    assertThat(PrefixKey.parse("A".repeat(88))).isNotNull();
    assertThatThrownBy(() -> PrefixKey.parse("R0VIRUlN"))
        .hasMessage("the key has 6 bytes, needed are 32");
    assertThatThrownBy(() -> PrefixKey.parse("GEHEIM!"))
        .hasMessage("the key is not one line of base64")
        .hasNoCause();
    assertThatThrownBy(() -> PrefixKey.parse("")).hasMessage("the key has 0 bytes, needed are 32");
  }

  @Test
  void whoHasNoAddressStandsNowhere() {
    Standpoints standpoints = new Standpoints(AsnTable.EMPTY, KEY);
    Instant now = Instant.parse("2026-11-15T12:00:00Z");

    assertThat(standpoints.of("unknown", now)).isEqualTo(Standpoint.UNKNOWN);
    assertThat(standpoints.of("_hidden", now)).isEqualTo(Standpoint.UNKNOWN);
    assertThat(standpoints.of("203.0.113.9", now))
        .isEqualTo(new Standpoint(0, "6SVf8zn84e9p-PwFo2prqA"));
    assertThat(standpoints.of("fe80::1%eth0", now).prefixHash()).isNotEmpty();
  }
}
