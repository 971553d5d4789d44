package org.tocsin.taxii;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestVerdicts;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class TaxiiRouteTest {

  private static final String TAXII = "application/taxii+json;version=2.1";
  private static final String ADDED_FIRST = "X-TAXII-Date-Added-First";
  private static final String ADDED_LAST = "X-TAXII-Date-Added-Last";
  private static final String MICROSECONDS = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

  @Inject DataSource dataSource;
  @Inject TestClock clock;

  private final TestOperator operator = TestOperator.administrator();
  private String key = "";
  private String collection = "";

  @BeforeEach
  void aConsumer() throws SQLException {
    // Releases of other tests may be dated after what this clock shows.
    clock.advance(Duration.between(clock.instant(), newestRelease()).plusSeconds(1));
    key = key(Map.of("name", "a platform"));
    curate();
    collection =
        "/taxii2/api/collections/"
            + get("/taxii2/api/collections/").jsonPath().getString("collections[0].id");
  }

  private Instant newestRelease() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select greatest(coalesce(max(issued_at), ?), ?) from release")) {
      select.setTimestamp(1, Timestamp.from(clock.instant()));
      select.setTimestamp(2, Timestamp.from(clock.instant()));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getTimestamp(1).toInstant();
      }
    }
  }

  private String key(Map<String, Object> consumer) {
    return operator
        .post("/api/v1/consumers", consumer)
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }

  private void curate() {
    // Two releases are never made at one instant, but in tests the clock stands still.
    clock.advance(Duration.ofSeconds(1));
    operator.post("/api/v1/curation/runs", Map.of()).then().statusCode(200);
  }

  private void publish(String... addresses) {
    TestVerdicts verdicts = new TestVerdicts(dataSource);
    for (String address : addresses) {
      verdicts.global(address, clock.instant().plus(Duration.ofDays(2)));
    }
    curate();
  }

  private void withdraw(String address) {
    clock.advance(Duration.ofSeconds(1));
    operator
        .post("/api/v1/withdrawals", Map.of("address", address, "reason", "a test"))
        .then()
        .statusCode(200);
  }

  private RequestSpecification client() {
    return accepting(TAXII);
  }

  private RequestSpecification accepting(String type) {
    return given()
        .urlEncodingEnabled(false)
        .auth()
        .preemptive()
        .basic("taxii", key)
        .header("Accept", type);
  }

  private Response get(String path) {
    Response response = client().get(path);
    response.then().statusCode(200).header("Content-Type", equalTo(TAXII));
    return response;
  }

  private List<JsonNode> walk(String path, int limit) throws Exception {
    List<JsonNode> objects = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      String page =
          path
              + (path.contains("?") ? "&" : "?")
              + "limit="
              + limit
              + next.map(text -> "&next=" + text).orElse("");
      JsonNode envelope = new ObjectMapper().readTree(get(page).asByteArray());
      assertThat(envelope.path("objects").size()).isLessThanOrEqualTo(limit);
      envelope.path("objects").forEach(objects::add);
      next = Optional.ofNullable(envelope.path("next").textValue());
      assertThat(envelope.path("more").asBoolean()).isEqualTo(next.isPresent());
    } while (next.isPresent());
    return objects;
  }

  private static List<String> texts(List<JsonNode> objects, String field) {
    return objects.stream().map(object -> object.path(field).textValue()).toList();
  }

  private JsonNode newest(String address) throws Exception {
    List<JsonNode> found =
        walk(collection + "/objects/", 500).stream()
            .filter(object -> object.path("name").asText().equals(address))
            .toList();
    return found.get(found.size() - 1);
  }

  @Test
  void aClientFindsItsWayFromDiscoveryToTheObjects() throws Exception {
    publish("45.93.1.1", "2a01:4f9:93::1");
    Response discovery = get("/taxii2/");
    discovery.then().body("title", equalTo("Tocsin"));
    String root = discovery.jsonPath().getString("api_roots[0]");
    assertThat(discovery.jsonPath().getString("default")).isEqualTo(root);
    get(root)
        .then()
        .body("title", equalTo("Tocsin"))
        .body("versions", hasItem(TAXII))
        .body("max_content_length", equalTo(1 << 20));
    Map<String, Object> first = get(root + "collections/").jsonPath().getMap("collections[0]");
    assertThat(first)
        .containsEntry("can_read", true)
        .containsEntry("can_write", false)
        .containsKeys("title", "description");
    assertThat(first.get("media_types")).isEqualTo(List.of("application/stix+json;version=2.1"));
    assertThat(String.valueOf(first.get("id"))).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}");
    String path = root + "collections/" + first.get("id") + "/";
    assertThat(get(path).jsonPath().<String, Object>getMap("$")).isEqualTo(first);

    List<JsonNode> objects = walk(path + "objects/", 1_000);
    assertThat(objects.get(0).path("type").asText()).isEqualTo("identity");
    assertThat(texts(objects, "name")).contains("45.93.1.1", "2a01:4f9:93::1");
    assertThat(walk(root + "collections/blocklist/objects", 1_000)).isEqualTo(objects);
    assertThat(objects.stream().map(JsonNode::toString).toList())
        .as("but for when it was changed, an indicator is what it is in the bundle")
        .anyMatch(text -> text.contains("[ipv4-addr:value = '45.93.1.1']"));
    JsonNode bundle =
        new ObjectMapper()
            .readTree(client().get("/blocklist/latest/stix").asByteArray())
            .path("objects");
    List<String> listed = new ArrayList<>();
    bundle.forEach(object -> listed.add(object.path("id").textValue()));
    assertThat(texts(objects, "id")).containsAll(listed);
  }

  @Test
  void pagingCollectsEverythingExactlyOnceAndInTheOrderInWhichItWasAdded() throws Exception {
    publish("45.93.2.1", "45.93.2.2", "45.93.2.3", "45.93.2.4", "45.93.2.5");
    List<JsonNode> all = walk(collection + "/objects/", 1_000);
    List<JsonNode> manifest = walk(collection + "/manifest/", 3);

    assertThat(walk(collection + "/objects/", 2)).isEqualTo(all);
    assertThat(texts(all, "id")).doesNotHaveDuplicates().isEqualTo(texts(manifest, "id"));
    assertThat(texts(manifest, "version")).isEqualTo(texts(all, "modified"));
    assertThat(texts(manifest, "date_added"))
        .isSorted()
        .allMatch(added -> added.matches(MICROSECONDS));
    assertThat(texts(manifest, "media_type")).containsOnly("application/stix+json;version=2.1");
    assertThat(all.stream().filter(one -> one.path("name").asText().startsWith("45.93.2.")))
        .hasSize(5);
  }

  @Test
  void whoPollsIsToldWhatJoinedAndWhatLeft() throws Exception {
    publish("45.93.3.1", "45.93.3.2");
    JsonNode listed = newest("45.93.3.1");
    String last = get(collection + "/objects/?match[type]=indicator").header(ADDED_LAST);
    assertThat(last).matches(MICROSECONDS);
    String poll = collection + "/objects/?added_after=";
    get(poll + last).then().body("more", equalTo(false)).body("objects", equalTo(null));

    publish("45.93.3.3");
    withdraw("45.93.3.1");
    List<JsonNode> news = walk(poll + last, 1);
    assertThat(texts(news, "name")).containsSubsequence("45.93.3.3", "45.93.3.1");
    JsonNode revoked = news.get(news.size() - 1);
    assertThat(revoked.path("revoked").asBoolean()).isTrue();
    for (String same : List.of("id", "created", "created_by_ref", "pattern", "labels")) {
      assertThat(revoked.path(same)).as(same).isEqualTo(listed.path(same));
    }
    assertThat(revoked.path("modified").asText()).isGreaterThan(listed.path("modified").asText());
    assertThat(newest("45.93.3.2").has("revoked")).isFalse();
    String left = get(poll + last).header(ADDED_LAST);
    assertThat(client().get("/blocklist/latest/stix").asString()).doesNotContain("45.93.3.1'");

    curate();
    publish("45.93.3.1");
    List<JsonNode> back = walk(poll + left, 100);
    assertThat(texts(back, "name")).containsExactly("45.93.3.1");
    assertThat(back.get(0).has("revoked")).isFalse();
    assertThat(back.get(0).path("id")).isNotEqualTo(listed.path("id"));
    assertThat(back.get(0).path("modified").asText())
        .isGreaterThan(revoked.path("modified").asText());
  }

  @Test
  void oneObjectAndItsVersionsAreFoundByItsIdentifier() throws Exception {
    publish("45.93.4.1");
    JsonNode object = newest("45.93.4.1");
    String path = collection + "/objects/" + object.path("id").asText() + "/";
    Response one = get(path);
    one.then().body("objects.size()", equalTo(1)).body("objects[0].name", equalTo("45.93.4.1"));
    assertThat(one.header(ADDED_FIRST)).isEqualTo(one.header(ADDED_LAST)).matches(MICROSECONDS);
    get(path + "versions/")
        .then()
        .body("versions", equalTo(List.of(object.path("modified").asText())));
    get(path + "?match[version]=2020-01-01T00:00:00Z").then().body("objects", equalTo(null));
    get(collection + "/manifest/?match[id]=" + object.path("id").asText())
        .then()
        .body("objects.id", equalTo(List.of(object.path("id").asText())));
    for (String none :
        List.of("indicator--00000000-0000-4000-8000-000000000000", "nothing", "..%2f..")) {
      refused(client().get(collection + "/objects/" + none + "/"), 404);
    }
  }

  private static void refused(Response response, int status) {
    response
        .then()
        .statusCode(status)
        .header("Content-Type", equalTo(TAXII))
        .body("title", org.hamcrest.Matchers.notNullValue())
        .body("http_status", equalTo(Integer.toString(status)));
  }

  @Test
  void whatCannotBeAnsweredIsRefusedAsTaxiiSays() {
    Response anonymous = given().header("Accept", TAXII).get("/taxii2/");
    refused(anonymous, 401);
    anonymous.then().header("WWW-Authenticate", containsString("Basic"));
    refused(given().auth().preemptive().basic("x", "wrong").get(collection + "/objects/"), 401);
    for (String type :
        List.of("application/taxii+json;version=2.0", "text/html", "application/json")) {
      refused(accepting(type).get("/taxii2/"), 406);
    }
    String other = "/taxii2/api/collections/00000000-0000-4000-8000-000000000000/";
    for (String unknown :
        List.of(other, other + "objects/", other + "manifest/", "/taxii2/api/status/1/")) {
      refused(client().get(unknown), 404);
    }
    refused(client().contentType(TAXII).body("{}").post(collection + "/objects/"), 403);
    refused(client().delete(collection + "/objects/indicator--1/"), 403);
    refused(client().put("/taxii2/api/"), 405);
    client().post("/taxii2/").then().statusCode(405).header("Allow", equalTo("GET, HEAD"));
    for (String bad :
        List.of("limit=0", "next=x", "added_after=x", "match[version]=x", "match[a]=b")) {
      Response response = client().get(collection + "/objects/?" + bad);
      refused(response, 400);
      response.then().body("description", startsWith(bad.substring(0, bad.indexOf('='))));
    }
  }

  @Test
  void everyUsualAcceptAndEveryPlaceForTheKeyWill() {
    for (String type : List.of(TAXII, "application/taxii+json", "*/*", "text/html, */*;q=0.1")) {
      given()
          .header("Accept", type)
          .header("Authorization", "Bearer " + key)
          .get("/taxii2/")
          .then()
          .statusCode(200)
          .header("Content-Type", equalTo(TAXII));
    }
    Response head = client().head(collection + "/objects/?limit=1");
    head.then().statusCode(200).header("Content-Type", equalTo(TAXII));
    assertThat(head.header("Content-Length"))
        .isEqualTo(Integer.toString(get(collection + "/objects/?limit=1").asByteArray().length));
  }

  @Test
  void theConsumersCutHolds() throws Exception {
    publish("45.93.5.1", "2a01:4f9:93:5::1", "2a01:4f9:93:5::2");
    key = key(Map.of("name", "six", "families", "v6"));
    withdraw("2a01:4f9:93:5::2");
    withdraw("45.93.5.1");
    List<JsonNode> objects = walk(collection + "/objects/?match[type]=indicator", 100);
    assertThat(texts(objects, "name"))
        .contains("2a01:4f9:93:5::1", "2a01:4f9:93:5::2")
        .allMatch(name -> name.contains(":"));
  }
}
