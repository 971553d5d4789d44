package org.tocsin.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.audit.AuditLog;

/** How comparing rules begins, goes on and ends. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class RulesResourceTest {

  private static final byte[] BODY =
      "{\"old\":\"current\",\"new\":{\"policy.yaml\":\"a\"},\"last\":\"3h\"}"
          .getBytes(StandardCharsets.UTF_8);
  private static final RulesComparison.Outcome OUTCOME =
      new RulesComparison.Outcome(
          7,
          List.of(new RulesComparison.Change("45.84.1.1", "none", "global", "floor.score")),
          List.of(),
          1.5);

  @Inject AuditLog audit;
  @Inject ObjectMapper json;
  @Inject TestClock clock;

  private interface Work {
    void go(Runnable whileWorking);
  }

  private static final class Fake implements RulesComparison {
    private final List<String> asked = new ArrayList<>();
    private Optional<Refused> refused = Optional.empty();
    private Work work = any -> {};

    @Override
    public Prepared prepare(
        Optional<SortedMap<String, String>> before,
        Optional<SortedMap<String, String>> after,
        Duration last)
        throws Refused {
      if (refused.isPresent()) {
        throw refused.get();
      }
      asked.add(before + " " + after + " " + last);
      return new Prepared() {
        @Override
        public String subject() {
          return "old x, new y";
        }

        @Override
        public Outcome run(Runnable whileWorking) {
          work.go(whileWorking);
          return OUTCOME;
        }
      };
    }
  }

  private final Fake comparison = new Fake();

  private RulesResource resource() {
    return new RulesResource(
        new RulesActs(comparison, audit, clock),
        QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal("somebody")).build(),
        json);
  }

  private static void write(Response answer, OutputStream to) throws IOException {
    ((StreamingOutput) answer.getEntity()).write(to);
  }

  private static String written(Response answer) throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    write(answer, to);
    return to.toString(StandardCharsets.UTF_8);
  }

  @Test
  void answersWithWhatDiffersAndKeepsARecordOfIt() throws IOException {
    assertThat(written(resource().diff(BODY)))
        .isEqualTo(
            "{\"signals\":7,\"enter\":[{\"address\":\"45.84.1.1\",\"from\":\"none\","
                + "\"to\":\"global\",\"because\":\"floor.score\"}],\"leave\":[],"
                + "\"seconds\":1.5}");
    assertThat(comparison.asked).containsExactly("Optional.empty Optional[{policy.yaml=a}] PT3H");
    assertThat(
            TestOperator.administrator()
                .get("/api/v1/audit?limit=1000&operator=somebody")
                .jsonPath()
                .getList("items.act"))
        .contains("rules.diff");
  }

  @Test
  void oneAtATimeAndTheNextWhenItIsDone() throws IOException {
    RulesResource resource = resource();
    Response first = resource.diff(BODY);

    assertThatThrownBy(() -> resource.diff(BODY))
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.getResponse().getStatus()).isEqualTo(429));
    written(first);
    assertThat(written(resource.diff(BODY))).contains("\"signals\":7");
  }

  @Test
  void aRefusalMakesRoomForTheNext() throws IOException {
    RulesResource resource = resource();
    comparison.refused =
        Optional.of(new RulesComparison.Refused("bad", List.of("new/policy.yaml:1: a: b")));
    assertThatThrownBy(() -> resource.diff(BODY))
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.getResponse().getStatus()).isEqualTo(400));
    comparison.refused = Optional.of(new RulesComparison.Refused("too much", List.of()));
    assertThatThrownBy(() -> resource.diff(BODY))
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.getResponse().getStatus()).isEqualTo(422));
    comparison.refused = Optional.empty();

    assertThat(written(resource.diff(BODY))).contains("\"signals\":7");
  }

  @Test
  void blankLinesKeepTheConnectionOpen() throws IOException {
    comparison.work =
        whileWorking -> {
          whileWorking.run();
          clock.advance(Duration.ofSeconds(6));
          whileWorking.run();
          whileWorking.run();
        };

    assertThat(written(resource().diff(BODY))).startsWith("\n{");
  }

  @Test
  void whoeverHangsUpEndsTheWorkAndMakesRoom() throws IOException {
    RulesResource resource = resource();
    List<String> reached = new ArrayList<>();
    comparison.work =
        whileWorking -> {
          clock.advance(Duration.ofSeconds(6));
          whileWorking.run();
          reached.add("the end");
        };
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("gone");
          }
        };

    assertThatThrownBy(() -> write(resource.diff(BODY), gone)).isInstanceOf(IOException.class);
    assertThat(reached).isEmpty();
    comparison.work = any -> {};
    assertThat(written(resource.diff(BODY))).contains("\"signals\":7");
  }
}
