package org.tocsin.capi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestVerdicts;
import org.tocsin.Together;
import org.tocsin.operator.CurationControl;

/** What is listed for some organisations, in the streams of theirs and of others. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Timeout(120)
final class ScopedStreamTest {

  private static final String SCOPED = "45.86.2.1";
  private static final String GLOBAL = "45.86.2.2";
  private static final List<String> WAYS =
      List.of("/v2 plain", "/v2 gzip", "/v3 plain", "/v3 gzip");

  private final TestOperator operator = TestOperator.administrator();

  @Inject CurationControl curation;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private TestVerdicts verdicts;
  private long organisation;
  private TestAgent inside;
  private TestAgent outside;
  private TestAgent stranger;

  @BeforeEach
  void begin() {
    verdicts = new TestVerdicts(dataSource);
    organisation = operator.organisation(false, false);
    inside = TestAgent.enrolled(operator, organisation);
    outside = TestAgent.enrolled(operator, operator.organisation(true, false));
    stranger = TestAgent.register();
    // The verdicts have no evidence: a night, which judges everything again, must not fall between.
    Instant midnight = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    later(Duration.between(clock.instant(), midnight).plusMinutes(1));
    verdicts.scoped(SCOPED, clock.instant().plus(Duration.ofHours(3)), organisation);
    verdicts.global(GLOBAL, clock.instant().plus(Duration.ofHours(9)));
    curation.run(false);
  }

  @AfterEach
  void leaveNothing() {
    verdicts.off(SCOPED);
    verdicts.off(GLOBAL);
    clock.advance(Duration.ofMinutes(1));
    curation.run(false);
  }

  /** Lets time pass, and with it everybody's tokens. */
  private void later(Duration time) {
    clock.advance(time);
    curation.run(false);
    inside = inside.loggedInAgain();
    outside = outside.loggedInAgain();
    stranger = stranger.loggedInAgain();
  }

  private static byte[] bytes(TestAgent agent, String way) {
    String path = way.substring(0, 3) + "/decisions/stream";
    Capi.Answer answer =
        Capi.get(agent, path, "Accept-Encoding", way.endsWith("gzip") ? "gzip" : "identity");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding");
    assertThat(answer.header("Content-Encoding")).isEqualTo(way.endsWith("gzip") ? "gzip" : "");
    return answer.raw().body();
  }

  private static JsonNode stream(TestAgent agent, String way) {
    byte[] bytes = bytes(agent, way);
    try {
      if (!way.endsWith("gzip")) {
        return new ObjectMapper().readTree(bytes);
      }
      try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        return new ObjectMapper().readTree(gzip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> values(TestAgent agent, String way, String list) {
    JsonNode part = stream(agent, way).path(list);
    List<String> values = new ArrayList<>(part.findValuesAsText("value"));
    part.forEach(
        group ->
            group
                .path("decisions")
                .forEach(
                    decision -> {
                      if (decision.isTextual()) {
                        values.add(decision.asText());
                      }
                    }));
    return values;
  }

  @Test
  void onlyTheOrganisationGetsWhatIsListedForIt() {
    for (String way : WAYS) {
      assertThat(values(inside, way, "new")).as(way).contains(SCOPED, GLOBAL);
      assertThat(values(outside, way, "new")).as(way).contains(GLOBAL).doesNotContain(SCOPED);
      assertThat(values(stranger, way, "new")).as(way).contains(GLOBAL).doesNotContain(SCOPED);
      assertThat(bytes(outside, way)).as(way).isEqualTo(bytes(stranger, way));
      assertThat(bytes(inside, way)).as("the second time").isEqualTo(bytes(inside, way));
    }
    assertThat(
            Capi.get(inside, "/v3/decisions/stream?community_pull=false&additional_pull=false")
                .text())
        .doesNotContain(SCOPED, GLOBAL);
  }

  @Test
  void whoHasTheListFromElsewhereAsksForTheOrganisationsPartAlone() {
    String alone = "/v3/decisions/stream?community_pull=false&scoped=true";

    assertThat(Capi.get(inside, alone).text()).contains(SCOPED).doesNotContain(GLOBAL);
    assertThat(Capi.get(outside, alone).text()).doesNotContain(SCOPED, GLOBAL);
    assertThat(Capi.get(stranger, alone).text()).doesNotContain(SCOPED, GLOBAL);
  }

  @Test
  void anAgentThatJoinsGetsIt() {
    assertThat(values(stranger, "/v3 gzip", "new")).doesNotContain(SCOPED);
    stranger.enrol(operator.enrolmentKey(organisation)).then().statusCode(201);

    assertThat(values(stranger, "/v3 gzip", "new")).contains(SCOPED);
  }

  @Test
  void durationsAreThoseOfTheListing() {
    for (JsonNode decision : stream(inside, "/v2 plain").path("new")) {
      if (decision.path("value").asText().equals(SCOPED)) {
        assertThat(decision.path("duration").asText()).isEqualTo("2h55m0s");
        assertThat(decision.path("scenario").asText()).isEqualTo("t/attack");
      }
    }
    later(Duration.ofMinutes(174));
    assertThat(values(inside, "/v2 gzip", "new")).contains(SCOPED);
    later(Duration.ofMinutes(3));
    for (String way : WAYS) {
      assertThat(values(inside, way, "new")).as(way).contains(GLOBAL).doesNotContain(SCOPED);
      assertThat(values(inside, way, "deleted")).as(way).doesNotContain(SCOPED);
    }
  }

  @Test
  void whatLeavesEarlyIsRepeatedAsDeletedToThoseWhoHadIt() {
    long serial = curation.run(false).serial();
    verdicts.off(SCOPED);
    assertThat(curation.run(false).serial()).as("no release").isEqualTo(serial);

    for (int i = 0; i < 2; i++) {
      for (String way : WAYS) {
        assertThat(values(inside, way, "new")).as(way).contains(GLOBAL).doesNotContain(SCOPED);
        assertThat(values(inside, way, "deleted")).as(way).containsOnlyOnce(SCOPED);
        assertThat(values(outside, way, "deleted")).as(way).doesNotContain(SCOPED);
        assertThat(values(stranger, way, "deleted")).as(way).doesNotContain(SCOPED);
      }
      later(Duration.ofMinutes(89));
    }
    later(Duration.ofMinutes(2));
    assertThat(values(inside, "/v2 gzip", "deleted")).as("it ended").doesNotContain(SCOPED);
    for (String part : List.of("new", "deleted")) {
      assertThat(values(inside, "/v2 gzip", part)).isEqualTo(values(stranger, "/v2 gzip", part));
    }
  }

  @Test
  void whatBecomesListedForEverybodyIsDeletedFromNobody() {
    verdicts.global(SCOPED, clock.instant().plus(Duration.ofHours(1)));
    curation.run(false);

    for (String way : WAYS) {
      for (TestAgent agent : List.of(inside, outside, stranger)) {
        assertThat(values(agent, way, "new")).as(way).containsOnlyOnce(SCOPED);
        assertThat(values(agent, way, "deleted")).as(way).doesNotContain(SCOPED);
      }
    }
    verdicts.off(SCOPED);
    later(Duration.ofHours(1));
    assertThat(values(inside, "/v3 gzip", "deleted")).as("was told longer").contains(SCOPED);
    assertThat(values(outside, "/v3 gzip", "deleted")).doesNotContain(SCOPED);
  }

  @Test
  void whatIsNoLongerListedForEverybodyStaysWithThoseItIsScopedTo() {
    verdicts.scoped(GLOBAL, clock.instant().plus(Duration.ofHours(2)), organisation);
    curation.run(false);

    for (String way : WAYS) {
      assertThat(values(inside, way, "new")).as(way).containsOnlyOnce(GLOBAL);
      assertThat(values(inside, way, "deleted")).as(way).doesNotContain(GLOBAL);
      assertThat(values(outside, way, "new")).as(way).doesNotContain(GLOBAL);
      assertThat(values(outside, way, "deleted")).as(way).contains(GLOBAL);
    }
  }

  @Test
  void manyWhoAskAtOnceGetTheSame() {
    List<TestAgent> agents =
        java.util.stream.Stream.generate(() -> TestAgent.enrolled(operator, organisation))
            .limit(6)
            .toList();
    later(Duration.ofMinutes(3));

    Set<String> texts =
        new HashSet<>(
            Together.run(
                12,
                i -> stream(agents.get(i % 6), i % 2 == 0 ? "/v3 gzip" : "/v3 plain").toString()));

    assertThat(texts).hasSize(1);
    assertThat(texts.iterator().next()).contains(SCOPED);
  }
}
