package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import picocli.CommandLine;

/** What an operator sees of {@code rules explain} and {@code rules diff}. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class RulesOverServerTest {

  private static final String SSH = "crowdsecurity/ssh-bf";

  private final TestOperator operator = TestOperator.administrator();

  @TempDir Path scratch = Path.of("");
  @Inject TestClock clock;

  private record Ended(int code, List<String> out, List<String> err) {}

  private static Ended run(String token, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", "http://127.0.0.1:" + RestAssured.port + "/", "--token", token));
    int code = line.execute(all.toArray(String[]::new));
    return new Ended(code, out.toString().lines().toList(), err.toString().lines().toList());
  }

  private static String token() throws IOException {
    return Files.readString(
        ConfigProvider.getConfig().getValue("tocsin.data", Path.class).resolve("operator.token"));
  }

  private Path rules(String name, String... replacements) throws IOException {
    Path folder = scratch.resolve(name);
    Path shipped = Path.of("curation-rules");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path from : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(shipped.relativize(from).toString());
        if (!from.startsWith(shipped.resolve("tests"))) {
          Files.createDirectories(to.getParent());
          Files.copy(from, to);
        }
      }
    }
    Path policy = folder.resolve("policy.yaml");
    for (int i = 0; i < replacements.length; i += 2) {
      String text = Files.readString(policy);
      assertThat(text).contains(replacements[i]);
      Files.writeString(policy, text.replaceFirst("(?m)" + replacements[i], replacements[i + 1]));
    }
    return folder;
  }

  private void seenByVouched(int organisations, String address) {
    for (int i = 0; i < organisations; i++) {
      TestAgent.enrolled(operator, operator.organisation(true, false))
          .report(SSH, clock.instant(), address)
          .then()
          .statusCode(200);
    }
  }

  @Test
  void saysWhatStricterAndLooserRulesWouldChange() throws IOException {
    seenByVouched(2, "45.84.60.1");
    seenByVouched(1, "45.84.60.2");
    clock.advance(Duration.ofMinutes(20));
    Path stricter = rules("stricter", "anchors: 1 ", "anchors: 3 ");
    Path looser =
        rules(
            "looser",
            "anchors: 1 ",
            "anchors: 0.5 ",
            "score: 1.5",
            "score: 0.5",
            "orgs: 2 ",
            "orgs: 1 ",
            "asns: 2 ",
            "asns: 1 ",
            "strong: 2 ",
            "strong: 1 ");

    Ended removed = run(token(), "rules", "diff", "current", stricter.toString());
    assertThat(removed.err()).isEmpty();
    assertThat(removed.code()).isZero();
    assertThat(removed.out())
        .anyMatch(line -> line.matches("- 45.84.60.1  global  \\(now (none|scoped), .+\\)"))
        .noneMatch(line -> line.contains("45.84.60.2"));
    assertThat(removed.out().get(removed.out().size() - 1))
        .matches("0 enter, [1-9][0-9]* leave \\([0-9]+ signals, [0-9.]+ s\\)");

    Ended added =
        run(
            token(),
            "rules",
            "diff",
            rules("shipped").toString(),
            looser.toString(),
            "--replay",
            "last-1h");
    assertThat(added.err()).isEmpty();
    assertThat(added.out())
        .anyMatch(line -> line.matches("\\+ 45.84.60.2  global  \\(was none, floor.[a-z]+\\)"))
        .noneMatch(line -> line.contains("45.84.60.1 "));

    Ended exempted;
    operator
        .post(
            "/api/v1/allowlist",
            Map.of("range", "45.84.60.0/24", "tier", "benign", "reason", "a test"))
        .then()
        .statusCode(201);
    exempted = run(token(), "rules", "diff", "current", looser.toString());
    assertThat(exempted.out()).noneMatch(line -> line.contains("45.84.60."));
    assertThat(operator.get("/api/v1/audit?limit=1000").jsonPath().getList("items.act"))
        .contains("rules.diff");
  }

  @Test
  void whatIsVoidOrTooOldIsNotReplayed() throws IOException {
    seenByVouched(2, "45.84.61.1");
    seenByVouched(2, "45.84.61.2");
    operator
        .post("/api/v1/withdrawals", Map.of("address", "45.84.61.1", "reason", "a test"))
        .then()
        .statusCode(200);
    clock.advance(Duration.ofMinutes(61));
    Path stricter = rules("stricter", "anchors: 1 ", "anchors: 3 ");

    assertThat(run(token(), "rules", "diff", "current", stricter.toString()).out())
        .anyMatch(line -> line.startsWith("- 45.84.61.2 "))
        .noneMatch(line -> line.contains("45.84.61.1 "));
    assertThat(
            run(token(), "rules", "diff", "current", stricter.toString(), "--replay", "last-1h")
                .out())
        .noneMatch(line -> line.contains("45.84.61."));
  }

  @Test
  void badRulesAreToldByFileLineAndKeyOfEachSide() throws IOException {
    Path bad = rules("bad", "anchors: 1 ", "ankers: 1 ");
    Path worse = rules("worse", "soak: 15m", "soak: soon");
    Files.writeString(worse.resolve("extra.yaml"), "a: 1");
    Ended ended = run(token(), "rules", "diff", bad.toString(), worse.toString());

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .anyMatch(
            line -> line.matches("tocsin: " + bad + "/policy.yaml:\\d+: tiers.global.ankers: .*"))
        .anyMatch(
            line -> line.matches("tocsin: " + worse + "/policy.yaml:\\d+: tiers.global.soak: .*"))
        .anyMatch(line -> line.startsWith("tocsin: " + worse + "/extra.yaml:1: "));

    JsonPath answer =
        operator
            .post("/api/v1/rules/diff", Map.of("old", Map.of("../x", ""), "new", "current"))
            .then()
            .statusCode(400)
            .extract()
            .jsonPath();
    assertThat(answer.getString("detail")).startsWith("the rules are not understood: old/");
    assertThat(answer.getList("problems", String.class))
        .contains(
            "old/../x:1: no rules file has this name", "old/policy.yaml:1: the file is missing");
  }

  @Test
  void explainsAnAddressInTables() throws IOException {
    seenByVouched(2, "45.84.62.1");
    operator.curate();
    Ended ended = run(token(), "rules", "explain", "45.84.62.1");

    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out().get(0)).isEqualTo("45.84.62.1 is global");
    assertThat(ended.out())
        .contains("floors", "votes", "history")
        .anyMatch(line -> line.matches("  tier +floor +value +needed"))
        .anyMatch(line -> line.matches("  global +anchors +1 +1 +met"))
        .anyMatch(line -> line.matches("  1 +vouched +crowdsecurity/ssh-bf +1 +<1h"))
        .anyMatch(line -> line.matches("  20\\S+Z +global +listed"));
    assertThat(run(token(), "rules", "explain", "45.84.62.2").out())
        .contains("45.84.62.2 is none, no-votes")
        .anyMatch(line -> line.matches("  global +anchors +0 +1 +MISSED"))
        .doesNotContain("votes", "history");
  }

  @Test
  void aWrongTokenOrRoleIsToldInOneLine() throws IOException {
    assertThat(run("nonsense", "rules", "explain", "45.84.62.1").err())
        .containsExactly(
            "tocsin: the server refuses (401): the token is missing, expired or unknown");
    Ended ended = run("nonsense", "rules", "diff", "current", "current");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).singleElement().asString().contains("(401)");
    assertThat(run("a\u0001b", "rules", "explain", "45.84.62.1").err())
        .singleElement()
        .asString()
        .contains("odd characters");
  }

  @Test
  void currentAgainstCurrentChangesNothing() throws IOException {
    seenByVouched(2, "45.84.63.1");
    clock.advance(Duration.ofMinutes(20));

    assertThat(run(token(), "rules", "diff", "current", "current").out())
        .singleElement()
        .asString()
        .startsWith("0 enter, 0 leave (");
  }
}
