package org.tocsin.agent.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.expression.Language;

/** Decisions on a real database: what holds, what is kept, what others change. */
final class DecisionsTest {
  private Instant now = Instant.parse("2026-05-06T07:08:09Z");
  private final List<String> notes = new ArrayList<>();
  private final AtomicInteger drawn = new AtomicInteger();
  private final FakeAdopted adopted = new FakeAdopted();
  @TempDir private Path folder;
  private SqliteStore store;
  private Decisions decisions;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder);
    decisions = decisions(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Decisions decisions(SqliteStore on) {
    return new Decisions(on, new Decisions.World(() -> now, this::name, adopted, notes::add));
  }

  private String name() {
    return "u" + drawn.incrementAndGet();
  }

  private Decisions.Response respond(String address) {
    Profiles profiles =
        Profiles.load(
            Profiles.STANDARD, Language.of(Map.of()), decisions::count, this::name, notes::add);
    return decisions.respond(TestAlerts.of(address, true), profiles, false);
  }

  private List<Decision> about(Decisions of, String address) {
    return of.about(Address.parse(address).orElseThrow());
  }

  @Test
  void anAlertBecomesADecisionThatOutlivesARestart() {
    respond("9.1.2.3");
    store.close();
    store = SqliteStore.open(folder);

    assertThat(about(decisions(store), "9.1.2.3")).hasSize(1);
    assertThat(new SqliteAlerts(store).newest(Instant.EPOCH))
        .extracting(AlertRecord::scenario)
        .containsExactly("a/ssh-bf");
  }

  @Test
  void nothingIsDecidedAboutWhatIsAllowed() {
    Prefix range = Prefix.parse("9.1.0.0/16").orElseThrow();
    new SqliteAllowed(store).allow(new AllowedRange(range, "our office", Optional.empty()), now);
    decisions.tick();

    Decisions.Response response = respond("9.1.2.3");

    assertThat(response.decisions()).isEmpty();
    assertThat(response.allowed()).map(AllowedRange::reason).contains("our office");
    assertThat(new SqliteAlerts(store).newest(Instant.EPOCH)).isEmpty();
  }

  @Test
  void whatOthersAllowIsAllowedUntilItEnds() {
    Prefix range = Prefix.parse("9.1.2.3/32").orElseThrow();
    adopted.allowed = List.of(new AllowedRange(range, "shared", Optional.of(now.plusSeconds(60))));

    assertThat(respond("9.1.2.3").decisions()).isEmpty();
    now = now.plusSeconds(60);
    assertThat(respond("9.1.2.3").decisions()).hasSize(1);
  }

  @Test
  void seesWhatACommandDecidedBesideIt() {
    try (SqliteStore command = SqliteStore.open(folder)) {
      Decision byHand =
          new Decision(
              "h",
              "cscli",
              "by hand",
              "ban",
              Target.of("9.9.9.9"),
              now,
              now.plusSeconds(60),
              false);
      new SqliteDecisions(command).add(0, List.of(byHand));
      decisions.tick();
      assertThat(about(decisions, "9.9.9.9")).hasSize(1);

      new SqliteDecisions(command).end(held -> true, now);
      decisions.tick();
      assertThat(about(decisions, "9.9.9.9")).isEmpty();
    }
  }

  @Test
  void whatACommandChangedBeforeTheAgentWroteItselfIsSeenToo() {
    try (SqliteStore command = SqliteStore.open(folder)) {
      Decision byHand =
          new Decision(
              "h",
              "cscli",
              "by hand",
              "ban",
              Target.of("9.9.9.9"),
              now,
              now.plusSeconds(60),
              false);
      new SqliteDecisions(command).add(0, List.of(byHand));
      respond("9.1.2.3");
      decisions.tick();

      assertThat(about(decisions, "9.9.9.9")).hasSize(1);
    }
  }

  @Test
  void aClockThatIsPutForwardDeletesNothing() {
    respond("9.1.2.3");
    decisions.tick();
    now = now.plusSeconds(10L * 365 * 24 * 3600);
    decisions.tick();
    now = now.minusSeconds(10L * 365 * 24 * 3600);
    decisions.tick();

    assertThat(new SqliteAlerts(store).newest(Instant.EPOCH)).hasSize(1);
    assertThat(about(decisions, "9.1.2.3")).hasSize(1);
  }

  @Test
  void aFullDiskLosesNoDecision() {
    fillTheDisk();
    respond("9.1.2.3");
    respond("9.1.2.4");
    assertThat(about(decisions, "9.1.2.3")).hasSize(1);
    assertThat(notes).hasSize(1);

    makeRoom();
    decisions.tick();

    assertThat(about(decisions, "9.1.2.3")).hasSize(1);
    assertThat(about(decisions(store), "9.1.2.3")).hasSize(1);
    assertThat(about(decisions(store), "9.1.2.4")).hasSize(1);
    assertThat(notes).last().asString().contains("can be written again");
  }

  private void fillTheDisk() {
    store.rows("PRAGMA max_page_count = 1", row -> 0);
    // What is left of the last page is used up first.
    int before = notes.size();
    for (int i = 0; i < 200 && notes.size() == before; i++) {
      respond("9.200.0." + i);
    }
    assertThat(notes).hasSize(1);
  }

  private void makeRoom() {
    store.rows("PRAGMA max_page_count = 1000000", row -> 0);
  }

  @Test
  void alertsAndWhatEndedAreKeptForAWeek() {
    respond("9.1.2.3");
    for (int i = 0; i < 8 * 48; i++) {
      now = now.plusSeconds(1_800);
      decisions.tick();
    }

    assertThat(new SqliteAlerts(store).newest(Instant.EPOCH)).isEmpty();
    assertThat(decisions.count("9.1.2.3", Instant.EPOCH)).isZero();
  }

  @Test
  void theFileIsItsOwnersAlone() throws Exception {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("agent.db"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aDatabaseOfANewerAgentIsRefused() {
    store.in(
        open -> {
          try (Statement statement = open.createStatement()) {
            return statement.execute("PRAGMA user_version = 99");
          }
        });

    assertThatThrownBy(() -> SqliteStore.open(folder))
        .isInstanceOf(StoreFailed.class)
        .hasMessageContaining("newer agent");
  }

  @Test
  void whatIsNoDatabaseIsRefusedByName() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("agent.db"), "not a database at all, but long enough to see");

    assertThatThrownBy(() -> SqliteStore.open(other))
        .isInstanceOf(StoreFailed.class)
        .hasMessageContaining("agent.db");
  }
}
