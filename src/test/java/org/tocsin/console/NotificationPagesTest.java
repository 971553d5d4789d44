package org.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestDatabase;
import org.tocsin.TestSql;

/** Notification channels as administrators look after them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class NotificationPagesTest {

  private static final String ROOM = "/console/notification-channels";
  private static final String SECRET = "typed-by-hand-0123456789-abc";

  @Inject DataSource dataSource;

  private TestSql sql() {
    return new TestSql(dataSource);
  }

  @AfterEach
  void clear() throws java.sql.SQLException {
    sql().change("delete from notification_channel where name like 'page %'");
  }

  private static Map<String, Object> webhook(String name) {
    return Map.of(
        "kind",
        "webhook",
        "name",
        name,
        "target",
        "https://hooks.example.com/T0/x1y2",
        "event",
        List.of("appeal", "queue-age"));
  }

  private static String fresh() {
    return "page " + UUID.randomUUID();
  }

  private long id(String name) {
    return sql().number("select id from notification_channel where name = ?", name);
  }

  @Test
  void aSecretThatWasMadeUpIsShownOnce() {
    Browser browser = Browser.of("administrator");
    String name = fresh();
    String made =
        browser
            .send(ROOM, webhook(name))
            .then()
            .statusCode(200)
            .header("Cache-Control", "no-store")
            .extract()
            .asString();
    Matcher secret = Pattern.compile("<code>([A-Za-z0-9]{32})</code>").matcher(made);
    assertThat(secret.find()).isTrue();

    assertThat(browser.page(ROOM))
        .contains(name, "https://hooks.example.com/…", "queue-age", "never")
        .doesNotContain(secret.group(1), "x1y2");
    assertThat(
            sql()
                .number(
                    "select count(*) from audit_entry where detail like ?",
                    "%" + secret.group(1) + "%"))
        .isZero();
  }

  @Test
  void aSecretThatWasTypedIsNeverShown() {
    Browser browser = Browser.of("administrator");
    String name = fresh();
    browser
        .send(
            ROOM,
            Map.of(
                "kind",
                "ntfy",
                "name",
                name,
                "target",
                "https://n.example/topic",
                "secret",
                SECRET,
                "event",
                "appeal"))
        .then()
        .statusCode(200)
        .body(containsString(name));
    assertThat(browser.page(ROOM)).contains(name).doesNotContain(SECRET, "/topic");
  }

  @Test
  void aTestSaysWhatCameBackAndADeletedChannelIsGone() {
    Browser browser = Browser.of("administrator");
    String name = fresh();
    browser
        .send(
            ROOM,
            Map.of(
                "kind",
                "webhook",
                "name",
                name,
                "target",
                "https://localhost:9/x",
                "secret",
                SECRET,
                "event",
                "appeal"))
        .then()
        .statusCode(200);
    long id = id(name);
    browser
        .send(ROOM + "/" + id + "/test", Map.of())
        .then()
        .statusCode(200)
        .body(containsString("The test failed:"))
        .body(containsString("not a public one"));
    browser.send(ROOM + "/" + id + "/delete", Map.of()).then().statusCode(200);

    assertThat(browser.page(ROOM)).doesNotContain(name);
    for (String act : new String[] {"/test", "/delete"}) {
      browser.send(ROOM + "/" + id + act, Map.of()).then().statusCode(404);
      browser.send(ROOM + "/x" + act, Map.of()).then().statusCode(404);
    }
    assertThat(
            sql()
                .rows(
                    "select act from audit_entry where subject = ? order by id",
                    "notification channel " + id))
        .containsExactly(
            "notification-channel.create",
            "notification-channel.test",
            "notification-channel.delete");
  }

  @Test
  void whatCannotBeIsRefusedNamingTheField() {
    Browser browser = Browser.of("administrator");
    String name = fresh();
    browser.send(ROOM, webhook(name)).then().statusCode(200);
    browser.send(ROOM, webhook(name)).then().statusCode(409).body(containsString("of this name"));
    refuses(browser, Map.of("target", "https://10.0.0.1/"), "not a public one");
    refuses(browser, Map.of("target", "http://n.example/"), "https://");
    refuses(browser, Map.of("event", "all"), "events");
    refuses(browser, Map.of("secret", "short"), "at least 24");
    refuses(browser, Map.of("kind", "sms"), "webhook, email or ntfy");
    refuses(browser, Map.of("kind", "email"), "address");
    browser
        .send(
            ROOM,
            Map.of("kind", "email", "name", fresh(), "target", "a@b.example", "event", "appeal"))
        .then()
        .statusCode(409)
        .body(containsString("tocsin.mail.host"));
  }

  private static void refuses(Browser browser, Map<String, Object> but, String said) {
    Map<String, Object> fields = new java.util.HashMap<>(webhook(fresh()));
    fields.putAll(but);
    browser.send(ROOM, fields).then().statusCode(400).body(containsString(said));
  }

  @Test
  void namesAreTextAndNothingElse() {
    Browser browser = Browser.of("administrator");
    String name = fresh() + "<script>alert(1)</script>";
    browser.send(ROOM, webhook(name)).then().statusCode(200);
    assertThat(browser.page(ROOM)).contains("&lt;script&gt;").doesNotContain("<script>alert");
    browser.send(ROOM, webhook("page \u202e")).then().statusCode(400);
  }

  @Test
  void onlyAdministratorsComeInAndOnlyWithFormsOfTheirSession() {
    for (String role : new String[] {"viewer", "curator"}) {
      Browser.of(role).get(ROOM).then().statusCode(403).contentType("text/html");
      Browser.of(role).send(ROOM, webhook(fresh())).then().statusCode(403);
    }
    Browser browser = Browser.of("administrator");
    browser
        .get(ROOM)
        .then()
        .statusCode(200)
        .header("Content-Security-Policy", containsString("default-src 'none'"));
    String foreign = SessionCookie.csrf(Browser.of("administrator").session());
    for (String path : new String[] {ROOM, ROOM + "/1/test", ROOM + "/1/delete"}) {
      browser
          .request()
          .contentType(Browser.FORM)
          .formParam("csrf", foreign)
          .formParams(webhook(fresh()))
          .post(path)
          .then()
          .statusCode(403);
    }
  }
}
