package org.tocsin.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;

/** Channels as administrators make, see, try and delete them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class NotificationChannelsResourceTest {

  private static final String PATH = "/api/v1/notification-channels";
  private static final String SECRET = "never-shown-again-0123456789";

  private final TestOperator operator = TestOperator.administrator();

  @Inject DataSource dataSource;

  @BeforeEach
  void clear() throws SQLException {
    new TestSql(dataSource).change("delete from notification_channel");
  }

  private static Map<String, Object> webhook(String name, String url) {
    return new HashMap<>(
        Map.of(
            "name",
            name,
            "kind",
            "webhook",
            "url",
            url,
            "secret",
            SECRET,
            "events",
            List.of("appeal", "queue-age")));
  }

  private static void refuses(Response answer, int status, String said) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.jsonPath().getString("detail")).contains(said);
  }

  @Test
  void aChannelIsShownWithoutWhatIsSecret() {
    Response made =
        operator.post(PATH, webhook("hook 1", "https://hooks.example.com:8443/T0/B0?token=x1y2"));
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    Response listed = operator.get(PATH);

    assertThat(listed.jsonPath().<String, Object>getMap("items[0]"))
        .isEqualTo(made.jsonPath().getMap(""))
        .containsEntry("name", "hook 1")
        .containsEntry("kind", "webhook")
        .containsEntry("target", "https://hooks.example.com:8443/…")
        .containsEntry("events", List.of("queue-age", "appeal"))
        .containsEntry("waiting", 0)
        .containsEntry("lastFailure", null);
    for (Response answer :
        List.of(made, listed, operator.get("/api/v1/audit/export?format=ndjson"))) {
      assertThat(answer.asString()).doesNotContain(SECRET, "x1y2", "/T0");
    }
  }

  @Test
  void aTestSaysWhatCameBackAndInternalPlacesAreNotReached() {
    long id =
        operator.post(PATH, webhook("hook 2", "https://localhost:9/x")).jsonPath().getLong("id");
    Response answer = operator.post(PATH + "/" + id + "/test", Map.of());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.jsonPath().getBoolean("delivered")).isFalse();
    assertThat(answer.jsonPath().getString("detail")).contains("not a public one");
    assertThat(operator.get(PATH).jsonPath().getString("items[0].lastFailure.error"))
        .contains("not a public one");
    assertThat(acts("notification channel " + id))
        .containsExactly("notification-channel.create", "notification-channel.test");
  }

  private List<String> acts(String subject) {
    return new TestSql(dataSource)
        .rows("select act from audit_entry where subject = ? order by id", subject);
  }

  @Test
  void aChannelIsDeletedOnce() {
    long id =
        operator
            .post(PATH, webhook("hook 3", "https://hooks.example.com/"))
            .jsonPath()
            .getLong("id");

    operator.delete(PATH + "/" + id).then().statusCode(204);
    operator.delete(PATH + "/" + id).then().statusCode(404);
    operator.post(PATH + "/" + id + "/test", Map.of()).then().statusCode(404);
    assertThat(operator.get(PATH).jsonPath().getList("items")).isEmpty();
  }

  @Test
  void namesAreTakenOnceAndThereIsALimit() {
    for (int i = 0; i < 50; i++) {
      operator
          .post(PATH, webhook("many " + i, "https://hooks.example.com/"))
          .then()
          .statusCode(201);
      if (i == 0) {
        refuses(operator.post(PATH, webhook("many 0", "https://hooks.example.com/")), 409, "name");
      }
    }

    refuses(operator.post(PATH, webhook("one more", "https://hooks.example.com/")), 409, "50");
    assertThat(operator.get(PATH + "?limit=7").jsonPath().getList("items")).hasSize(7);
    assertThat(operator.get(PATH + "?limit=7").jsonPath().getString("next")).isNotNull();
  }

  @Test
  void mailNeedsAServerInTheConfiguration() {
    refuses(
        operator.post(
            PATH,
            Map.of(
                "name",
                "m",
                "kind",
                "email",
                "address",
                "a@b.example",
                "events",
                List.of("appeal"))),
        409,
        "tocsin.mail.host");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'kind':'webhook'}|'name'",
        "{'name':'x','kind':'sms'}|'kind'",
        "{'name':'a\\r\\nb','kind':'ntfy'}|'name'",
        "{'name':'x','kind':'ntfy'}|'events'",
        "{'name':'x','kind':'ntfy','events':['all']}|'events'",
        "{'name':'x','kind':'ntfy','events':['appeal']}|'url'",
        "{'name':'x','kind':'ntfy','events':['appeal'],'url':'http://n.example/t'}|https://",
        "{'name':'x','kind':'ntfy','events':['appeal'],'url':'https://10.0.0.1/t'}|not a public",
        "{'name':'x','kind':'ntfy','events':['appeal'],'url':'https://u:p@n.example/t'}|'url'",
        "{'name':'x','kind':'ntfy','events':['appeal'],'url':'https://n.example/','token':'a b'}|'token'",
        "{'name':'x','kind':'webhook','events':['appeal'],'url':'https://n.example/'}|'secret'",
        "{'name':'x','kind':'webhook','events':['appeal'],'url':'https://n.example/','secret':'short'}|'secret'",
        "{'name':'x','kind':'email','events':['appeal'],'address':'a, b'}|'address'",
        "{'name':'x','kind':'ntfy','events':['appeal'],'url':'https://n.example/','more':1}|'more'"
      })
  void aBadChannelIsRefusedNamingTheField(String body, String said) {
    refuses(operator.post(PATH, body.replace('\'', '"')), 400, said);
    assertThat(operator.get(PATH).jsonPath().getList("items")).isEmpty();
  }

  @Test
  void aTokenIsOptionalForNtfy() {
    Map<String, Object> ntfy = webhook("n " + UUID.randomUUID(), "https://n.example/topic");
    ntfy.put("kind", "ntfy");
    ntfy.remove("secret");

    operator.post(PATH, ntfy).then().statusCode(201);
  }
}
