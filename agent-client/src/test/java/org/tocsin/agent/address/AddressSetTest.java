package org.tocsin.agent.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.agent.address.Address.Family;
import org.tocsin.agent.address.CanonicalText.NotCanonical;
import org.tocsin.agent.address.CanonicalText.Part;

final class AddressSetTest {
  private static final String CANONICAL =
      """
      0.0.0.0/0
      0.0.0.0
      1.2.0.0/16
      1.2.3.0/24
      1.2.3.0
      1.2.3.4
      200.0.0.1
      255.255.255.255
      ::
      2001:db8::/32
      2001:db8::
      fe80::1
      """;

  @Test
  void hasOneTextWhateverTheOrderItWasMadeIn() throws IOException {
    List<Prefix> shuffled = new ArrayList<>();
    CANONICAL.lines().forEach(line -> shuffled.add(value(line)));
    Collections.shuffle(shuffled, new Random(1));
    shuffled.add(shuffled.get(0));

    assertThat(text(AddressSet.of(shuffled))).isEqualTo(CANONICAL);
  }

  @Test
  void readsItsOwnText() throws Exception {
    AddressSet read = CanonicalText.read(CANONICAL.getBytes(StandardCharsets.US_ASCII));

    assertThat(text(read)).isEqualTo(CANONICAL);
    assertThat(read.sha256()).isEqualTo(sha256(CANONICAL));
    assertThat(read.size()).isEqualTo(12);
    assertThat(read.count(Family.IPV6)).isEqualTo(4);
    List<String> handedOut = new ArrayList<>();
    read.forEach(one -> handedOut.add(one.canonical()));
    assertThat(handedOut).isEqualTo(CANONICAL.lines().toList());
  }

  @Test
  void holdsWhatItsRangesHold() throws Exception {
    AddressSet set =
        CanonicalText.read(
            "1.2.3.0/24\n5.5.5.5\n2001:db8::/32\n".getBytes(StandardCharsets.US_ASCII));

    assertThat(set.contains(address("1.2.3.255"))).isTrue();
    assertThat(set.contains(address("1.2.4.0"))).isFalse();
    assertThat(set.contains(address("5.5.5.5"))).isTrue();
    assertThat(set.contains(address("5.5.5.4"))).isFalse();
    assertThat(set.contains(address("2001:db8:ffff::"))).isTrue();
    assertThat(set.contains(address("2001:db9::"))).isFalse();
    assertThat(set.has(value("1.2.3.0"))).isFalse();
    assertThat(set.has(value("1.2.3.0/24"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3.4", // no end of line
        "1.2.3.4\n\n",
        "\n",
        "1.2.3.4\n1.2.3.4\n",
        "1.2.3.4\n1.2.3.3\n",
        "1.2.3.4\r\n",
        " 1.2.3.4\n",
        "01.2.3.4\n",
        "1.2.3\n",
        "1.2.3.4.5\n",
        "256.2.3.4\n",
        "1.2.3.4/32\n",
        "1.2.3.4/24\n",
        "1.2.3.0/024\n",
        "1.2.3.0\n1.2.3.0/24\n",
        "1.2.3.0/24\n1.2.0.0\n",
        "::1\n1.2.3.4\n",
        "::1\n::1\n",
        "0::1\n",
        "::A\n",
        "::1/128\n",
        "fe80::1%eth0\n",
        "::ffff:1.2.3.4\n",
        "# hello\n",
        "+1.2.3.4\n",
        "1.2.3.4\u0000\n"
      })
  void refusesTextThatIsNotCanonical(String text) {
    assertThatThrownBy(() -> CanonicalText.read(text.getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(NotCanonical.class);
  }

  @Test
  void saysWhichLineIsWrong() {
    byte[] text = "+1.2.3.4\n+1.2.3.5\n-1.2.3.6\n".getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> CanonicalText.read(text, new Part(0, text.length, 7, "+")))
        .isInstanceOfSatisfying(NotCanonical.class, e -> assertThat(e.line()).isEqualTo(9));
  }

  /** Few different values, so that what is added is often there and what is removed often not. */
  @Test
  void addsAndRemovesAsAnySetDoes() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      TreeSet<Prefix> expected = new TreeSet<>(Builder.ORDER);
      AddressSet set = AddressSet.empty();
      for (int step = 0; step < 8; step++) {
        List<Prefix> removed = some(random);
        List<Prefix> added = some(random);
        expected.removeAll(removed);
        expected.addAll(added);
        set = set.minus(AddressSet.of(removed)).plus(AddressSet.of(added));
        StringBuilder text = new StringBuilder();
        expected.forEach(one -> text.append(one.canonical()).append('\n'));

        assertThat(text(set)).isEqualTo(text.toString());
        assertThat(set).isEqualTo(AddressSet.of(expected));
        Address asked = some(random, 1).get(0).network();
        assertThat(set.contains(asked))
            .isEqualTo(expected.stream().anyMatch(one -> one.contains(asked)));
      }
    }
  }

  private static List<Prefix> some(Random random) {
    return some(random, random.nextInt(20));
  }

  private static List<Prefix> some(Random random, int count) {
    String[] values = {"9.0.0.%d", "250.0.%d.0/24", "9.0.0.%d/31", "2001:db8::%d", "2001:%d::/32"};
    List<Prefix> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(value(values[random.nextInt(values.length)].formatted(1 + random.nextInt(9))));
    }
    return some;
  }

  private static Prefix value(String text) {
    return text.indexOf('/') >= 0
        ? Prefix.parse(text).orElseThrow()
        : Prefix.around(address(text), address(text).family().bits());
  }

  private static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  private static String text(AddressSet set) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    set.writeTo(out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void writesManyAddressesInTheOrderOfTheirNumbers() throws Exception {
    int[] bits = new Random(3).ints(200_000).distinct().toArray();
    List<String> sorted =
        Arrays.stream(bits)
            .mapToObj(Integer::toUnsignedLong)
            .sorted()
            .map(one -> new Address(Family.IPV4, 0, one).toString())
            .toList();
    byte[] text = (String.join("\n", sorted) + "\n").getBytes(StandardCharsets.US_ASCII);

    AddressSet set = CanonicalText.read(text);

    assertThat(text(set)).isEqualTo(new String(text, StandardCharsets.US_ASCII));
    assertThat(set.size()).isEqualTo(bits.length);
  }
}
