package org.tocsin.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;

/** What went wrong in a day of small steps is noticed, told, and told no more once it is right. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class DailyAuditTest {

  private static final String ADDRESS = "45.84.36.1";

  private final TestOperator operator = TestOperator.administrator();

  @Inject DailyAudit audit;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private static List<Integer> told() {
    return given()
        .get("/q/health/ready")
        .jsonPath()
        .getList("checks.findAll { it.name == 'curation' }.data.differences");
  }

  @Test
  void aVerdictThatNobodyWouldGiveIsAnAlarmUntilItIsRight() throws Exception {
    for (int i = 0; i < 2; i++) {
      TestAgent.enrolled(operator, operator.organisation(true, false))
          .report("crowdsecurity/ssh-bf", clock.instant(), ADDRESS)
          .then()
          .statusCode(200);
    }
    operator.curate();
    assertThat(audit.run()).isZero();
    assertThat(told()).containsExactly(0);

    TestSql sql = new TestSql(dataSource);
    sql.change("delete from verdict where address = '" + ADDRESS + "'");
    assertThat(audit.run()).isEqualTo(1);
    assertThat(told()).containsExactly(1);
    given().get("/q/health/ready").then().statusCode(503);

    sql.change("insert into unjudged_address (address) values ('" + ADDRESS + "')");
    assertThat(audit.run()).isZero();
    assertThat(told()).containsExactly(0);
  }
}
