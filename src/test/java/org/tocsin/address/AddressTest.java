package org.tocsin.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.address.Address.Family;

/** What is read as an address, and what is not. */
final class AddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1.2.3",
        "1.2.3.4.5",
        "1..3.4",
        ".1.2.3.4",
        "1.2.3.4.",
        "256.1.1.1",
        "1.1.1.1111",
        "4294967295",
        "010.1.1.1",
        "1.1.1.01",
        "00.0.0.0",
        "0x7f.1",
        "0x7f000001",
        "-1.2.3.4",
        "+1.2.3.4",
        " 1.2.3.4",
        "1.2.3.4 ",
        "1.2.3.4\n",
        "1.2.3.4\u0000",
        "1.2.3.4:80",
        "1.2.3.4/32",
        "1.2.3.4%eth0",
        "%eth0",
        "localhost",
        "\u0661.2.3.4",
        "1.2.3.\uff14"
      })
  void refusesWhatIsNotFourPlainOctets(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":",
        ":::",
        "::1::",
        "1::2::3",
        ":1::2",
        "1::2:",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8",
        "12345::",
        "00001::",
        "g::",
        "\uff11::",
        "::\u0663",
        "[::1]",
        "[::1]:80",
        "::1/128",
        "::1 ",
        "::1%",
        "::%",
        "::1.2.3",
        "::1.2.3.4.5",
        "::01.2.3.4",
        "::256.2.3.4",
        "::1.2.3.4:5",
        "1.2.3.4::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::ffff:1.2.3.4%"
      })
  void refusesWhatIsNotEightGroups(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }

  @Test
  void refusesEndlessTextWithoutReadingIt() {
    assertThat(Address.parse("1".repeat(10_000))).isEmpty();
    assertThat(Address.parse("::1%" + "e".repeat(10_000))).isEmpty();
    assertThat(Address.parse(":".repeat(10_000))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,0.0.0.0",
    "255.255.255.255,255.255.255.255",
    "::ffff:1.2.3.4,1.2.3.4",
    "::FFFF:102:304,1.2.3.4",
    "0:0:0:0:0:ffff:102:304,1.2.3.4",
    "::ffff:1.2.3.4%eth0,1.2.3.4",
    "::,::",
    "2001:DB8::1,2001:db8::1",
    "2001:0db8:0000:0000:0000:0000:0000:0001,2001:db8::1",
    "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1,2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1",
    "1:2:3:4:5:6:7::,1:2:3:4:5:6:7:0",
    "::1.2.3.4,::102:304",
    "64:ff9b::1.2.3.4,64:ff9b::102:304",
    "fe80::1%eth0,fe80::1",
    "fe80::1%25,fe80::1"
  })
  void writesOneTextForEverySpelling(String text, String canonical) {
    assertThat(Address.parse(text).map(Address::toString)).contains(canonical);
  }

  @Test
  void knowsAMappedAddressOnlyAsIpv4() {
    Address mapped = new Address(Family.IPV6, 0, 0xffff_0102_0304L);

    assertThat(mapped).isEqualTo(new Address(Family.IPV4, 0, 0x0102_0304L));
    assertThat(mapped.bytes()).hasSize(4);
  }

  @Test
  void refusesStrayBitsInAnIpv4Address() {
    assertThatThrownBy(() -> new Address(Family.IPV4, 0, 1L << 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Address(Family.IPV4, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
