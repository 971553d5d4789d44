package org.tocsin.agent.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.agent.community.FakeCommunity.HEAD;
import static org.tocsin.agent.community.FakeCommunity.LOGIN;
import static org.tocsin.agent.community.FakeCommunity.LONG;
import static org.tocsin.agent.community.FakeCommunity.SIGNALS;
import static org.tocsin.agent.verification.Forge.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.community.Community.Around;
import org.tocsin.agent.community.Community.Settings;
import org.tocsin.agent.community.Community.Status;
import org.tocsin.agent.decision.AdoptedList;
import org.tocsin.agent.verification.Forge;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class CommunityTest {
  private final FakeCommunity server;
  private final List<Notice> notices = new ArrayList<>();
  private Path folder = Path.of("");
  private Instant now = NOW;

  CommunityTest() throws IOException {
    server = new FakeCommunity();
  }

  @BeforeEach
  void enrol(@TempDir Path given) throws IOException {
    folder = given;
    Files.writeString(
        folder.resolve("credentials.yaml"),
        "url: " + server.url() + "\nlogin: me\npassword: secret-password\n");
    server.publish(server.forge.head(3, "9.1.1.1\n"));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void takesNoPartWithoutCredentials(@TempDir Path empty) throws IOException {
    assertThat(Community.open(Settings.usual(empty), around())).isEmpty();
  }

  @Test
  void adoptsTheListAndComesBackInTwoHours() throws IOException {
    Community community = opened();
    Instant next = community.pull();

    AdoptedList list = community.lists().get(0);
    assertThat(list.name()).isEqualTo("community");
    assertThat(list.origin()).isEqualTo("CAPI");
    assertThat(list.covers(Address.parse("9.1.1.1").orElseThrow())).isTrue();
    assertThat(list.covers(Address.parse("9.1.1.2").orElseThrow())).isFalse();
    assertThat(next)
        .isBetween(NOW.plus(Duration.ofMinutes(115)), NOW.plus(Duration.ofMinutes(125)));
    Status status = community.status();
    assertThat(status.serial()).contains(3L);
    assertThat(status.size()).isEqualTo(1);
    assertThat(status.lastPull()).contains(NOW);
    assertThat(status.problem()).isEmpty();
    assertThat(status.fingerprints()).hasSize(1);
  }

  @Test
  void comesBackSoonerAfterAFailureAndLessAndLessSoon() throws IOException {
    Community community = opened();
    Duration before = Duration.ZERO;
    for (int i = 0; i < 4; i++) {
      server.next(HEAD, 500, "");
      Duration wait = Duration.between(now, community.pull());
      assertThat(wait).isGreaterThan(before.plusMillis(before.toMillis() / 4));
      assertThat(wait).isLessThan(Duration.ofMinutes(30));
      before = wait;
    }
    assertThat(community.status().problem()).get().asString().contains("HTTP 500");
    assertThat(notices).hasSize(4).extracting(Notice::kind).containsOnly(Notice.Kind.FAILED);
  }

  @Test
  void leavesTheServerAloneAsLongAsItAsks() throws IOException {
    server.next(
        HEAD,
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "3600");
          FakeCommunity.send(exchange, 429, new byte[0]);
        });

    assertThat(opened().pull()).isAfterOrEqualTo(NOW.plusSeconds(3600));
  }

  @Test
  void tellsOfARefusalAndKeepsItsList() throws IOException {
    Community community = opened();
    community.pull();
    server.publish(server.forge.head(2, ""));
    notices.clear();
    community.pull();

    assertThat(notices)
        .containsExactly(
            new Notice(Notice.Kind.REFUSED, "the list went back: release 2 is offered, 3 is held"));
    assertThat(community.lists().get(0).size()).isEqualTo(1);
  }

  @Test
  void keepsAListThatExpiredWithItsEnd() throws IOException {
    opened().pull();
    now = NOW.plus(Duration.ofDays(2));
    server.next(HEAD, 304, "");
    Community community = opened();
    community.pull();

    assertThat(community.lists().get(0).until()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    assertThat(community.status().problem()).get().asString().contains("expired");
  }

  @Test
  void sendsAllSignalsInBatchesAndLogsInWithItsScenarios() throws IOException {
    Community community = opened();
    community.add(IntStream.range(0, 120).mapToObj(OutboxTest::signal).toList());
    community.push();

    assertThat(server.signals).hasSize(3);
    assertThat(distinctSent()).isEqualTo(120);
    assertThat(community.status().waiting()).isZero();
    assertThat(community.status().sent()).isEqualTo(120);
    assertThat(server.count(LOGIN)).isEqualTo(1);
    assertThat(server.logins).containsExactly(List.of("crowdsecurity/ssh-bf"));
  }

  @Test
  void losesNothingInALongOutageOrARestart() throws IOException {
    Community community = opened();
    for (int i = 0; i < 5; i++) {
      community.add(List.of(OutboxTest.signal(i)));
      server.next(SIGNALS, 503, "");
      assertThat(community.push()).isAfter(now);
    }
    Community restarted = opened();
    restarted.push();

    assertThat(notices).extracting(Notice::text).filteredOn(t -> t.contains("wait")).hasSize(1);
    assertThat(distinctSent()).isEqualTo(5);
    assertThat(restarted.status().waiting()).isZero();
  }

  @Test
  void setsAsideOnlyTheSignalThatTheServerRefuses() throws IOException {
    String bad = new UUID(0, 5).toString();
    server.refuseSignalsWith(bad);
    Community community = opened();
    community.add(IntStream.range(0, 9).mapToObj(OutboxTest::signal).toList());
    community.push();

    assertThat(community.status().lost()).isEqualTo(1);
    assertThat(community.status().waiting()).isZero();
    assertThat(distinctSent()).isEqualTo(8);
    assertThat(server.signals).noneMatch(body -> body.contains(bad));
  }

  private long distinctSent() {
    return server.signals.stream()
        .flatMap(body -> Pattern.compile("\"uuid\":\"([^\"]*)").matcher(body).results())
        .map(found -> found.group(1))
        .distinct()
        .count();
  }

  private Around around() {
    return new Around(
        () -> now, new Random(1), notices::add, () -> List.of("crowdsecurity/ssh-bf"), "test");
  }

  private Community opened() throws IOException {
    Settings usual = Settings.usual(folder);
    Settings settings =
        new Settings(
            folder,
            usual.pullEvery(),
            usual.pullJitter(),
            usual.pushEvery(),
            usual.batch(),
            new Timeouts(LONG, LONG),
            LONG);
    return Community.open(settings, around()).orElseThrow();
  }

  @Test
  void whatIsKeptCanBeVerifiedBesideARunningAgent() throws IOException {
    assertThat(KeptList.read(folder).orElseThrow().release()).isEmpty();
    opened().pull();

    KeptList kept = KeptList.read(folder).orElseThrow();

    assertThat(kept.problem()).isEmpty();
    assertThat(kept.fingerprints()).hasSize(1);
    assertThat(kept.release()).map(KeptList.Release::serial).contains(3L);
    assertThat(kept.release().orElseThrow().addresses().size()).isEqualTo(1);
  }

  @Test
  void aChangedFileIsNoticedByWhoVerifies() throws IOException {
    opened().pull();
    try (var files = Files.list(folder.resolve("community"))) {
      Path snapshot =
          files.filter(file -> file.toString().contains("snapshot-")).findFirst().orElseThrow();
      Files.writeString(snapshot, "9.1.1.2\n");
    }

    assertThat(KeptList.read(folder).orElseThrow().problem()).isPresent();
  }

  @Test
  void nothingIsKeptOfWhoIsNotEnrolled(@TempDir Path empty) throws IOException {
    assertThat(KeptList.read(empty)).isEmpty();
  }

  @Test
  void theListWaitsUntilItIsKnownWhomTheOrganisationAllows() throws IOException {
    server.next(FakeCommunity.STREAM, 500, "");
    Community community = opened();
    community.pull();
    assertThat(community.lists()).isEmpty();

    community.pull();
    assertThat(community.lists()).hasSize(1);
  }

  @Test
  void whatIsWrongWithTheOrganisationsListsLeavesTheCommunitysAlone() throws IOException {
    Community community = opened();
    community.pull();
    now = now.plusSeconds(60);
    server.publish(server.forge.issuedAt(now).head(4, "9.1.1.1\n9.1.1.2\n"));
    server.next(
        FakeCommunity.STREAM,
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "20000");
          FakeCommunity.send(exchange, 429, new byte[0]);
        });
    Instant next = community.pull();

    assertThat(community.lists().get(0).size()).isEqualTo(2);
    assertThat(community.status().lastPull()).contains(now);
    assertThat(community.status().problem()).get().asString().contains("stream answered HTTP 429");
    assertThat(next).isBefore(now.plus(Duration.ofMinutes(126)));
    now = next;
    community.pull();
    assertThat(server.count(FakeCommunity.STREAM)).isEqualTo(2);
    assertThat(server.count(HEAD)).isEqualTo(3);
    assertThat(community.status().problem()).isPresent();
  }

  @Test
  void whatIsWrongWithTheCommunitysListLeavesTheOrganisationsAlone() throws IOException {
    Community community = opened();
    community.pull();
    server.files.put(
        FakeCommunity.STREAM,
        Forge.bytes(
            "{\"links\":{},\"new\":[{\"decisions\":["
                + "{\"value\":\"9.7.7.7\",\"duration\":\"1h\"}]}]}"));
    server.next(HEAD, 500, "");
    now = now.plusSeconds(60);
    community.pull();

    assertThat(community.lists()).extracting(AdoptedList::name).contains("scoped");
    assertThat(community.status().lastPull()).contains(NOW);
    assertThat(community.status().problem()).get().asString().contains("HTTP 500");
    community.pull();
    assertThat(community.status().problem()).isEmpty();
  }

  /** Else what is wrong with one address would keep even the allowances from being known. */
  @Test
  void whomTheOrganisationAllowsIsKnownThoughTheRestOfTheStreamIsWrong() throws IOException {
    server.files.put(
        FakeCommunity.STREAM,
        Forge.bytes("{\"new\":[{\"decisions\":[{\"value\":\"?\"}]}],\"links\":{}}"));
    Community community = opened();
    community.pull();

    assertThat(community.lists()).hasSize(1);
    assertThat(community.status().problem()).get().asString().contains("is no address");
  }

  @Test
  void anErrandThatRunsOutOfMemoryIsDueAgain() {
    Cadence cadence =
        new Cadence(Duration.ofHours(2), Duration.ZERO, Duration.ofMinutes(1), new Random(1));
    Errand errand = new Errand(() -> now, cadence, notices::add);
    Instant due =
        errand.run(
            any -> {
              throw new OutOfMemoryError("Java heap space");
            });

    assertThat(due).isBetween(now.plusSeconds(60), now.plusSeconds(90));
    assertThat(errand.problem()).contains("fetching lists broke off: OutOfMemoryError");
    assertThat(notices).hasSize(1);
    errand.run(any -> {});
    assertThat(errand.problem()).isEmpty();
    assertThat(errand.lastSuccess()).contains(now);
  }
}
