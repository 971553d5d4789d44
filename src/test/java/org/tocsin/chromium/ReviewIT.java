package org.tocsin.chromium;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tocsin.TestSql;
import org.tocsin.review.StagedDecisions;

/** Curators at work. */
@QuarkusTest
final class ReviewIT extends InChromium {

  @Inject StagedDecisions staged;

  @Test
  void theOverviewShowsHowItGoes() {
    try (Window window = signedIn("viewer")) {
      window.says("Waits for a person").picture("overview");
    }
  }

  @Test
  void theQueueIsWorkedFromTheKeyboardAlone() {
    try (Window window = signedIn("curator")) {
      window.press("q").at("Review queue").picture("queue");
      window.press("j").press("j").press("k").press("Enter").at("Case").picture("case");
      window.press("r").type("Seen by many; nobody vouches for them.");
      window.press("Escape").press("d").says("It can be taken back");
      window.press("u").says("The case is open again");
      window.press("r").type("Looked at it again.");
      window.press("Escape").press("d").says("It can be taken back");
      clock.advance(Duration.ofSeconds(31));
      staged.applyDue(clock.instant());
      window.press("q").at("Review queue");
      window.press("j").press("x").press("j").press("x");
      window.press("r").type("Both the same.");
      window.press("Escape").press("d").says("2 of 2 decided.");
    }
  }

  @Test
  void twoCuratorsNeverOverwriteEachOther() {
    try (Window one = signedIn("curator");
        Window other = signedIn("curator")) {
      one.go("/console/reviews").press("j").press("j").press("j").press("Enter").at("Case");
      other.go(one.path());
      one.fill("Reason", "First.").click("Reject (d)").says("It can be taken back");
      other.fill("Reason", "Second.").click("Publish (p)").says("Nothing was overwritten");
      other.page().reload();
      one.press("u").says("The case is open again");
    }
  }

  @Test
  void aMillionCasesAreWorkedLikeTen() throws SQLException {
    TestSql sql = new TestSql(dataSource);
    long before = sql.number("select max(id) from review_case");
    sql.change(
        "insert into review_case (kind, subject, triggers, opened_at, due_at,"
            + " evidence_at_opening, evidence) select 'range', set_masklen(inet '101.0.0.0' + n * 256, 24)::text, array['R8-range'],"
            + " ?::timestamptz, ?::timestamptz + n * interval '1 second', '{}', '{}'"
            + " from generate_series(1, 1000000) n",
        clock.instant().toString(),
        clock.instant().plus(Duration.ofDays(40)).toString());
    try (Window window = signedIn("curator")) {
      window.press("q").at("Review queue").says("range 10000+").picture("million");
      window.link("More").click();
      window.at("Review queue").press("j").press("Enter").at("Case").press("o").at("Overview");
    } finally {
      sql.change("delete from review_case where id > ?", before);
    }
  }

  @Test
  void reasonsAreKept() {
    try (Window window = signedIn("administrator")) {
      window.go("/console/reviews/reasons").picture("reasons");
      window.fill("New reason", "Seen by our own honeypot.").click("Add").says("our own honeypot");
    }
  }

  @Test
  void anAddressIsFoundExemptedAndTakenOff() {
    try (Window window = signedIn("curator")) {
      window.press("a").at("Addresses").press("/");
      window.type("state:global 185.0.0.0/8").press("Enter").says("185.220.101.");
      window.picture("addresses");
      window.page().locator("th a[href$='/185.220.101.7']").click();
      window.at("185.220.101.7").says("Floors").picture("address");
      window.inside("#withdraw").fill("Reason", "Cleaned, says their provider.");
      window.click("Take off").says("It is off with release");
      window.inside("#allow").fill("Reason", "A customer's own scanner.");
      window.click("Exempt").says("Exemptions in force");
    }
  }
}
