package org.tocsin.capi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.address.Address;
import org.tocsin.capi.RenderedStream.Audience;
import org.tocsin.distribution.Deliverable;

/** Both shapes of a list, to the byte. In these texts ' stands for ". */
final class RenderedStreamTest {

  private static final Deliverable NOTHING = new Deliverable(0, List.of(), List.of());
  private static final Deliverable LIST =
      new Deliverable(
          7,
          List.of(
              entry("1.1.1.1", "a/b", 345_540),
              entry("1.1.1.2", "c/d", 59),
              entry("2a00::1", "a/b", 3_600)),
          List.of(address("1.1.1.3"), address("2a00::3")));

  private static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  private static Deliverable.Entry entry(String address, String scenario, long seconds) {
    return new Deliverable.Entry(address(address), scenario, Duration.ofSeconds(seconds));
  }

  private static String text(RenderedStream stream) {
    return stream.plain().toString(StandardCharsets.UTF_8).replace('"', '\'');
  }

  @Test
  void writesEveryKeyOfAnEmptyList() {
    assertThat(text(RenderedStream.flat(NOTHING, Audience.EVERYBODY)))
        .isEqualTo("{'new':[],'deleted':[]}");
    assertThat(text(RenderedStream.grouped(NOTHING, Links.NONE, Audience.EVERYBODY)))
        .isEqualTo("{'new':[],'deleted':[],'links':{'blocklists':[],'allowlists':[]}}");
  }

  @Test
  void writesTheNewGenerationByScenario() {
    assertThat(text(RenderedStream.grouped(LIST, Links.NONE, Audience.EVERYBODY)))
        .isEqualTo(
            "{'new':[{'scenario':'a/b','scope':'ip','decisions':["
                + "{'value':'1.1.1.1','duration':'95h59m0s'},"
                + "{'value':'2a00::1','duration':'1h0m0s'}]},"
                + "{'scenario':'c/d','scope':'ip','decisions':["
                + "{'value':'1.1.1.2','duration':'0h0m59s'}]}],"
                + "'deleted':[{'scope':'ip','decisions':['1.1.1.3','2a00::3']}],"
                + "'links':{'blocklists':[],'allowlists':[]}}");
  }

  @Test
  void writesTheOldGenerationFlat() {
    assertThat(text(RenderedStream.flat(LIST, Audience.EVERYBODY)))
        .startsWith(
            "{'new':[{'duration':'95h59m0s','origin':'CAPI','scenario':'a/b','scope':'ip',"
                + "'type':'ban','value':'1.1.1.1'},")
        .endsWith(
            "{'duration':'0h0m0s','origin':'CAPI','scenario':'','scope':'ip','type':'ban',"
                + "'value':'2a00::3'}]}");
  }
}
