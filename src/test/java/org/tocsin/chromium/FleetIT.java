package org.tocsin.chromium;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tocsin.TestOperator;

/** Administrators and members at work. */
@QuarkusTest
final class FleetIT extends InChromium {

  @Test
  void anOrganisationIsMadeGetsAKeyAndIsLookedAfter() {
    String name = "Harbour " + UUID.randomUUID().toString().substring(0, 6);
    try (Window window = signedIn("administrator")) {
      window.press("f").picture("organisations");
      window.page().locator("form.card input[name=name]").fill(name);
      window.click("Create").says(name).picture("organisation");
      window.link("Enrolment keys").click();
      window.click("Make").says("shown this once").picture("enrolment-keys");
      window.clickFirst("Revoke key").says("revoked");
    }
  }

  @Test
  void agentsAreSeenAndBlocked() {
    try (Window window = signedIn("administrator")) {
      window.go("/console/organisations?name=City").link("City Hospital").click();
      window.says("Trust").picture("organisation-trusted");
      window.link("Agents").click();
      window.says("Last push").picture("agents");
      window.page().locator("tbody input[name=reason]").first().fill("It was stolen.");
      window.clickFirst("Block agent").says("blocked");
      window.page().locator("tbody input[name=reason]").first().fill("It is back.");
      window.clickFirst("Unblock agent").says("Last push");
    }
  }

  @Test
  void aMemberSeesItsOwnOrganisationAndNoOther() {
    TestOperator administrator = TestOperator.administrator();
    long own = administrator.organisation(false, false);
    long other = administrator.organisation(false, false);
    try (Window window = window()) {
      window.go(link(newName("member"), "member", Optional.of(own))).click("Sign in");
      window.says("Trust").picture("member");
      window.go("/console/organisations/" + other).says("no such organisation");
      window.go("/console/reviews").says("not");
    }
  }

  @Test
  void channelsAreMadeAndDeleted() {
    try (Window window = signedIn("administrator")) {
      window.press("n").picture("notifications");
      window.page().locator("form.card input[name=name]").first().fill("On call");
      window
          .page()
          .locator("form.card input[name=target]")
          .first()
          .fill("https://hooks.example/tocsin");
      window.page().locator("form.card input[name=event]").first().check();
      window.click("Make").says("On call").picture("new-channel");
      window.go("/console/notification-channels").click("Delete channel On call");
      window.page().locator("text=hooks.example").waitFor(Window.gone());
    }
  }
}
