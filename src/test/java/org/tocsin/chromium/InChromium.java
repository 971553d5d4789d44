package org.tocsin.chromium;

import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;

/** What such tests share. They need a Chromium; without one all of them are counted as skipped. */
@QuarkusTestResource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InChromium {

  private static boolean settled;

  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private Optional<Chromium> chromium = Optional.empty();

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

  final Window window() {
    return chromium.orElseThrow().window("http://localhost:" + RestAssured.port);
  }

  /** Makes an operator and returns the path of a link that signs it in. */
  static String link(String name, String role, Optional<Long> organisation) {
    TestOperator administrator = TestOperator.administrator();
    Map<String, Object> asked = new HashMap<>(Map.of("name", name, "role", role));
    organisation.ifPresent(own -> asked.put("organisation", own));
    int id =
        administrator.post("/api/v1/operators", asked).then().statusCode(201).extract().path("id");
    return administrator.post("/api/v1/operators/" + id + "/sign-in-link", Map.of()).path("path");
  }

  static String newName(String role) {
    return role + " " + UUID.randomUUID().toString().substring(0, 4);
  }

  /** Signs a new operator in as people do: by clicking on the link they were given. */
  final Window signedIn(String role) {
    return window().go(link(newName(role), role, Optional.empty())).click("Sign in").at("Overview");
  }
}
