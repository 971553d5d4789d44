package org.tocsin.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;

/** Private lists as operators make, fill and delete them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class PrivateListsResourceTest {

  private final TestOperator operator = TestOperator.administrator();

  @Inject TestClock clock;

  private long organisation;
  private String lists;

  @BeforeEach
  void begin() {
    organisation = operator.organisation(false, false);
    lists = "/api/v1/organisations/" + organisation + "/lists";
  }

  private String make(String kind, String scope) {
    Map<String, Object> terms =
        kind.equals("allow")
            ? Map.of("kind", kind, "name", "l")
            : Map.of("kind", kind, "name", "l", "scope", scope);
    Response made = operator.post(lists, terms);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    return lists + "/" + made.jsonPath().getLong("id");
  }

  private static void refuses(Response answer, int status, String said) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.jsonPath().getString("detail")).contains(said);
  }

  @Test
  void aListIsShownAsItWasMade() {
    Response made = operator.post(lists, Map.of("kind", "block", "name", "bad-1"));

    assertThat(made.jsonPath().getMap(""))
        .containsEntry("kind", "block")
        .containsEntry("name", "bad-1")
        .containsEntry("description", "")
        .containsEntry("remediation", "ban")
        .containsEntry("scope", "ip")
        .containsEntry("duration", "24h")
        .containsEntry("entries", 0)
        .containsEntry("createdAt", clock.instant().toString())
        .containsEntry("updatedAt", clock.instant().toString());
    assertThat(
            operator
                .get(lists + "/" + made.jsonPath().getLong("id"))
                .jsonPath()
                .<String, Object>getMap(""))
        .isEqualTo(made.jsonPath().getMap(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':'x'}|'kind'",
        "{'kind':'grey','name':'x'}|'kind'",
        "{'kind':'block'}|'name'",
        "{'kind':'block','name':'a b'}|'name'",
        "{'kind':'block','name':'../x'}|'name'",
        "{'kind':'allow','name':7}|'name'",
        "{'kind':'block','name':'x','remediation':'Ban'}|'remediation'",
        "{'kind':'block','name':'x','scope':'as'}|'scope'",
        "{'kind':'block','name':'x','duration':'1d'}|'duration'",
        "{'kind':'block','name':'x','duration':'2h'}|'duration'",
        "{'kind':'block','name':'x','duration':'169h'}|'duration'",
        "{'kind':'block','name':'x','entries':[]}|'entries'",
        "{'kind':'allow','name':'x','remediation':'ban'}|unknown field 'remediation'",
        "{'kind':'allow','name':'x','duration':'24h'}|unknown field 'duration'",
        "[]|must be a JSON object"
      })
  void aBadListIsRefusedNamingTheField(String body, String said) {
    refuses(operator.post(lists, body.replace('\'', '"')), 400, said);
    assertThat(operator.get(lists).jsonPath().getList("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "block|ip|['45.90.0.1','x']|'entries[1].value'",
        "block|ip|['45.90.0.0/24']|addresses, not ranges",
        "block|range|['45.90.0.1']|45.90.0.1/32",
        "block|range|['45.90.0.1/24']|did you mean 45.90.0.0/24",
        "block|range|['45.0.0.0/7']|host bits",
        "block|range|['44.0.0.0/7']|wider than /8",
        "block|ip|['10.1.2.3']|not public",
        "block|ip|['127.0.0.1']|not public",
        "block|ip|['fe80::1']|not public",
        "block|range|['192.0.0.0/8']|not public",
        "block|range|['172.16.1.0/24']|not public",
        "block|range|['2001::/16']|not public",
        "allow|ip|['0.0.0.0/0']|wider than /8",
        "allow|ip|[{'comment':'x'}]|'entries[0].value'",
        "allow|ip|[{'value':'10.0.0.1','note':'x'}]|unknown field 'entries[0].note'",
        "allow|ip|[{'value':'10.0.0.1','expiresAt':'2001-01-01T00:00:00Z'}]|'entries[0].expiresAt'",
        "allow|ip|[{'value':'10.0.0.1','comment':'a\\nb'}]|'entries[0].comment'",
        "allow|ip|[7]|'entries[0]'",
        "allow|ip|[null]|'entries[0]'",
        "allow|ip|{'entries':'10.0.0.1'}|'entries'",
        "allow|ip|{'entries':[],'more':1}|unknown field 'more'",
        "allow|ip|{}|'entries'",
        "allow|ip|7|must be a JSON object",
        "allow|ip|[|not JSON"
      })
  void badEntriesAreRefusedWholeNamingWhichOne(
      String kind, String scope, String body, String said) {
    String list = make(kind, scope);

    refuses(operator.put(list + "/entries", body.replace('\'', '"')), 400, said);
    refuses(operator.post(list + "/entries", body.replace('\'', '"')), 400, said);

    assertThat(operator.get(list).jsonPath().getInt("entries")).isZero();
  }

  @Test
  void entriesAreAddedReplacedAndRemoved() {
    String list = make("allow", "") + "/entries";
    operator
        .put(list, List.of("10.0.0.0/8", Map.of("value", "45.90.0.1", "comment", "old")))
        .then()
        .statusCode(200);
    String first = "items.find{it.value=='45.90.0.1'}";
    int id = operator.get(list).jsonPath().getInt(first + ".id");

    operator
        .post(
            list,
            Map.of("entries", List.of(Map.of("value", "45.90.0.1", "comment", "new"), "fd00::/8")))
        .then()
        .statusCode(200);
    assertThat(operator.get(list).jsonPath().getList("items.value"))
        .containsExactlyInAnyOrder("10.0.0.0/8", "45.90.0.1", "fd00::/8");
    assertThat(operator.get(list).jsonPath().getString(first + ".comment")).isEqualTo("new");
    assertThat(operator.get(list).jsonPath().getInt(first + ".id")).isEqualTo(id);
    assertThat(operator.get(list + "?limit=2").jsonPath().getList("items")).hasSize(2);
    assertThat(operator.get(list + "?limit=2").jsonPath().getString("next")).isNotNull();

    operator.delete(list + "/10.0.0.0/8").then().statusCode(204);
    operator.delete(list + "/fd00::/8").then().statusCode(204);
    operator.delete(list + "/fd00::/8").then().statusCode(404);
    operator.delete(list + "/nothing").then().statusCode(404);
    operator.put(list, "[\"45.90.0.2\"]").then().statusCode(200);
    assertThat(operator.get(list).jsonPath().getList("items.value")).containsExactly("45.90.0.2");
    operator.put(list, "[]").then().statusCode(200);
    assertThat(operator.get(list).jsonPath().getList("items")).isEmpty();
  }

  @Test
  void aListHoldsAHundredThousandEntriesAndNoMore() {
    String list = make("block", "ip") + "/entries";
    List<String> most =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "45." + (92 + (i >> 16)) + "." + ((i >> 8) & 255) + "." + (i & 255))
            .toList();

    assertThat(operator.put(list, most).jsonPath().getInt("entries")).isEqualTo(100_000);
    operator.post(list, List.of("45.92.0.1")).then().statusCode(200);
    refuses(operator.post(list, List.of("45.99.0.1")), 409, "100000");
    refuses(
        operator.put(
            list,
            java.util.stream.Stream.concat(most.stream(), List.of("1.1.1.1").stream()).toList()),
        400,
        "100000");
    assertThat(operator.get(list.replace("/entries", "")).jsonPath().getInt("entries"))
        .isEqualTo(100_000);
    refuses(operator.put(list, "[" + " ".repeat(8 << 20) + "]"), 413, "larger");
  }

  @Test
  void anOrganisationHasTwentyListsOfDifferentNames() {
    for (int i = 0; i < 20; i++) {
      operator
          .post(lists, Map.of("kind", i % 2 == 0 ? "block" : "allow", "name", "l" + i))
          .then()
          .statusCode(201);
      if (i < 19) {
        refuses(
            operator.post(lists, Map.of("kind", i % 2 == 0 ? "block" : "allow", "name", "l" + i)),
            409,
            "name");
      }
    }
    refuses(operator.post(lists, Map.of("kind", "allow", "name", "more")), 409, "20");
    int first = operator.get(lists).jsonPath().getInt("items[0].id");
    operator.delete(lists + "/" + first).then().statusCode(204);
    operator.post(lists, Map.of("kind", "allow", "name", "more")).then().statusCode(201);
  }

  @Test
  void aListIsFoundOnlyUnderItsOwnOrganisation() {
    String list = make("allow", "");
    String other =
        "/api/v1/organisations/"
            + operator.organisation(false, false)
            + list.substring(list.indexOf("/lists/"));

    operator.get(other).then().statusCode(404);
    operator.get(other + "/entries").then().statusCode(404);
    operator.put(other + "/entries", List.of("10.0.0.1")).then().statusCode(404);
    operator.delete(other).then().statusCode(404);
    operator.get(list).then().statusCode(200);
  }

  @Test
  void everyChangeIsOnRecord() {
    String list = make("allow", "");
    operator.put(list + "/entries", List.of("10.0.0.1"));
    operator.post(list + "/entries", List.of("10.0.0.2"));
    operator.delete(list + "/entries/10.0.0.2");
    operator.post(list + "/link", Map.of());
    operator.delete(list);

    assertThat(acts("organisation " + organisation))
        .containsExactly(
            "private-list.create",
            "private-list.replace-entries",
            "private-list.add-entries",
            "private-list.remove-entry",
            "private-list.replace-link",
            "private-list.delete");
  }

  private List<String> acts(String subject) {
    String path = "/api/v1/audit?limit=1000";
    List<String> acts = new java.util.ArrayList<>();
    for (String cursor = ""; cursor != null; ) {
      Response page = operator.get(path + cursor);
      List<Map<String, Object>> items = page.jsonPath().getList("items");
      items.stream()
          .filter(item -> subject.equals(item.get("subject")))
          .map(item -> String.valueOf(item.get("act")))
          .filter(act -> act.startsWith("private-list."))
          .forEach(acts::add);
      String next = page.jsonPath().getString("next");
      cursor = next == null ? null : "&cursor=" + next;
    }
    return acts;
  }
}
