package org.tocsin.chromium;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.TestVerdicts;

/** What goes out, under which rules, and the record of it. */
@QuarkusTest
final class ReleasesIT extends InChromium {

  private static final int TOO_MANY = 520;
  private static final Duration ONE_DAY = Duration.ofDays(1);

  @Test
  void releasesAreLookedThroughAndRolledBack() {
    try (Window window = signedIn("administrator")) {
      window.press("l").at("Releases").picture("releases");
      window.page().locator("a[href='/console/releases/1']").first().click();
      window.at("Release 1").picture("release");
      window.fill("Reason", "The newest one was wrong.");
      window.page().locator("input[name=sure]").first().check();
      window.click("Roll back").says("stands still").picture("pinned");
      window.go("/console/releases").fill("Reason", "It was right after all.");
      window.page().locator("input[name=sure]").first().check();
      window.click("Let the list go on").at("Releases");
      window.go("/console/releases/parked").says("Nothing waits").picture("parked");
    }
  }

  @Test
  void changesThatAreTooManyWaitUntilSomebodyHasLookedAtThem() throws SQLException {
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    for (int i = 0; i < TOO_MANY; i++) {
      verdicts.global("45.140." + i / 250 + "." + i % 250, clock.instant().plus(ONE_DAY));
    }
    run();
    try (Window window = signedIn("curator")) {
      window.says("wait for a person").press("l").at("Releases").says("A run is parked");
      window.picture("releases-parked").link("Look at it and decide").click();
      window.says("Would join").says("45.140.").picture("parked-run");
      window.fill("Reason", "A botnet that we know.");
      window.page().locator("input[name=sure]").check();
      window.page().locator("button[value=approve]").click();
      window.says("Approved.");
      run();
      window.go("/console/addresses?q=45.140.0.7").says("global");
    } finally {
      // In two parts, since too many leaving at once would wait for somebody, too.
      for (String range : List.of("45.140.0.0/24", "45.140.0.0/16")) {
        new TestSql(dataSource).change("delete from verdict where address << ?::inet", range);
        run();
      }
    }
  }

  private static void run() {
    TestOperator.administrator().post("/api/v1/curation/runs", Map.of()).then().statusCode(200);
  }

  @Test
  void consumersAreMade() {
    try (Window window = signedIn("administrator")) {
      window.go("/console/consumers").picture("consumers");
      window.page().locator("form.card input[name=name]").fill("Edge firewall");
      window.click("Make it").says("Edge firewall").picture("consumer");
    }
  }

  @Test
  void rulesAreShownAndAnEditIsValidatedAndPreviewed() {
    // Until soaks are over, neither set of rules lists anything.
    clock.advance(Duration.ofHours(1));
    try (Window window = signedIn("curator")) {
      window.press("e").at("Rules").picture("rules");
      window.link("policy.yaml").click();
      window.picture("rules-file");
      String text = window.page().locator("textarea").inputValue();
      window.page().locator("textarea").fill(text.replace("unit: organisation", "unit: agent"));
      window.click("Validate").says("policy.yaml").picture("rules-problem");
      window.page().locator("textarea").fill(text.replace("score: 1.5", "score: 99"));
      window.click("Preview").says("185.220.101.").picture("rules-preview");
    }
  }

  @Test
  void theAuditLogIsFilteredAndChecked() {
    try (Window window = signedIn("viewer")) {
      window.press("g").at("Audit").says("session.begin").picture("audit");
      window.fill("Act begins with", "organisation").click("Filter").says("organisation.create");
      window.click("Check the chain").says("Checked last").picture("audit-checked");
    }
  }
}
