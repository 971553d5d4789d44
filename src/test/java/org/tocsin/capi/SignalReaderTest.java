package org.tocsin.capi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.capi.SignalReader.Dropped;
import org.tocsin.signal.Signal;

/** What becomes of each kind of item. In these texts ' stands for ". */
final class SignalReaderTest {

  private static SignalReader.Reading read(String items) {
    return SignalReader.read(
        ("[" + items + "]").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static String item(String source, String more) {
    return "{'scenario':'a/b','source':" + source + more + "}";
  }

  private static String ip(String address) {
    return "{'scope':'Ip','value':'" + address + "'}";
  }

  private static Signal kept(String items) {
    SignalReader.Reading reading = read(items);
    assertThat(reading.dropped()).isEmpty();
    assertThat(reading.signals()).hasSize(1);
    return reading.signals().get(0);
  }

  private static void dropped(String items, Dropped reason) {
    SignalReader.Reading reading = read(items);
    assertThat(reading.signals()).isEmpty();
    assertThat(reading.dropped()).isEqualTo(Map.of(reason, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "-1e400", "true", "'text'", "[]", "[[{'scenario':'a/b'}]]"})
  void leavesOutWhatIsNoObject(String item) {
    dropped(item, Dropped.SHAPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "[]",
        "'1.1.1.1'",
        "{'value':'1.1.1.1'}",
        "{'scope':null,'value':'1.1.1.1'}",
        "{'scope':7,'value':'1.1.1.1'}",
        "{'scope':'','value':'1.1.1.1'}",
        "{'scope':'Country','value':'FR'}",
        "{'scope':'username','value':'1.1.1.1'}",
        "{'scope':'AS','value':'3215'}",
        "{'scope':'Range','value':'1.1.1.0/24'}",
        "{'scope':'Range','value':'0.0.0.0/0'}",
        "{'scope':'Range','value':'2a00::/64'}",
        "{'scope':'Range','value':'1.1.1.1/24'}",
        "{'scope':'Range','value':''}"
      })
  void leavesOutWhatIsNotAboutOneAddress(String source) {
    dropped(item(source, ""), Dropped.SCOPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "1.1.1.1:22", "010.1.1.1", "1.2.3", "1.1.1.1 ", "1.1.1.0/24"})
  void leavesOutWhatIsNoAddress(String value) {
    dropped(item(ip(value), ""), Dropped.ADDRESS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'scope':'Ip'}", "{'scope':'Ip','value':null}", "{'scope':'Ip','value':1}"})
  void leavesOutWhatHasNoValue(String source) {
    dropped(item(source, ""), Dropped.ADDRESS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "127.0.0.1",
        "0.0.0.0",
        "192.0.2.1",
        "::1",
        "fe80::1%eth0",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
        "::ffff:192.168.1.1",
        "255.255.255.255"
      })
  void leavesOutWhatIsNobodysPublicAddress(String value) {
    dropped(item(ip(value), ""), Dropped.SPECIAL_PURPOSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "manual 'ban' from 'me'", "=cmd()", "a\\nb", "<script>", "a\\u202eb"})
  void leavesOutFreeText(String scenario) {
    String item = "{\"scenario\":\"" + scenario.replace('\'', '`') + "\",\"source\":";

    dropped(item + ip("1.1.1.1") + "}", Dropped.SCENARIO);
  }

  @Test
  void leavesOutAScenarioOfEndlessLength() {
    dropped(
        "{'scenario':'" + "a".repeat(1 << 20) + "','source':" + ip("1.1.1.1") + "}",
        Dropped.SCENARIO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'source':", "{'scenario':null,'source':", "{'scenario':['a/b'],'source':"})
  void leavesOutWhatHasNoScenario(String beginning) {
    dropped(beginning + ip("1.1.1.1") + "}", Dropped.SCENARIO);
  }

  @ParameterizedTest
  @CsvSource({
    "Ip,1.1.1.1,1.1.1.1",
    "ip,1.1.1.1,1.1.1.1",
    "IP,1.1.1.1/32,1.1.1.1",
    "Ip,::ffff:1.1.1.1,1.1.1.1",
    "Ip,::FFFF:101:101,1.1.1.1",
    "Ip,2A00:0::1,2a00::1",
    "Ip,2a00::1%eth0,2a00::1",
    "Range,1.1.1.1/32,1.1.1.1",
    "range,2a00::1/128,2a00::1"
  })
  void keepsOneAddressInOneSpelling(String scope, String value, String canonical) {
    Signal signal = kept(item("{'scope':'" + scope + "','value':'" + value + "'}", ""));

    assertThat(signal.address()).hasToString(canonical);
  }

  @Test
  void keepsAnItemWithoutTimesOrWithTimesThatCannotBeRead() {
    assertThat(kept(item(ip("1.1.1.1"), "")).startedAt()).isEmpty();
    Signal odd = kept(item(ip("1.1.1.1"), ",'start_at':null,'stop_at':'yesterday'"));
    assertThat(odd.startedAt()).isEmpty();
    assertThat(odd.stoppedAt()).isEmpty();
  }

  @Test
  void keepsTimesAsTheyAreEvenIfTheEndComesFirst() {
    Signal signal =
        kept(
            item(
                ip("1.1.1.1"),
                ",'start_at':'2026-01-02T00:00:00Z','stop_at':'2026-01-01T00:00:00+0100'"));

    assertThat(signal.startedAt()).contains(Instant.parse("2026-01-02T00:00:00Z"));
    assertThat(signal.stoppedAt()).contains(Instant.parse("2025-12-31T23:00:00Z"));
  }

  @Test
  void passesOverWhatItDoesNotKnow() {
    String source =
        "{'scope':'Ip','id':{'a':[1]},'latitude':null,'longitude':null,'value':'1.1.1.1','cn':1}";

    kept(
        "{'events':[{'meta':[{'key':'log_line','value':'x'}]}],'labels':null,'scenario':'a/b',"
            + "'source':"
            + source
            + ",'deep':"
            + "[".repeat(900)
            + "]".repeat(900)
            + ",'number':"
            + "9".repeat(10_000)
            + ",'fraction':0."
            + "3".repeat(10_000)
            + ",'"
            + "n".repeat(100_000)
            + "':1}");
  }

  @Test
  void takesTheLastOfTwoFieldsOfOneName() {
    Signal signal =
        kept(
            "{'scenario':'a/b','scenario':'c/d','source':"
                + ip("1.1.1.1")
                + ",'source':"
                + ip("1.1.1.2")
                + "}");

    assertThat(signal.scenario().name()).isEqualTo("c/d");
    assertThat(signal.address()).hasToString("1.1.1.2");
  }

  @Test
  void knowsTheIdentityOfAnAlertOnlyIfItIsOfAUsualLength() {
    assertThat(kept(item(ip("1.1.1.1"), ",'uuid':'u'")).uuid()).contains("u");
    assertThat(kept(item(ip("1.1.1.1"), ",'uuid':''")).uuid()).isEmpty();
    assertThat(kept(item(ip("1.1.1.1"), ",'uuid':null")).uuid()).isEmpty();
    assertThat(kept(item(ip("1.1.1.1"), ",'uuid':'" + "u".repeat(129) + "'")).uuid())
        .isEqualTo(Optional.empty());
  }

  @Test
  void readsTheClaimedHashInEitherCase() {
    String hash = "0123456789ABCDEF".repeat(4);

    assertThat(kept(item(ip("1.1.1.1"), ",'scenario_hash':'" + hash + "'")).scenario().hash())
        .isEqualTo(hash.toLowerCase(java.util.Locale.ROOT));
    assertThat(kept(item(ip("1.1.1.1"), ",'scenario_hash':'none'")).scenario().hash()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",'kind':'papi'",
        ",'kind':'cscli'",
        ",'decisions':[{'origin':'CAPI'}]",
        ",'decisions':[{'origin':'crowdsec'},{'origin':'lists'}]",
        ",'decisions':[{'origin':'console'}]",
        ",'decisions':[{'origin':'cscli'}]",
        ",'decisions':[{'origin':'cscli-import'}]",
        ",'decisions':[{'origin':'remediation_sync'}]",
        ",'decisions':[{'simulated':true}]"
      })
  void holdsEchoesAndSimulationsApart(String more) {
    assertThat(kept(item(ip("1.1.1.1"), more)).admissible()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",'kind':'crowdsec'",
        ",'kind':null",
        ",'decisions':null",
        ",'decisions':{}",
        ",'decisions':[]",
        ",'decisions':[null,1,[]]",
        ",'decisions':[{'origin':'crowdsec','simulated':false,'type':'ban'}]",
        ",'decisions':[{'origin':null,'simulated':null}]"
      })
  void takesWhatAnEngineSawItself(String more) {
    assertThat(kept(item(ip("1.1.1.1"), more)).admissible()).isTrue();
  }

  @Test
  void keepsTheGoodItemsBesideEveryKindOfBadOne() {
    SignalReader.Reading reading =
        read(
            String.join(
                ",",
                item(ip("1.1.1.1"), ""),
                "null",
                item("{}", ""),
                item(ip(""), ""),
                item(ip("10.0.0.1"), ""),
                "{'source':" + ip("1.1.1.1") + "}",
                item(ip("1.1.1.2"), "")));

    assertThat(reading.signals()).hasSize(2);
    assertThat(reading.dropped())
        .containsOnlyKeys(Dropped.values())
        .allSatisfy((reason, items) -> assertThat(items).isEqualTo(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{}",
        "null",
        "1",
        "'text'",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[{]",
        "[{'a'}]",
        "[]x",
        "[][]",
        "[] null",
        "[NaN]",
        "[Infinity]",
        "['a': 1]",
        "[\u0000]",
        "[01]",
        "x"
      })
  void refusesWhatIsNotOneArray(String body) {
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> SignalReader.read(bytes))
        .isInstanceOfSatisfying(
            CapiRefusal.class, e -> assertThat(e.getResponse().getStatus()).isEqualTo(400));
  }
}
