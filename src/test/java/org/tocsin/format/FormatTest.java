package org.tocsin.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FormatTest {

  @Test
  void namesAreTheOnesThatWereAgreedOn() {
    assertThat(Stream.of(Format.values()).map(Format::path))
        .containsExactlyInAnyOrder(
            "plain",
            "cidr",
            "csv",
            "json",
            "ndjson",
            "ipset",
            "nftables",
            "pf",
            "mikrotik",
            "haproxy",
            "nginx",
            "suricata",
            "fortinet",
            "paloalto",
            "misp",
            "stix");
    assertThat(Stream.of(Format.values()).map(Format::fileName)).doesNotHaveDuplicates();
  }

  @Test
  void aFormatIsFoundByItsExactPathOnly() {
    assertThat(Format.ofPath("nftables")).contains(Format.NFTABLES);
    assertThat(Format.ofPath("NFTABLES")).isEmpty();
    assertThat(Format.ofPath("")).isEmpty();
  }

  @Test
  void textSaysItsCharacterSet() {
    assertThat(Format.PLAIN.contentType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(Format.MIKROTIK.contentType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(Format.CSV.contentType()).isEqualTo("text/csv; charset=utf-8");
    assertThat(Format.NDJSON.contentType()).isEqualTo("application/x-ndjson");
    assertThat(Format.MISP.contentType()).isEqualTo("application/json");
    assertThat(Format.STIX.contentType()).isEqualTo("application/stix+json;version=2.1");
  }

  @ParameterizedTest
  @EnumSource
  void rendersTheMixedListAsOnFile(Format format) throws IOException {
    assertThat(Releases.text(format::write, Releases.mixed())).isEqualTo(golden("mixed", format));
  }

  @ParameterizedTest
  @EnumSource
  void rendersAnEmptyListAsOnFile(Format format) throws IOException {
    assertThat(Releases.text(format::write, Releases.empty())).isEqualTo(golden("empty", format));
  }

  private static String golden(String folder, Format format) throws IOException {
    try (InputStream in = FormatTest.class.getResourceAsStream(folder + "/" + format.fileName())) {
      assertThat(in).as("%s/%s", folder, format.fileName()).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void twiceTheSameReleaseIsTwiceTheSameBytes(Format format) {
    assertThat(Releases.text(format::write, Releases.mixed()))
        .isEqualTo(Releases.text(format::write, Releases.mixed()));
  }

  @ParameterizedTest
  @EnumSource
  void theStreamIsFlushedAndLeftOpen(Format format) throws IOException {
    int[] flushed = {0};
    OutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            flushed[0] = size();
          }

          @Override
          public void close() {
            throw new AssertionError("closed by who did not open it");
          }
        };

    format.write(Releases.mixed(), out);

    assertThat(flushed[0]).isEqualTo(((ByteArrayOutputStream) out).size()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsGivenUpHalfWayIsNotCompleted(Format format) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };

    assertThatThrownBy(() -> format.write(Releases.mixed(), full)).isInstanceOf(IOException.class);
  }

  @Test
  void entriesOutOfOrderAreRefused() {
    Listed first = Releases.listed("1.2.3.4", "a");
    Listed second = Releases.listed("2a00::1", "a");

    assertThatThrownBy(() -> Releases.release(List.of(second, first)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1.2.3.4 follows 2a00::1");
    assertThatThrownBy(() -> Releases.release(List.of(first, first)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1.2.3.4 follows 1.2.3.4");
  }

  @Test
  void aListingThatEndsBeforeItBeginsIsRefused() {
    assertThatThrownBy(
            () -> new Listed(Releases.address("1.2.3.4"), "a", Releases.EXPIRES, Releases.EXPIRES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.2.3.4");
  }
}
