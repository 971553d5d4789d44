package org.tocsin.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class RecordedStreamTest {

  private final Community community = HandMade.community(2, 1, "66.249.66.1");

  @Test
  void writesALineForEachSignalAndStillKeepsTheList() {
    StringBuilder lines = new StringBuilder();
    Method method = RecordedStream.recording(Baselines.SINGLE_REPORT, lines).make(community);

    HandMade.play(method, Timeline.TICK, HandMade.report(community, 1, 5, "45.1.1.1"));

    assertThat(lines)
        .hasToString(
            "{\"at\":\"2026-01-01T00:00:05Z\",\"org\":\"o2\",\"agent\":\"a2\",\"asn\":64501,"
                + "\"prefix\":\"p1\",\"ip\":\"45.1.1.1\",\"scenario\":\"crowdsecurity/ssh-bf\"}\n");
    assertThat(method.lists(HandMade.address("45.1.1.1"))).isTrue();
  }

  @Test
  void writesWhatTheOperatorKnows() throws IOException {
    StringBuilder text = new StringBuilder();

    RecordedStream.writeWorld(community, text);

    assertThat(text.toString().replace("\n", ""))
        .isEqualTo(
            "{\"organisations\":[{\"id\":\"o1\",\"vouched\":true,\"honeypot\":false,"
                + "\"enrolledAt\":\"2026-01-01T00:00:00Z\"},{\"id\":\"o2\",\"vouched\":false,"
                + "\"honeypot\":false,\"enrolledAt\":\"2026-01-01T00:00:00Z\"}],"
                + "\"allowlist\":[{\"range\":\"66.249.66.1/32\",\"tier\":\"benign\"}],"
                + "\"shared\":[]}");
  }
}
