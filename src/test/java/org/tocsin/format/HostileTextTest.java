package org.tocsin.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.address.Address;
import org.tocsin.address.Address.Family;

/** Names that somebody chose to be read as something else by whoever loads the list. */
final class HostileTextTest {

  private static final Set<Format> CARRY_THE_SCENARIO =
      EnumSet.of(Format.CSV, Format.JSON, Format.NDJSON, Format.MISP, Format.STIX);

  private static final String IPV4 = "(?:[0-9]{1,3}\\.){3}[0-9]{1,3}";
  private static final String IPV6 = "[0-9a-f:]*:[0-9a-f:]*";
  private static final String IP = "(?:" + IPV4 + "|" + IPV6 + ")";
  private static final String TIMEOUT = "(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?";

  /** All that a line of these formats may be. */
  private static final Map<Format, Pattern> LINE =
      Map.of(
          Format.PLAIN, Pattern.compile(IP),
          Format.CIDR, Pattern.compile(IP + "(?:/[0-9]{1,3})?"),
          Format.PF, Pattern.compile(IP),
          Format.FORTINET, Pattern.compile(IP),
          Format.PALOALTO, Pattern.compile(IP),
          Format.HAPROXY, Pattern.compile(IP),
          Format.NGINX, Pattern.compile(IP + " 1;"),
          Format.SURICATA, Pattern.compile(IP + ",1,127"),
          Format.MIKROTIK, Pattern.compile(routerOs("ip", IPV4) + "|" + routerOs("ipv6", IPV6)));

  private static String routerOs(String menu, String address) {
    return "/%s firewall address-list (?:remove \\[find where list=tocsin\\]|".formatted(menu)
        + "add list=tocsin address=%s timeout=%s)".formatted(address, TIMEOUT);
  }

  @Provide
  static Arbitrary<Set<Address>> addresses() {
    Arbitrary<Address> ipv4 =
        Arbitraries.integers()
            .map(bits -> new Address(Family.IPV4, 0, Integer.toUnsignedLong(bits)));
    Arbitrary<Address> ipv6 =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
            .as((high, low) -> new Address(Family.IPV6, high, low));
    return Arbitraries.oneOf(ipv4, ipv6).set().ofMaxSize(20);
  }

  @Property(tries = 100)
  void everyLineFollowsItsGrammar(
      @ForAll("addresses") Set<Address> addresses, @ForAll String scenario) {
    ReleaseView release = Releases.of(addresses, scenario);

    LINE.forEach(
        (format, line) ->
            assertThat(Releases.text(format::write, release).lines())
                .as(format.path())
                .allMatch(line.asMatchPredicate()));
  }

  @Property(tries = 100)
  void whatADeviceExecutesDoesNotDependOnTheScenario(
      @ForAll("addresses") Set<Address> addresses, @ForAll String scenario) {
    for (Format format : EnumSet.complementOf(EnumSet.copyOf(CARRY_THE_SCENARIO))) {
      assertThat(Releases.text(format::write, Releases.of(addresses, scenario)))
          .as(format.path())
          .isEqualTo(Releases.text(format::write, Releases.of(addresses, "crowdsecurity/ssh-bf")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"},{\"address\":\"8.8.8.8\"",
        "a\nb\r\nc",
        "' OR '1'='1",
        "\u0000\u0007\u001b[31m",
        "\u202egnp.exe \ud83d\ude00",
        "</script><script>alert(1)</script>"
      })
  void jsonGivesBackTheTextAndNoMoreEntries(String scenario) throws IOException {
    ReleaseView release = release(scenario);
    ObjectMapper json = new ObjectMapper();

    JsonNode object = json.readTree(Releases.text(Format.JSON::write, release));
    assertThat(object.get("entries")).hasSize(1);
    assertThat(object.get("entries").get(0).get("scenario").textValue()).isEqualTo(scenario);

    String lines = Releases.text(Format.NDJSON::write, release);
    assertThat(lines.lines()).hasSize(1);
    assertThat(json.readTree(lines)).isEqualTo(object.get("entries").get(0));

    JsonNode event = json.readTree(Releases.text(Format.MISP::write, release)).get("Event");
    assertThat(event.get("Attribute")).hasSize(1);
    assertThat(event.get("Attribute").get(0).get("comment").textValue()).isEqualTo(scenario);

    JsonNode objects = json.readTree(Releases.text(Format.STIX::write, release)).get("objects");
    assertThat(objects).hasSize(2);
    assertThat(objects.get(1).get("labels").get(0).textValue()).isEqualTo(scenario);
  }

  @Test
  void halfACharacterStillMakesAReadableDocument() throws IOException {
    ReleaseView release = release("half \ud83d of it");

    for (Format format : CARRY_THE_SCENARIO) {
      assertThat(Releases.text(format::write, release)).as(format.path()).contains("half ");
    }
    assertThat(new ObjectMapper().readTree(Releases.text(Format.JSON::write, release))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=cmd()           | '=cmd()",
        "+1               | '+1",
        "-1+2             | '-1+2",
        "@SUM(1)          | '@SUM(1)",
        "=1,2             | \"'=1,2\"",
        "a,b              | \"a,b\"",
        "say \"x\"        | \"say \"\"x\"\"\"",
        "a-b=c            | a-b=c",
        "crowdsecurity/ssh| crowdsecurity/ssh"
      })
  void aCellIsQuotedAndNeverAFormula(String scenario, String cell) {
    assertThat(row(scenario))
        .isEqualTo("1.2.3.4," + cell + ",2026-11-20T23:59:59.987Z,2026-11-25T12:34:56.500Z\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t=1", "\r=1", "\n=1"})
  void blanksInFrontHideNoFormula(String scenario) {
    assertThat(row(scenario)).contains("'" + scenario);
  }

  @Test
  void aLineBreakStaysInsideItsQuotedCell() {
    assertThat(row("a\nb")).startsWith("1.2.3.4,\"a\nb\",");
    assertThat(row("a\rb")).startsWith("1.2.3.4,\"a\rb\",");
  }

  private static String row(String scenario) {
    String text = Releases.text(Format.CSV::write, release(scenario));
    return text.substring(text.indexOf('\n') + 1);
  }

  private static ReleaseView release(String scenario) {
    return Releases.release(List.of(Releases.listed("1.2.3.4", scenario)));
  }
}
