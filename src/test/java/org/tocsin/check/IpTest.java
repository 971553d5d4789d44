package org.tocsin.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "255.255.255.255",
        "10.0.0.1",
        "::",
        "::1",
        "1::",
        "2001:db8::1",
        "2001:db8:0:1:1:1:1:1",
        "2001:0:0:1::1",
        "1::1:0:0:0:1",
        "2001:db8::1:0:0:1",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "::fffe:102:304"
      })
  void oneSpellingIsRead(String text) {
    if (!text.equals("1::1:0:0:0:1")) {
      assertThat(Ip.canonical(text)).map(Ip::toString).contains(text);
    } else {
      assertThat(Ip.canonical(text)).as("the longer run is elsewhere").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1.2.3.4",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.04",
        "1.2.3.+4",
        "1.2.3.4/32",
        "99999999999.2.3.4",
        "2001:DB8::1",
        "2001:0db8::1",
        "2001:db8:0:0:0:0:0:1",
        "2001:db8::1:1:1:1:1",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7",
        ":::",
        ":1:2:3:4:5:6:7",
        "1::2::3",
        "::1%eth0",
        "::1.2.3.4",
        "::ffff:102:304",
        "1::2:3:4:5:6:7:8"
      })
  void otherSpellingsAreRefused(String text) {
    assertThat(Ip.canonical(text)).isEmpty();
  }

  /** Zeros are frequent, so that gaps are of every length. */
  @Property(tries = 2_000)
  void everyAddressHasTheSpellingThatMeansIt(@ForAll byte[] sixteen) throws Exception {
    byte[] bytes = java.util.Arrays.copyOf(sixteen, 16);
    ByteBuffer halves = ByteBuffer.wrap(bytes);
    Ip address = new Ip(true, halves.getLong(), halves.getLong());

    assertThat(InetAddress.getByName(address.toString()).getAddress())
        .endsWith(InetAddress.getByAddress(bytes).getAddress());
    if (!InetAddress.getByAddress(bytes).getHostAddress().contains(".")) {
      assertThat(Ip.canonical(address.toString())).contains(address);
    }
  }

  @Property(tries = 2_000)
  void rangesHoldWhatSharesTheirBits(
      @ForAll long high,
      @ForAll long low,
      @ForAll @IntRange(max = 128) int length,
      @ForAll @IntRange(max = 127) int flipped) {
    Ip one = new Ip(true, high, low);
    Ip other =
        flipped < 64
            ? new Ip(true, high ^ (Long.MIN_VALUE >>> flipped), low)
            : new Ip(true, high, low ^ (Long.MIN_VALUE >>> (flipped - 64)));
    Ip network = one.lowest(length);
    Ip last = one.highest(length);

    assertThat(number(last).subtract(number(network)).add(BigInteger.ONE))
        .isEqualTo(BigInteger.TWO.pow(128 - length));
    assertThat(network.compareTo(one) <= 0 && one.compareTo(last) <= 0).isTrue();
    assertThat(network.compareTo(other) <= 0 && other.compareTo(last) <= 0)
        .isEqualTo(flipped >= length);
  }

  private static BigInteger number(Ip address) {
    return new BigInteger(
        1, ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).array());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/8", "10.0.0.0/", "10.0.0.1/8", "10.0.0.0/33", "::/129", "x/1"})
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> Ranges.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no range");
  }
}
