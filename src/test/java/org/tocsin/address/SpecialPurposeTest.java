package org.tocsin.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are nobody's in particular, up to the edges of each range. */
final class SpecialPurposeTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,this network",
    "0.255.255.255,this network",
    "10.0.0.0,private",
    "10.255.255.255,private",
    "172.16.0.0,private",
    "172.31.255.255,private",
    "192.168.0.0,private",
    "192.168.255.255,private",
    "100.64.0.0,carrier-grade NAT",
    "100.127.255.255,carrier-grade NAT",
    "127.0.0.1,loopback",
    "169.254.169.254,link-local",
    "192.0.0.170,protocol assignments",
    "192.0.2.255,documentation",
    "198.51.100.0,documentation",
    "203.0.113.7,documentation",
    "192.31.196.1,AS112 redirection",
    "192.52.193.1,automatic multicast tunnelling",
    "192.88.99.1,6to4 translation",
    "198.18.0.0,benchmarking",
    "198.19.255.255,benchmarking",
    "224.0.0.1,multicast",
    "239.255.255.255,multicast",
    "240.0.0.0,reserved",
    "255.255.255.255,reserved",
    "::,outside IPv6 global unicast",
    "::1,outside IPv6 global unicast",
    "::1.2.3.4,outside IPv6 global unicast",
    "64:ff9b::8.8.8.8,outside IPv6 global unicast",
    "64:ff9b:1::1,outside IPv6 global unicast",
    "100::1,outside IPv6 global unicast",
    "4000::,outside IPv6 global unicast",
    "5f00::1,outside IPv6 global unicast",
    "fc00::1,outside IPv6 global unicast",
    "fdff::1,outside IPv6 global unicast",
    "fe80::1%eth0,outside IPv6 global unicast",
    "ff02::1,outside IPv6 global unicast",
    "2001::4136:e378:8000:63bf:3fff:fdd2,protocol assignments",
    "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff,protocol assignments",
    "2001:db8::1,documentation",
    "3fff:fff:ffff::1,documentation",
    "2002:808:808::1,6to4 translation",
    "2620:4f:8000::1,AS112 redirection",
    "::ffff:10.1.2.3,private"
  })
  void namesWhatAnAddressIsReservedFor(String text, String purpose) {
    Address address = Address.parse(text).orElseThrow();

    assertThat(SpecialPurpose.of(address)).contains(purpose);
    assertThat(address.isPublic()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.101.0",
        "203.0.114.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "2000::",
        "2001:200::1",
        "2001:db7:ffff::1",
        "2001:db9::1",
        "2003::1",
        "2620:4f:8001::1",
        "3ffe::1",
        "3fff:1000::1"
      })
  void leavesTheNeighboursPublic(String text) {
    assertThat(Address.parse(text).orElseThrow().isPublic()).isTrue();
  }
}
