package org.tocsin.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.address.Address;

/** The operator's table. In these texts a blank stands for a tab. */
final class AsnTableTest {

  private static AsnTable read(String... lines) throws IOException, AsnTableRefused {
    String text = String.join("\n", lines).replace(' ', '\t') + "\n";
    return AsnTable.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static long asn(AsnTable table, String address) {
    return table.asn(Address.parse(address).orElseThrow());
  }

  @Test
  void findsTheRangeAnAddressLiesIn() throws Exception {
    AsnTable table =
        read(
            "1.0.0.0 1.0.0.255 13335 US CLOUDFLARENET",
            "1.0.1.0 1.0.3.255 0 None Not_routed",
            "1.0.4.0 1.0.5.254 4294967295 AU last",
            "255.255.255.0 255.255.255.255 7 - -",
            "2001:200:: 2001:200:5ff:ffff:ffff:ffff:ffff:ffff 2500 JP WIDE",
            "ffff:: ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 9 - -\r");

    assertThat(table.ranges()).isEqualTo(6);
    assertThat(asn(table, "0.255.255.255")).isZero();
    assertThat(asn(table, "1.0.0.0")).isEqualTo(13_335);
    assertThat(asn(table, "::ffff:1.0.0.255")).isEqualTo(13_335);
    assertThat(asn(table, "1.0.1.0")).isZero();
    assertThat(asn(table, "1.0.5.254")).isEqualTo(4_294_967_295L);
    assertThat(asn(table, "1.0.5.255")).isZero();
    assertThat(asn(table, "255.255.254.255")).isZero();
    assertThat(asn(table, "255.255.255.255")).isEqualTo(7);
    assertThat(asn(table, "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff")).isZero();
    assertThat(asn(table, "2001:200:5ff:ffff:ffff:ffff:ffff:ffff")).isEqualTo(2_500);
    assertThat(asn(table, "2001:200:600::")).isZero();
    assertThat(asn(table, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")).isEqualTo(9);
    assertThat(asn(AsnTable.EMPTY, "1.0.0.0")).isZero();
  }

  private record Range(long first, long last, long asn) {
    boolean contains(long address) {
      return first <= address && address <= last;
    }
  }

  @Test
  void givesOfNestedRangesTheSmallestInWhateverOrderTheyCome() throws Exception {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      List<Range> ranges = new ArrayList<>();
      nest(ranges, 0, 255, random, 0);
      Collections.shuffle(ranges, random);
      AsnTable table =
          read(
              ranges.stream()
                  .map(
                      range ->
                          "9.9.9.%d 9.9.9.%d %d x x".formatted(range.first, range.last, range.asn))
                  .toArray(String[]::new));
      for (int i = 0; i < 256; i++) {
        long address = i;
        Optional<Range> smallest =
            ranges.stream()
                .filter(range -> range.contains(address))
                .min(Comparator.comparingLong(range -> range.last - range.first));
        assertThat(asn(table, "9.9.9." + i))
            .as("%d in %s", i, ranges)
            .isEqualTo(smallest.map(Range::asn).orElse(0L));
      }
    }
  }

  /** Disjoint ranges inside a range, each with disjoint ranges inside it. */
  private static void nest(List<Range> into, int first, int last, Random random, int depth) {
    int at = first + random.nextInt(3);
    while (at <= last && depth < 5) {
      int end = Math.min(last, at + random.nextInt(100));
      if (depth == 0 || at > first || end < last) {
        into.add(new Range(at, end, random.nextInt(4)));
        nest(into, at, end, random, depth + 1);
      }
      at = end + 1 + random.nextInt(5);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | expected 5 fields with tabs between them",
        "1.0.0.0,1.0.0.255,1,US,X | expected 5 fields with tabs between them",
        "1.0.0.0 1.0.0.255 1 US | expected 5 fields with tabs between them",
        "# comment with a few words | not an IP address: \"#\"",
        "1.0.0.0/24 1.0.0.255 1 US X | not an IP address: \"1.0.0.0/24\"",
        "1.0.0.0 01.0.0.255 1 US X | not an IP address: \"01.0.0.255\"",
        "fe80::%1 fe80::1 1 US X | not an IP address: \"fe80::%1\"",
        "1.0.0.0 2001:: 1 US X | the range begins in one family and ends in the other",
        "1.0.0.1 1.0.0.0 1 US X | the range ends before it begins",
        "1.0.0.0 1.0.0.255 AS1 US X | not the number of an autonomous system: \"AS1\"",
        "1.0.0.0 1.0.0.255 -1 US X | not the number of an autonomous system: \"-1\"",
        "1.0.0.0 1.0.0.255 +1 US X | not the number of an autonomous system: \"+1\"",
        "1.0.0.0 1.0.0.255 4294967296 US X | not the number of an autonomous system:"
            + " \"4294967296\"",
        "1.0.0.0 1.0.0.255 \u0007 US X | not the number of an autonomous system: \"?\"",
        "9.0.0.0 9.0.0.255 2 US X | the range is that of line 1",
        "9.0.0.128 9.0.1.255 2 US X | the range overlaps that of line 1"
      })
  void refusesALineItDoesNotUnderstandByItsNumber(String line, String problem) {
    assertThatThrownBy(() -> read("9.0.0.0 9.0.0.255 1 US X", line))
        .isInstanceOf(AsnTableRefused.class)
        .hasMessage("line 2: " + problem);
  }

  @Test
  void refusesAnEmptyTable() {
    assertThatThrownBy(() -> AsnTable.read(InputStream.nullInputStream()))
        .hasMessage("line 1: the table is empty");
  }

  /** Endless input of one kind of line, or of no line. */
  private static InputStream endless(byte[] line) {
    return new InputStream() {
      private long position;

      @Override
      public int read() {
        return line[(int) (position++ % line.length)];
      }

      @Override
      public int read(byte[] into, int from, int length) {
        for (int i = 0; i < length; i++) {
          into[from + i] = (byte) read();
        }
        return length;
      }
    };
  }

  @Test
  @Timeout(20)
  void givesUpOnATableWithoutEnd() {
    assertThatThrownBy(() -> AsnTable.read(endless(new byte[] {'a'})))
        .hasMessage("line 1: the line is longer than 1000 bytes");
    byte[] line = "1.0.0.0\t1.0.0.255\t1\tUS\tX\n".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> AsnTable.read(endless(line)))
        .hasMessage("line 4000001: there are more than 4000000 ranges");
  }

  @Test
  @Timeout(20)
  void readsHalfAMillionRanges() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 500_000; i++) {
      int a = i / 62_500 + 1;
      int b = i / 250 % 250;
      text.append(
          "%d.%d.%d.0\t%d.%d.%d.255\t%d\tUS\tX\n".formatted(a, b, i % 250, a, b, i % 250, i));
    }
    AsnTable table =
        AsnTable.read(
            new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.US_ASCII)));

    assertThat(table.ranges()).isEqualTo(500_000);
    assertThat(asn(table, "8.249.249.9")).isEqualTo(499_999);
    assertThat(asn(table, "8.249.250.9")).isZero();
    assertThat(asn(table, "3.7.200.1")).isEqualTo(2 * 62_500 + 7 * 250 + 200);
  }
}
