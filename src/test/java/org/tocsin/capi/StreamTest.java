package org.tocsin.capi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;

/** The list as engines of both generations need it, down to what would make them stop. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StreamTest {

  private static final String LISTED = "45.83.88.10";
  private static final String LISTED_IPV6 = "2a0e:97c0::88";
  private static final String WITHDRAWN = "45.83.88.11";

  private final TestOperator operator = TestOperator.administrator();

  @Inject TestClock clock;

  private boolean published;
  private TestAgent reader;

  @BeforeEach
  void begin() {
    reader = TestAgent.register();
    if (!published) {
      publish();
      published = true;
    }
  }

  private void publish() {
    for (int i = 0; i < 2; i++) {
      TestAgent agent = TestAgent.enrolled(operator, operator.organisation(true, false));
      agent.report("crowdsecurity/ssh-bf", clock.instant(), LISTED, WITHDRAWN);
      agent.report("crowdsecurity/ssh-bf", clock.instant(), LISTED_IPV6);
    }
    operator.curate().then().statusCode(200);
    operator
        .post(
            "/api/v1/allowlist",
            Map.of("range", WITHDRAWN + "/32", "tier", "never", "reason", "test"))
        .then()
        .statusCode(201);
    operator.curate().then().statusCode(200);
  }

  private JsonNode get(String path) {
    Capi.Answer answer = Capi.get(reader, path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    return answer.json();
  }

  private static List<String> texts(Iterable<JsonNode> nodes) {
    List<String> texts = new ArrayList<>();
    nodes.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  @ParameterizedTest
  @CsvSource({"?", "''", "?startup=true", "?startup=false", "/?startup=true"})
  void givesTheOldGenerationSixFieldsOfEachDecisionAndNoOther(String query) {
    JsonNode stream = get("/v2/decisions/stream" + query);

    assertThat(stream.fieldNames()).toIterable().containsExactly("new", "deleted");
    assertThat(stream.path("new").findValuesAsText("value")).contains(LISTED, LISTED_IPV6);
    assertThat(stream.path("deleted").findValuesAsText("value")).contains(WITHDRAWN);
    for (String list : List.of("new", "deleted")) {
      for (JsonNode decision : stream.path(list)) {
        assertThat(decision.fieldNames())
            .toIterable()
            .containsExactlyInAnyOrder("duration", "origin", "scenario", "scope", "type", "value");
        assertThat(decision).allMatch(JsonNode::isTextual);
        assertThat(decision.path("origin").asText()).isEqualTo("CAPI");
        assertThat(decision.path("type").asText()).isEqualTo("ban");
        assertThat(decision.path("scope").asText()).isEqualTo("ip");
        assertThat(decision.path("duration").asText()).matches("\\d+h\\d+m\\d+s");
      }
    }
  }

  @Test
  void givesTheNewGenerationGroupsThatAreNeverEmpty() {
    JsonNode stream = get("/v3/decisions/stream?startup=true");

    assertThat(stream.fieldNames()).toIterable().containsExactly("new", "deleted", "links");
    assertThat(stream.path("links").path("blocklists").isArray()).isTrue();
    assertThat(stream.path("links").path("allowlists").isArray()).isTrue();
    List<String> values = new ArrayList<>();
    for (JsonNode group : stream.path("new")) {
      assertThat(group.path("scenario").asText()).isNotEmpty();
      assertThat(group.path("scope").asText()).isEqualTo("ip");
      assertThat(group.path("decisions")).isNotEmpty();
      for (JsonNode decision : group.path("decisions")) {
        assertThat(decision.fieldNames()).toIterable().containsExactly("value", "duration");
        assertThat(decision.path("duration").asText()).matches("\\d+h\\d+m\\d+s");
        values.add(decision.path("value").asText());
      }
    }
    assertThat(values).contains(LISTED, LISTED_IPV6).doesNotContain(WITHDRAWN);
    assertThat(values).doesNotHaveDuplicates();
    for (JsonNode group : stream.path("deleted")) {
      assertThat(group.path("scope").asText()).isEqualTo("ip");
      assertThat(texts(group.path("decisions"))).contains(WITHDRAWN);
    }
    assertThat(stream.path("deleted")).hasSize(1);
  }

  @Test
  void givesAnAdministratorWhoTurnedTheListOffNothing() {
    JsonNode stream = get("/v3/decisions/stream?community_pull=false&additional_pull=false");

    assertThat(stream.path("new").isArray()).isTrue();
    assertThat(stream.path("new")).isEmpty();
    assertThat(stream.path("deleted").isArray()).isTrue();
    assertThat(stream.path("links").path("blocklists").isArray()).isTrue();
    assertThat(get("/v3/decisions/stream?community_pull=true").path("new")).isNotEmpty();
    assertThat(get("/v3/decisions/stream?additional_pull=false").path("new")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/v2/decisions/stream", "/v3/decisions/stream"})
  void compressesOnlyWhenAsked(String path) throws IOException {
    Capi.Answer plain = Capi.get(reader, path);
    assertThat(plain.header("Content-Encoding")).isEmpty();
    assertThat(plain.header("Vary")).isEqualTo("Accept-Encoding");
    for (String refusal : List.of("identity", "gzip;q=0", "br, gzip; q=0.0")) {
      assertThat(Capi.get(reader, path, "Accept-Encoding", refusal).raw().body())
          .as(refusal)
          .isEqualTo(plain.raw().body());
    }

    for (String wish : List.of("gzip", "GZIP", "deflate, gzip;q=0.5", "br,gzip")) {
      Capi.Answer compressed = Capi.get(reader, path, "Accept-Encoding", wish);
      assertThat(compressed.header("Content-Encoding")).as(wish).isEqualTo("gzip");
      assertThat(compressed.header("Vary")).isEqualTo("Accept-Encoding");
      try (GZIPInputStream gzip =
          new GZIPInputStream(new ByteArrayInputStream(compressed.raw().body()))) {
        assertThat(gzip.readAllBytes()).isEqualTo(plain.raw().body());
      }
    }
  }
}
