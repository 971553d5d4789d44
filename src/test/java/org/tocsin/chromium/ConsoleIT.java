package org.tocsin.chromium;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.review.StagedDecisions;

/** Operators at work. Needs a Chromium; without one all of it is counted as skipped. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleIT {

  @Inject TestClock clock;
  @Inject DataSource dataSource;
  @Inject StagedDecisions staged;

  private Optional<Chromium> chromium = Optional.empty();
  private boolean settled;

  @BeforeAll
  void begin() {
    Optional<Path> program = Chromium.program();
    if (program.isEmpty()) {
      System.out.println("SKIPPED the pages in Chromium: there is none on this machine");
    }
    Assumptions.assumeTrue(program.isPresent(), "no Chromium");
    chromium = program.map(Chromium::start);
  }

  /** Only from a test's beginning on is it known where the server is. */
  @BeforeEach
  void settle() throws Exception {
    if (!settled) {
      settled = true;
      new Community(clock, dataSource).live();
    }
  }

  @AfterAll
  void end() {
    chromium.ifPresent(Chromium::close);
  }

  private Window window() {
    return chromium.orElseThrow().window("http://localhost:" + RestAssured.port);
  }

  /** Signs a new operator in as people do: by clicking on the link they were given. */
  private Window signedIn(String role) {
    TestOperator administrator = TestOperator.administrator();
    int id =
        administrator
            .post("/api/v1/operators", Map.of("name", role + " " + UUID.randomUUID(), "role", role))
            .path("id");
    String path =
        administrator.post("/api/v1/operators/" + id + "/sign-in-link", Map.of()).path("path");
    return window().go(path).click("Sign in");
  }

  @Test
  void whoHasALinkSignsInAndOutAgain() {
    try (Window window = signedIn("viewer")) {
      window.at("Overview").click("Sign out everywhere").at("Sign in").picture("sign-in");
      window.go("/console/reviews").at("Sign in");
    }
  }

  @Test
  void theOverviewShowsHowItGoes() {
    try (Window window = signedIn("viewer")) {
      window.at("Overview").says("Waits for a person").picture("overview");
    }
  }

  @Test
  void theQueueIsWorkedFromTheKeyboardAlone() {
    try (Window window = signedIn("curator")) {
      window.at("Overview").press("q").at("Review queue").picture("queue");
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
  void addressesAreFound() {
    try (Window window = signedIn("viewer")) {
      window.at("Overview").press("a").at("Addresses").press("/");
      window.type("state:global 185.0.0.0/8").press("Enter").says("185.220.101.");
      window.picture("addresses");
    }
  }

  @Test
  void theAuditLogIsRead() {
    try (Window window = signedIn("viewer")) {
      window.at("Overview").press("g").at("Audit").says("session.begin").picture("audit");
    }
  }
}
