package org.tocsin.capi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;

/** Registration, login, reset and enrolment as engines see them. In these texts ' stands for ". */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class WatchersTest {

  private static final String PASSWORD = "correct horse battery staple";

  private final TestOperator operator = TestOperator.administrator();

  @Inject TestClock clock;

  private static String freshLogin() {
    return "engine-" + UUID.randomUUID();
  }

  private static String credentials(String login, String password) {
    return "{'machine_id':'" + login + "','password':'" + password + "'}";
  }

  private static Capi.Answer logIn(String login, String password) {
    return Capi.post("/v3/watchers/login", credentials(login, password));
  }

  private static String register() {
    String login = freshLogin();
    Capi.post("/v2/watchers", credentials(login, PASSWORD)).accepts();
    return login;
  }

  @Test
  void answersALoginWithWhatEveryClientReads() throws IOException {
    Capi.Answer answer = logIn(register(), PASSWORD);

    assertThat(answer.status()).isEqualTo(200);
    JsonNode login = answer.json();
    assertThat(login.fieldNames()).toIterable().containsOnly("code", "expire", "token");
    assertThat(login.path("code").isInt()).isTrue();
    assertThat(login.path("code").asInt()).isEqualTo(200);
    assertThat(login.path("expire").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    Instant expires = Instant.parse(login.path("expire").asText());
    assertThat(expires)
        .isEqualTo(
            clock
                .instant()
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .plus(Duration.ofHours(2)));
    String[] token = login.path("token").asText().split("\\.", -1);
    assertThat(token).hasSize(3);
    JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token[1]));
    assertThat(claims.path("exp").isIntegralNumber()).isTrue();
    assertThat(claims.path("exp").asLong()).isEqualTo(expires.getEpochSecond());
    assertThat(claims.has("organization_id")).isFalse();
    assertThat(claims.has("subscription_type")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "['']", "['crowdsecurity/ssh-bf']", "7", "{}"})
  void logsInWhateverTheScenariosAre(String scenarios) {
    String body =
        "{'machine_id':'"
            + register()
            + "','password':'"
            + PASSWORD
            + "','scenarios':"
            + scenarios
            + "}\n";

    assertThat(Capi.post("/v2/watchers/login/", body).status()).isEqualTo(200);
  }

  @Test
  void logsInWithAnOldTokenInTheHeader() {
    byte[] body = Capi.bytes(credentials(register(), PASSWORD));

    for (String token : List.of("Bearer ", "Bearer of.another.server", "garbage")) {
      assertThat(Capi.send("POST", "/v3/watchers/login", body, "Authorization", token).status())
          .isEqualTo(200);
    }
  }

  @Test
  void logsInWithALongListThatIsCompressed() {
    String scenarios = "'crowdsecurity/http-probing',".repeat(5_000);
    String body =
        "{'machine_id':'"
            + register()
            + "','password':'"
            + PASSWORD
            + "','scenarios':["
            + scenarios
            + "'a/b']}";

    assertThat(
            Capi.send(
                    "POST",
                    "/v3/watchers/login",
                    Capi.gzip(Capi.bytes(body)),
                    "Content-Encoding",
                    "gzip")
                .status())
        .isEqualTo(200);
  }

  @Test
  void answersEveryWrongLoginAlike() {
    String expected = "{\"message\":\"The machine_id or password is incorrect\"";
    String login = register();

    for (String body :
        List.of(
            credentials(login, "wrong password"),
            credentials(freshLogin(), PASSWORD),
            credentials(login, "x".repeat(257)),
            credentials(login, "x".repeat(100_000)),
            credentials("", ""),
            credentials("no such id!", PASSWORD),
            "{'machine_id':7,'password':null}",
            "{}")) {
      Capi.Answer answer = Capi.post("/v3/watchers/login", body).refuses(401);
      assertThat(answer.json().path("message").asText())
          .isEqualTo("The machine_id or password is incorrect");
      assertThat(expected).contains(answer.json().path("errors").asText());
    }
  }

  @Test
  void answers500WithTheWordsOneClientWaitsForWhenTheMachineIdIsTaken() {
    String login = register();

    Capi.Answer answer =
        Capi.post("/v3/watchers", credentials(login, "another password")).refuses(500);

    assertThat(answer.json().path("message").asText()).isEqualTo("User already registered.");
    assertThat(logIn(login, PASSWORD).status()).isEqualTo(200);
    logIn(login, "another password").refuses(401);
  }

  @Test
  void registersMachineIdsAndPasswordsAtTheirLimits() {
    String login = freshLogin();
    String longest = login + "_".repeat(128 - login.length());

    Capi.post("/v3/watchers", credentials(longest, "\u00e4\u20ac" + "x".repeat(254))).accepts();
    assertThat(logIn(longest, "\u00e4\u20ac" + "x".repeat(254)).status()).isEqualTo(200);
    logIn(longest, "\u00e4\u20ac" + "x".repeat(253)).refuses(401);
    Capi.post("/v3/watchers/", credentials(freshLogin(), "12345678")).accepts();
  }

  @Test
  void refusesUnfitCredentialsWithoutShowingThem() {
    for (String body :
        List.of(
            credentials(freshLogin(), "short7!"),
            credentials(freshLogin(), "SECRET" + "x".repeat(251)),
            credentials(freshLogin(), "SECRET\\u0000SECRET"),
            credentials(freshLogin(), "SECRET\\nSECRET"),
            credentials("", "SECRETSECRET"),
            credentials("a b", "SECRETSECRET"),
            credentials("x".repeat(129), "SECRETSECRET"),
            credentials("\u00e4", "SECRETSECRET"),
            "{'machine_id':'a','password':'SECRETSECRET'",
            "{'machine_id':'a','password':'SECRETSECRET\u0001'}",
            "{'machine_id':'a','password':SECRETSECRET}",
            "['SECRETSECRET']",
            "{'password':'SECRETSECRET'}{}",
            "'SECRETSECRET'",
            "",
            "null")) {
      assertThat(Capi.post("/v3/watchers", body).refuses(400).text()).doesNotContain("SECRET");
    }
  }

  @Test
  void resetsOnlyThePasswordOfWhoeverAsks() {
    TestAgent agent = TestAgent.register();
    String other = register();

    Capi.post("/v3/watchers/reset", credentials(agent.login(), "a new password")).refuses(401);
    Capi.post(agent, "/v3/watchers/reset", credentials(other, "a new password")).refuses(403);
    Capi.post(agent, "/v3/watchers/reset", credentials(agent.login(), "short")).refuses(400);
    assertThat(logIn(agent.login(), PASSWORD).status()).isEqualTo(200);
    assertThat(logIn(other, PASSWORD).status()).isEqualTo(200);

    Capi.post(agent, "/v2/watchers/reset/", credentials(agent.login(), "a new password")).accepts();
    logIn(agent.login(), PASSWORD).refuses(401);
    assertThat(logIn(agent.login(), "a new password").status()).isEqualTo(200);
  }

  @Test
  void enrolsWith201OnceAndSays200AfterThat() {
    String key = operator.enrolmentKey(operator.organisation(false, false));
    TestAgent agent = TestAgent.register();
    String request = "{'attachment_key':'" + key + "','name':'n','tags':['t'],'overwrite':false}";

    assertThat(Capi.post(agent, "/v2/watchers/enroll", request).status()).isEqualTo(201);
    Capi.post(agent, "/v3/watchers/enroll/", request).accepts();
    assertThat(Capi.post(agent, "/v3/watchers/enroll", request.replace("false", "true")).status())
        .isEqualTo(201);
    Capi.post(agent, "/v3/watchers/enroll", "{'autoenroll':true}").accepts();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'attachment_key':'unknown'}",
        "{'attachment_key':''}",
        "{'attachment_key':null}",
        "{'attachment_key':7}",
        "{'attachment_key':'not a key; drop table'}",
        "{}",
        "{'autoenroll':true}"
      })
  void refusesBadKeysWith403(String request) {
    TestAgent agent = TestAgent.register();

    Capi.post(agent, "/v3/watchers/enroll", request).refuses(403);
    Capi.post(agent, "/v3/watchers/enroll", "{'attachment_key':'" + "k".repeat(300) + "'}")
        .refuses(403);
  }

  @Test
  void keepsOnlyNamesAndTagsThatCanBeShown() {
    long organisation = operator.organisation(false, false);
    String key = operator.enrolmentKey(organisation);
    String name = "  a\\u202eb\\u0000c\\nd\\u200b " + "x".repeat(194) + "\\ud83d\\ude00tail";
    String tags = "['  t\\u0007ag ','','\\u202e',null,7,{}," + "'n',".repeat(200) + "'\\ud800']";

    Capi.Answer answer =
        Capi.post(
            TestAgent.register(),
            "/v3/watchers/enroll",
            "{'attachment_key':'" + key + "','name':'" + name + "','tags':" + tags + "}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    Map<String, Object> agent =
        operator
            .get("/api/v1/organisations/" + organisation + "/agents")
            .jsonPath()
            .getMap("items[0]");
    assertThat(agent).containsEntry("tags", List.of("tag", "n"));
    assertThat(agent).containsEntry("name", "abcd " + "x".repeat(194) + "\ud83d\ude00");
  }
}
