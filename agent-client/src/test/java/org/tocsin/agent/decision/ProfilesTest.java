package org.tocsin.agent.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tocsin.agent.event.Alert;
import org.tocsin.agent.expression.Language;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.rule.RuleRefused;

/** Which decisions profiles make of alerts. */
final class ProfilesTest {
  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");

  private final List<String> notes = new ArrayList<>();
  private long past;

  private Profiles profiles(String text) {
    return Profiles.load(
        new RuleFile("profiles.yaml", text),
        Language.of(Map.of()),
        (value, since) -> past,
        () -> "u",
        notes::add);
  }

  private List<String> decide(String text, Alert alert) {
    return profiles(text).decide(alert, false, NOW).stream()
        .map(
            decision ->
                decision.type()
                    + " "
                    + decision.target().scope()
                    + " "
                    + decision.target().value()
                    + " "
                    + DurationText.of(Duration.between(NOW, decision.until())))
        .toList();
  }

  private static List<String> standard(Alert alert) {
    return new ProfilesTest().decide(Profiles.STANDARD.text(), alert);
  }

  @Test
  void theStandardProfileBansAnAddressForFourHours() {
    assertThat(standard(TestAlerts.of("9.1.2.3", true))).containsExactly("ban Ip 9.1.2.3 4h0m0s");
    assertThat(standard(TestAlerts.of("9.1.2.3", false))).isEmpty();
  }

  @Test
  void theFirstProfileThatEndsTheListIsTheLast() {
    String two =
        """
        name: one
        filters: ["Alert.Remediation"]
        decisions: [{type: captcha, duration: 10m}]
        on_success: %s
        ---
        name: two
        filters: ["true"]
        decisions: [{type: ban, duration: 7d}]
        """;

    assertThat(decide(two.formatted("break"), TestAlerts.of("9.1.2.3", true)))
        .containsExactly("captcha Ip 9.1.2.3 0h10m0s");
    assertThat(decide(two.formatted("continue"), TestAlerts.of("9.1.2.3", true)))
        .containsExactly("captcha Ip 9.1.2.3 0h10m0s", "ban Ip 9.1.2.3 168h0m0s");
  }

  @Test
  void anExpressionMakesRepeatOffendersWaitLonger() {
    past = 2;
    String growing =
        """
        name: growing
        filters: ["Alert.Remediation"]
        decisions: [{type: ban}]
        duration_expr: "string((GetDecisionsCount(Alert.GetValue()) + 1) * 4) + 'h'"
        """;

    assertThat(decide(growing, TestAlerts.of("9.1.2.3", true)))
        .containsExactly("ban Ip 9.1.2.3 12h0m0s");
  }

  @Test
  void aDecisionMayBeAboutTheRangeTheNetworkOrTheCountry() {
    String wide =
        """
        name: wide
        filters: ["true"]
        decisions: [{type: ban, scope: Range}, {type: ban, scope: AS}, {type: ban, scope: Country}]
        """;

    assertThat(decide(wide, TestAlerts.of("9.1.2.3", true)))
        .containsExactly(
            "ban Range 9.1.0.0/16 4h0m0s", "ban AS 64500 4h0m0s", "ban Country FR 4h0m0s");
  }

  @Test
  void aSourceThatIsNothingOfTheScopeIsNotedAndDecidedNothingAbout() {
    String range =
        "name: wide\nfilters: [\"true\"]\ndecisions: [{type: ban, scope: Range}, {type: ban}]\n";

    assertThat(decide(range, TestAlerts.user("root"))).containsExactly("ban username root 4h0m0s");
    assertThat(notes).hasSize(1);
  }

  @Test
  void mistakesNameFileLineAndKey() {
    assertThatThrownBy(() -> profiles("name: a\nfilters: [\"Alert.Nothing\"]\n"))
        .isInstanceOf(RuleRefused.class)
        .hasMessageContaining("profiles.yaml")
        .hasMessageContaining("filters");
    assertThatThrownBy(
            () ->
                profiles(
                    "name: a\nfilters: [\"true\"]\ndecisions:\n - type: ban\n   duration: 4x\n"))
        .hasMessageContaining("profiles.yaml:5")
        .hasMessageContaining("duration");
    assertThatThrownBy(() -> profiles("name: a\nfilter: [\"true\"]\n"))
        .hasMessageContaining("filter");
    assertThatThrownBy(() -> profiles("name: a\nfilters: [\"true\"]\non_success: stop\n"))
        .hasMessageContaining("on_success");
  }
}
