package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.rulebook.RuleHistory;
import org.tocsin.rulebook.RuleTexts;
import org.tocsin.rulebook.RulesNow;

/** The rules as a browser sees them, tries them out, and never changes them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class RulesPagesTest {

  private static final String PATH = "/console/rules";

  @Inject RulesNow rules;
  @Inject RuleHistory history;
  @Inject TestClock clock;

  private Browser curator = new Browser("");

  @BeforeEach
  void signIn() {
    viewer = Browser.of("viewer");
    curator = Browser.of("curator");
  }

  private Browser viewer = new Browser("");

  private String policy() {
    return String.valueOf(rules.inForce().byName().get("policy.yaml"));
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new HashMap<>();
    form.put("name", "policy.yaml");
    form.put("text", text);
    form.put("hours", "1");
    return form;
  }

  @Test
  void whatIsInForceIsShownWithItsDigestsAndTime() {
    assertThat(viewer.page(PATH))
        .contains(rules.inForce().digest(), "policy.yaml", "review.yaml", "never writes them")
        .contains("/console/rules/history/");
    assertThat(viewer.page(PATH + "/file?name=policy.yaml"))
        .contains("breaker:", "Validate")
        .doesNotContain("/console/rules/preview");
    viewer
        .get(PATH + "/text?name=policy.yaml")
        .then()
        .statusCode(200)
        .header("Content-Disposition", containsString("policy.yaml"))
        .body(equalTo(policy()));
    for (String path : List.of("/file?name=../x", "/file", "/text?name=x", "/history/999999999")) {
      viewer.get(PATH + path).then().statusCode(404);
    }
  }

  @Test
  void anEditedFileIsValidatedWithFileLineAndKey() {
    String broken = policy().replace("breaker:", "<script>alert(1)</script>:");
    viewer
        .send(PATH + "/validate", form(broken))
        .then()
        .statusCode(400)
        .body(containsString("cannot be used"))
        .body(containsString("policy.yaml"))
        .body(containsString("What is wrong"))
        .body(not(containsString("<script>alert")));
    String changed = policy() + "# one more line\n";
    viewer
        .send(PATH + "/validate", form(changed.replace("\n", "\r\n")))
        .then()
        .statusCode(200)
        .body(containsString("Nothing is wrong"))
        .body(containsString("<ins>+# one more line</ins>"))
        .body(not(containsString("<del>")));
    viewer.send(PATH + "/validate", Map.of("name", "x.yaml", "text", "")).then().statusCode(404);
  }

  @Test
  void anEditedFileIsHandedOutAndNothingIsWritten() {
    String before = policy();
    viewer
        .send(PATH + "/download", form("a: \"<b>u</b>\"\r\n"))
        .then()
        .statusCode(200)
        .header("Content-Type", containsString("text/yaml"))
        .header("Content-Disposition", equalTo("attachment; filename=\"policy.yaml\""))
        .body(equalTo("a: \"<b>u</b>\"\n"));
    assertThat(policy()).isEqualTo(before);
  }

  @Test
  void aCuratorPreviewsAndNobodyElse() {
    viewer.send(PATH + "/preview", form(policy())).then().statusCode(403);
    curator
        .send(PATH + "/preview", form(policy() + "# the same\n"))
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .body(containsString("<!DOCTYPE html>"))
        .body(containsString("Would enter: 0"))
        .body(containsString("Would leave: 0"));
    curator.send(PATH + "/preview", form("a: b")).then().statusCode(400);
    Map<String, String> tooLong = form(policy());
    tooLong.put("hours", "49");
    curator.send(PATH + "/preview", tooLong).then().statusCode(400);
    assertThat(viewer.page("/console/audit?act=rules.diff")).contains("last 1h");
    curator
        .request()
        .contentType(Browser.FORM)
        .formParam("csrf", SessionCookie.csrf(viewer.session()))
        .formParams(form(policy()))
        .post(PATH + "/preview")
        .then()
        .statusCode(403);
  }

  private long era(Map<String, String> files) {
    SortedMap<String, String> texts = new TreeMap<>(files);
    RuleTexts rules = new RuleTexts(UUID.randomUUID().toString(), texts);
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              history.note(rules, clock.instant());
              history.note(rules, clock.instant());
              return history.newest(Long.MAX_VALUE, 1).get(0).id();
            });
  }

  @Test
  void whatChangedIsShownLineByLine() {
    String same = "the same " + UUID.randomUUID() + "\n";
    long first = era(Map.of("policy.yaml", "a\nold <script>alert(1)\nc\n", "same.yaml", same));
    long second =
        era(Map.of("policy.yaml", "a\nnew\nc\n", "same.yaml", same, "allowlists/x.yaml", "x\n"));
    String page = viewer.page(PATH + "/history/" + second);

    assertThat(second).as("noted once").isEqualTo(first + 1);
    assertThat(page)
        .contains("<del>-old &lt;script&gt;alert(1)</del>", "<ins>+new</ins>", "<ins>+x</ins>")
        .doesNotContain("same.yaml");
    assertThat(viewer.page(PATH)).contains(PATH + "/history/" + second);
  }

  @Test
  void whatIsTooLongIsOnlySaidToDiffer() {
    String text =
        IntStream.range(0, 6_000).mapToObj(n -> "l" + n).collect(Collectors.joining("\n"));
    era(Map.of("policy.yaml", "a\n"));
    long second = era(Map.of("policy.yaml", text));

    assertThat(viewer.page(PATH + "/history/" + second)).contains("too long to be compared");
    curator.send(PATH + "/validate", form("x".repeat(RuleFile.LONGEST + 1))).then().statusCode(413);
  }
}
