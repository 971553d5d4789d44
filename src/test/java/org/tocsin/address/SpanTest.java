package org.tocsin.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpanTest {

  private static Span span(String first, String last) {
    return new Span(Address.parse(first).orElseThrow(), Address.parse(last).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 0.0.0.0, 255.255.255.255",
    "45.0.0.0/9, 45.0.0.0, 45.127.255.255",
    "45.1.1.1/32, 45.1.1.1, 45.1.1.1",
    "::/0, ::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2a00:1::/33, 2a00:1::, 2a00:1:7fff:ffff:ffff:ffff:ffff:ffff",
    "2a00:1::/64, 2a00:1::, 2a00:1::ffff:ffff:ffff:ffff",
    "2a00:1::/65, 2a00:1::, 2a00:1::7fff:ffff:ffff:ffff",
    "2a00:1::1/128, 2a00:1::1, 2a00:1::1"
  })
  void holdsExactlyTheAddressesOfARange(String range, String first, String last) {
    assertThat(Span.of(((Prefix.Reading.Accepted) Prefix.read(range)).prefix()))
        .isEqualTo(span(first, last));
  }

  @Test
  void whatLiesInTwoIsASpanOrNothing() {
    Span one = span("45.1.1.1", "45.1.1.9");

    assertThat(one.and(span("45.1.1.5", "45.1.2.0"))).contains(span("45.1.1.5", "45.1.1.9"));
    assertThat(one.and(span("45.1.1.9", "45.1.2.0"))).contains(span("45.1.1.9", "45.1.1.9"));
    assertThat(one.and(span("45.1.1.10", "45.1.2.0"))).isEmpty();
    assertThat(one.and(Span.all(Address.Family.IPV6))).isEmpty();
    assertThat(Span.all(Address.Family.IPV4).and(one)).contains(one);
  }

  @Test
  void endsWhereItBeginsOrLaterInOneFamily() {
    assertThatThrownBy(() -> span("45.1.1.2", "45.1.1.1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> span("45.1.1.2", "::1")).isInstanceOf(IllegalArgumentException.class);
  }
}
