package org.tocsin.chromium;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Somebody who is refused somewhere and wants to know why. */
@QuarkusTest
final class WhyIT extends InChromium {

  @Test
  void aListedAddressIsExplainedAndAnAppealIsSent() {
    try (Window window = window()) {
      window.go("/why").picture("why");
      window.go("/why/185.220.101.9").says("on the list, for everybody").picture("why-listed");
      window.fill("Why it should not be listed", "<b>We cleaned it</b>, here is \u202ehow");
      window.click("Send").says("Why it should not be listed");
      window.fill("Why it should not be listed", "<b>We cleaned it</b> last night.");
      window.click("Send").says("person").picture("why-appealed");
    }
    try (Window window = signedIn("curator")) {
      window.go("/console/reviews?kind=appeal").press("j").press("Enter").at("Case");
      window.says("<b>We cleaned it</b> last night.").picture("appeal");
    }
  }

  @Test
  void whatIsNoAddressOrNeverListedIsSaid() {
    try (Window window = window()) {
      window.go("/why/127.0.0.1").says("never will be").picture("why-reserved");
      window.go("/why/not-an-address").picture("why-refused");
      window.go("/why/45.83.64.99").says("This address is not on the list").picture("why-clean");
    }
  }
}
