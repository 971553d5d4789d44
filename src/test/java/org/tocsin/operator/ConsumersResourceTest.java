package org.tocsin.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.consumer.Consumer;
import org.tocsin.consumer.Consumers;
import org.tocsin.consumer.Cut;

/** Consumers as operators make, watch and revoke them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ConsumersResourceTest {

  private static final String PATH = "/api/v1/consumers";

  private final TestOperator operator = TestOperator.administrator();

  @Inject Consumers consumers;
  @Inject DataSource dataSource;
  @Inject TestClock clock;

  private Response create(Map<String, Object> body) {
    Response made = operator.post(PATH, body);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    return made;
  }

  private static String pathOf(Response made) {
    return PATH + "/" + made.jsonPath().getLong("id");
  }

  private static String keyOf(Response made) {
    return made.jsonPath().getString("key");
  }

  @Test
  void aConsumerIsShownAsItWasMade() {
    long organisation = operator.organisation(false, false);
    Response made =
        create(
            Map.of(
                "name",
                "edge",
                "organisation",
                organisation,
                "families",
                "v6",
                "aggregated",
                true,
                "scenarios",
                List.of("*/*-bf"),
                "maxEntries",
                1000,
                "minimumScore",
                2.5));

    assertThat(consumers.authenticate(keyOf(made)))
        .contains(
            new Consumer(
                made.jsonPath().getLong("id"),
                made.jsonPath().getLong("keyId"),
                "edge",
                OptionalLong.of(organisation),
                new Cut(
                    Cut.Families.V6,
                    true,
                    List.of("*/*-bf"),
                    OptionalInt.of(1000),
                    OptionalLong.of(2_500_000))));
    Response shown = operator.get(pathOf(made));
    for (Response answer : List.of(made, shown)) {
      assertThat(answer.jsonPath().getString("name")).isEqualTo("edge");
      assertThat(answer.jsonPath().getLong("organisation")).isEqualTo(organisation);
      assertThat(answer.jsonPath().getMap("cut"))
          .isEqualTo(
              Map.of(
                  "families",
                  "v6",
                  "aggregated",
                  true,
                  "scenarios",
                  List.of("*/*-bf"),
                  "maxEntries",
                  1000,
                  "minimumScore",
                  2.5f));
      assertThat(answer.jsonPath().getString("createdAt")).isEqualTo(clock.instant().toString());
    }
    assertThat(shown.jsonPath().getString("revokedAt")).isNull();
    assertThat(shown.jsonPath().getMap("keys[0]"))
        .containsOnlyKeys(
            "id",
            "createdAt",
            "expiresAt",
            "revokedAt",
            "lastUsedAt",
            "lastSerial",
            "lastBytes",
            "pulls");
  }

  @Test
  void aConsumerOfNothingButANameGetsEverything() {
    Response made = create(Map.of("name", "plain"));

    Consumer consumer = consumers.authenticate(keyOf(made)).orElseThrow();
    assertThat(consumer.organisation()).isEmpty();
    assertThat(consumer.cut()).isEqualTo(Cut.ALL);
    assertThat(made.jsonPath().getString("organisation")).isNull();
    assertThat(made.jsonPath().getString("cut.maxEntries")).isNull();
    assertThat(made.jsonPath().getString("cut.minimumScore")).isNull();
  }

  @Test
  void anOrganisationThatDoesNotExistHasNoConsumers() {
    long before = new TestSql(dataSource).number("select count(*) from consumer");

    operator
        .post(PATH, Map.of("name", "x", "organisation", 999_999_999_999L))
        .then()
        .statusCode(404);

    assertThat(new TestSql(dataSource).number("select count(*) from consumer")).isEqualTo(before);
  }

  @Test
  void aFurtherKeyLeavesTheOlderOneADayOrAsLongAsIsSaid() {
    Response made = create(Map.of("name", "rotated"));
    Response second = operator.post(pathOf(made) + "/keys", Map.of());
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.jsonPath().getMap("")).containsOnlyKeys("id", "key");
    assertThat(operator.get(pathOf(made)).jsonPath().getString("keys[0].expiresAt"))
        .isEqualTo(clock.instant().plus(Duration.ofHours(24)).toString());

    String end = clock.instant().plusSeconds(30).toString();
    Response third = operator.post(pathOf(made) + "/keys", Map.of("previousExpiresAt", end));
    assertThat(operator.get(pathOf(made)).jsonPath().getList("keys.expiresAt"))
        .containsExactly(end, end, null);
    clock.advance(Duration.ofSeconds(29));
    for (Response key : List.of(made, second, third)) {
      assertThat(consumers.authenticate(keyOf(key))).isPresent();
    }
    clock.advance(Duration.ofSeconds(1));
    assertThat(consumers.authenticate(keyOf(made))).isEmpty();
    assertThat(consumers.authenticate(keyOf(second))).isEmpty();
    assertThat(consumers.authenticate(keyOf(third))).isPresent();
  }

  @Test
  void whatIsRevokedIsRefusedWhenTheAnswerArrives() {
    Response made = create(Map.of("name", "gone"));
    Response second = operator.post(pathOf(made) + "/keys", Map.of());
    assertThat(consumers.authenticate(keyOf(made))).isPresent();
    assertThat(consumers.authenticate(keyOf(second))).isPresent();

    String first = pathOf(made) + "/keys/" + made.jsonPath().getLong("keyId");
    operator.delete(first).then().statusCode(204);
    assertThat(consumers.authenticate(keyOf(made))).isEmpty();
    assertThat(consumers.authenticate(keyOf(second))).isPresent();
    operator.delete(first).then().statusCode(404);

    operator.delete(pathOf(made)).then().statusCode(204);
    assertThat(consumers.authenticate(keyOf(second))).isEmpty();
    operator.delete(pathOf(made)).then().statusCode(404);
    operator.post(pathOf(made) + "/keys", Map.of()).then().statusCode(404);
    assertThat(operator.get(pathOf(made)).jsonPath().getString("revokedAt"))
        .isEqualTo(clock.instant().toString());
  }

  @Test
  void aKeyIsRevokedOnlyUnderItsOwnConsumer() {
    Response mine = create(Map.of("name", "mine"));
    Response other = create(Map.of("name", "other"));

    operator
        .delete(pathOf(other) + "/keys/" + mine.jsonPath().getLong("keyId"))
        .then()
        .statusCode(404);

    assertThat(consumers.authenticate(keyOf(mine))).isPresent();
  }

  @Test
  void aKeyIsInItsAnswerAndNowhereElse() {
    Queue<String> log = new ConcurrentLinkedQueue<>();
    Handler handler = into(log);
    Logger.getLogger("").addHandler(handler);
    try {
      Response made = create(Map.of("name", "secret"));
      Response second = operator.post(pathOf(made) + "/keys", Map.of());
      consumers.pulled(consumers.authenticate(keyOf(second)).orElseThrow(), 1, 2);
      Logger.getLogger("org.tocsin.test").warning("the log is listened to");

      for (String key : List.of(keyOf(made), keyOf(second))) {
        assertThat(key).matches("[A-Za-z0-9]{33,}");
        String hex = HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8));
        for (String path :
            List.of(PATH + "?limit=1000", pathOf(made), "/api/v1/audit/export?format=ndjson")) {
          assertThat(operator.get(path).then().statusCode(200).extract().asString())
              .as(path)
              .doesNotContain(key, "hash");
        }
        for (String table : List.of("consumer", "consumer_key", "audit_entry")) {
          assertThat(new TestSql(dataSource).rows("select t::text from " + table + " t"))
              .as(table)
              .isNotEmpty()
              .noneMatch(row -> row.contains(key) || row.contains(hex));
        }
        assertThat(log).isNotEmpty().noneMatch(entry -> entry.contains(key));
      }
      assertThat(new TestSql(dataSource).rows("select distinct length(hash) from consumer_key"))
          .containsExactly("32");
    } finally {
      Logger.getLogger("").removeHandler(handler);
    }
  }

  private static Handler into(Queue<String> log) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        Object[] parameters = entry.getParameters() == null ? new Object[0] : entry.getParameters();
        log.add(entry.getMessage() + " " + List.of(parameters) + " " + entry.getThrown());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
