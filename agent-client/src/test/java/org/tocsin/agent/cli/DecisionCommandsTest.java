package org.tocsin.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do by hand: decisions, bouncers and allowed ranges. */
final class DecisionCommandsTest {
  @TempDir private Path state;

  private AgentRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--state", state.toString()));
    return AgentRun.of(all.toArray(String[]::new));
  }

  @Test
  void aDecisionMadeByHandIsListedUntilItIsDeleted() {
    assertThat(run("decisions", "add", "-i", "9.1.2.3", "-d", "1d", "-R", "seen").code()).isZero();

    assertThat(run("decisions", "list", "-o", "raw").out())
        .contains("1,cscli,Ip,9.1.2.3,seen,ban,23h59m");
    assertThat(run("decisions", "delete", "-i", "9.1.2.3").out()).contains("1 decision ended");
    assertThat(run("decisions", "list").out()).contains("No decisions.");
    assertThat(run("decisions", "list", "--all").out()).contains("ended");
  }

  @Test
  void listsAreJsonForScripts() {
    assertThat(run("decisions", "list", "-o", "json").out()).isEqualTo("[]\n");
  }

  @Test
  void deletingWithoutSayingWhichDeletesNothing() {
    run("decisions", "add", "-i", "9.1.2.3");

    assertThat(run("decisions", "delete").code()).isEqualTo(2);
    assertThat(run("decisions", "list", "-o", "raw").out()).contains("9.1.2.3");
    assertThat(run("decisions", "delete", "--all").out()).contains("1 decision ended");
  }

  @Test
  void aRangeThatHoldsAnAddressIsFoundByTheAddress() {
    run("decisions", "add", "-r", "9.1.0.0/16");

    assertThat(run("decisions", "list", "-i", "9.1.2.3", "-o", "raw").out()).contains("9.1.0.0/16");
    assertThat(run("decisions", "list", "-i", "9.2.2.3", "-o", "raw").out())
        .doesNotContain("9.1.0.0/16");
  }

  @Test
  void whatIsWrongIsSaidInOneLine() {
    assertThat(run("decisions", "add", "-r", "0.0.0.0/0").err())
        .isEqualTo("tocsin-agent: a range wider than /8 is too wide: 0.0.0.0/0\n");
    assertThat(run("decisions", "add", "-i", "9.1.2.3", "-d", "soon").err()).contains("soon");
    assertThat(run("decisions", "add").code()).isEqualTo(2);
    assertThat(run("alerts", "inspect", "7").err()).contains("no alert 7");
  }

  @Test
  void aFileIsImportedWholeOrNotAtAll() throws IOException {
    Path bad =
        Files.writeString(state.resolve("bad.csv"), "value,duration\n9.1.2.3,2h\n9.1.2,2h\n");
    Path good =
        Files.writeString(
            state.resolve("good.json"),
            "[{\"value\":\"9.1.2.3\",\"type\":\"captcha\"},{\"value\":\"9.2.0.0/16\"}]");

    AgentRun refused = run("decisions", "import", "-i", bad.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("line 3");
    assertThat(run("decisions", "list", "-o", "json").out()).isEqualTo("[]\n");

    assertThat(run("decisions", "import", "-i", good.toString()).out()).contains("2 decisions");
    assertThat(run("decisions", "list", "-o", "raw").out())
        .contains("9.1.2.3,by hand,captcha")
        .contains("Range,9.2.0.0/16");
  }

  @Test
  void aBouncersKeyIsShownOnceAndNeverAgain() {
    String key = run("bouncers", "add", "firewall", "-o", "raw").out().strip();

    assertThat(key).hasSize(43);
    assertThat(run("bouncers", "list", "-o", "json").out())
        .contains("firewall")
        .doesNotContain(key);
    assertThat(run("bouncers", "add", "firewall").code()).isEqualTo(2);
    assertThat(run("bouncers", "delete", "firewall").code()).isZero();
    assertThat(run("bouncers", "delete", "firewall").code()).isEqualTo(2);
  }

  @Test
  void allowingEndsWhatIsDecidedAndForbidsToDecideAgain() {
    run("decisions", "add", "-i", "9.1.2.3");

    assertThat(run("allowlists", "add", "9.1.0.0/16", "-d", "office").out())
        .contains("1 decisions about them ended");
    assertThat(run("decisions", "add", "-i", "9.1.2.3").err()).contains("office");
    assertThat(run("decisions", "add", "-i", "9.1.2.3", "-B").code()).isZero();
    assertThat(run("allowlists", "check", "9.1.2.3").code()).isZero();
    assertThat(run("allowlists", "remove", "9.1.0.0/16").code()).isZero();
    assertThat(run("allowlists", "check", "9.1.2.3").code()).isEqualTo(1);
  }

  @Test
  void aStateFolderThatIsNotThereIsNamed() {
    AgentRun run = AgentRun.of("decisions", "list", "--state", state.resolve("none").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("none");
  }
}
