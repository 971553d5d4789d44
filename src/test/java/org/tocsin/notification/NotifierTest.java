package org.tocsin.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestSql;
import org.tocsin.Together;
import org.tocsin.sealing.Seal;
import org.tocsin.sealing.Secret;

/** What is told once, what is told again, what is given up, and that two servers tell it once. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class NotifierTest {

  private static final Secret KEY = new Secret("a-secret-of-some-length-2");

  @Inject TestClock clock;
  @Inject DataSource dataSource;
  @Inject Outbox outbox;
  @Inject Channels channels;

  private final Vertx vertx = Vertx.vertx();
  private FakeReceiver receiver;
  private Notifier notifier;

  @BeforeEach
  void start() throws Exception {
    TestSql sql = new TestSql(dataSource);
    sql.change("delete from notification_channel");
    sql.change("delete from notification_event");
    receiver = new FakeReceiver(vertx, new HttpServerOptions());
    notifier = notifier();
  }

  @AfterEach
  void stop() throws Exception {
    receiver.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Notifier notifier() {
    HttpCarrier http =
        new HttpCarrier(
            HttpCarrier.client(vertx),
            host -> List.of(InetAddress.getAllByName("127.0.0.1")),
            true,
            Duration.ofSeconds(10));
    return new Notifier(outbox, channels, new Carriers(http, Optional.empty(), clock), clock);
  }

  private long channel(Set<Event> events) {
    WebTarget target =
        ((WebTarget.Reading.Accepted)
                WebTarget.read("http://hooks.example:" + receiver.port() + "/t", true))
            .target();
    Channels.Creation made =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    channels.create(
                        "c " + UUID.randomUUID(),
                        new Destination.Webhook(target, KEY),
                        events,
                        clock.instant()));
    return ((Channels.Creation.Made) made).channel().id();
  }

  private Channel shown(long id) {
    return QuarkusTransaction.requiringNew().call(() -> channels.find(id)).orElseThrow();
  }

  private static Notice notice(Event event, String subject) {
    return new Notice(event, subject, "title", "text", "/console/");
  }

  private List<String> subjects() {
    return receiver.got.stream()
        .map(got -> new JsonObject(got.body()).getString("subject"))
        .toList();
  }

  @Test
  void whatLastsIsToldOnceAndAgainWhenItComesBack() {
    channel(Set.of(Event.QUEUE_AGE));
    List<Notice> waiting = List.of(notice(Event.QUEUE_AGE, "queue"));
    for (int i = 0; i < 60; i++) {
      notifier.note(waiting);
      notifier.deliver();
      clock.advance(Duration.ofSeconds(30));
    }
    assertThat(subjects()).containsExactly("queue");

    notifier.note(List.of());
    notifier.note(waiting);
    notifier.deliver();
    assertThat(subjects()).as("gone for a moment only").containsExactly("queue");

    clock.advance(Duration.ofMinutes(11));
    notifier.note(List.of());
    notifier.note(waiting);
    notifier.deliver();
    assertThat(subjects()).containsExactly("queue", "queue");
  }

  @Test
  void whatHappenedOnceIsNeverToldAgain() {
    channel(EnumSet.allOf(Event.class));
    for (int i = 0; i < 3; i++) {
      notifier.note(List.of(notice(Event.APPEAL, "case 1")));
      notifier.deliver();
      clock.advance(Duration.ofHours(1));
      notifier.note(List.of());
    }

    assertThat(subjects()).containsExactly("case 1");
  }

  @Test
  void aChannelIsToldOfItsEventsOnly() {
    channel(Set.of(Event.APPEAL, Event.CANARY_HIT));
    notifier.note(
        List.of(
            notice(Event.APPEAL, "case 2"),
            notice(Event.PARKED_RUN, "run"),
            notice(Event.CANARY_HIT, "hit"),
            notice(Event.FAILED_CHECK, "release")));
    notifier.deliver();

    assertThat(subjects()).containsExactlyInAnyOrder("case 2", "hit");
  }

  @Test
  void whatIsNotTakenIsSentAgainWithGrowingPausesUntilItIs() {
    long id = channel(Set.of(Event.APPEAL));
    receiver.answers(500, "broken " + KEY.text());
    notifier.note(List.of(notice(Event.APPEAL, "case 3"), notice(Event.APPEAL, "case 4")));

    assertThat(notifier.deliver()).isZero();
    assertThat(receiver.got).as("the channel rests, the second message too").hasSize(1);
    assertThat(shown(id).lastFailure().orElseThrow().error()).isEqualTo("answered 500");
    clock.advance(Duration.ofSeconds(59));
    notifier.deliver();
    assertThat(receiver.got).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    notifier.deliver();
    assertThat(receiver.got).hasSize(2);

    receiver.answers(204, "");
    clock.advance(Duration.ofMinutes(2));
    assertThat(notifier.deliver()).isEqualTo(2);
    assertThat(subjects()).contains("case 3", "case 4");
    assertThat(shown(id).lastSuccessAt()).contains(clock.instant());
    assertThat(shown(id).waiting()).isZero();
    assertThat(receiver.got.stream().map(got -> got.headers().get("webhook-id")).distinct())
        .as("sent again under the same id")
        .hasSize(2);
  }

  @Test
  void pausesDoubleUpToAnHour() {
    assertThat(IntStream.rangeClosed(1, 9).mapToObj(Notifier::pause).map(Duration::toMinutes))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    assertThat(Notifier.pause(1000)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void whatIsNeverTakenIsGivenUpAndSaysWhy() {
    long id = channel(Set.of(Event.APPEAL));
    receiver.answers(502, "no");
    notifier.note(List.of(notice(Event.APPEAL, "case 5")));
    for (int i = 0; i < 30; i++) {
      notifier.deliver();
      clock.advance(Duration.ofHours(1));
    }

    assertThat(receiver.got).hasSize(Notifier.MOST_ATTEMPTS);
    Channel channel = shown(id);
    assertThat(channel.waiting()).isZero();
    assertThat(channel.givenUp())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.subject()).isEqualTo("case 5");
              assertThat(one.event()).isEqualTo(Event.APPEAL);
              assertThat(one.error()).isEqualTo("answered 502");
            });
  }

  @Test
  void whatIsADayOldIsTriedOnceMoreAtMost() {
    long id = channel(Set.of(Event.APPEAL));
    receiver.answers(502, "no");
    notifier.note(List.of(notice(Event.APPEAL, "case 6")));
    clock.advance(Notifier.WORTH_TELLING);
    notifier.deliver();

    assertThat(receiver.got).hasSize(1);
    assertThat(shown(id).givenUp()).hasSize(1);
  }

  @Test
  void moreThanAChannelHoldsIsGivenUpAtOnce() {
    long id = channel(Set.of(Event.APPEAL));
    notifier.note(
        IntStream.range(0, Outbox.MOST_WAITING + 10)
            .mapToObj(i -> notice(Event.APPEAL, "flood " + i))
            .toList());

    assertThat(shown(id).waiting()).isEqualTo(Outbox.MOST_WAITING);
    assertThat(shown(id).givenUp()).hasSize(5).allMatch(one -> one.error().contains("too many"));
  }

  @Test
  void serversNoteAndSendEachMessageOnce() throws Exception {
    channel(Set.of(Event.APPEAL));
    List<Notice> notices =
        IntStream.range(0, 80).mapToObj(i -> notice(Event.APPEAL, "both " + i)).toList();
    List<Notifier> servers = List.of(notifier, notifier(), notifier(), notifier());

    List<Integer> sent =
        Together.run(
            4,
            i -> {
              servers.get(i).note(notices);
              return servers.get(i).deliver();
            });

    assertThat(sent.stream().mapToInt(Integer::intValue).sum()).isEqualTo(80);
    assertThat(subjects()).doesNotHaveDuplicates().hasSize(80);
  }

  @Test
  void whatADeadServerHadTakenIsSentByAnotherLater() {
    channel(Set.of(Event.APPEAL));
    notifier.note(List.of(notice(Event.APPEAL, "case 8")));
    Outbox.Taken dead =
        QuarkusTransaction.requiringNew().call(() -> outbox.take(clock.instant())).orElseThrow();

    assertThat(notifier.deliver()).as("somebody sends it").isZero();
    clock.advance(PostgresOutbox.SENDING);
    assertThat(notifier.deliver()).isEqualTo(1);

    QuarkusTransaction.requiringNew()
        .run(() -> outbox.givenUp(dead, "too late to say so", clock.instant()));
    assertThat(new TestSql(dataSource).rows("select state from notification_delivery"))
        .containsExactly("sent");
  }

  @Test
  void aSecretThatWasSealedElsewhereIsAFailureThatSaysSo() throws Exception {
    long id = channel(Set.of(Event.APPEAL));
    SecureRandom random = new SecureRandom();
    Seal other = Seal.parse(Seal.generate(random), random);
    new TestSql(dataSource)
        .change("update notification_channel set secret = ? where id = ?", other.close(KEY), id);

    assertThat(notifier.test(id).orElseThrow().said()).contains("cannot be read");
    assertThat(receiver.got).isEmpty();
    assertThat(other.open(other.close(KEY))).contains(KEY);
  }

  @Test
  void theDatabaseHoldsNoSecretInTheClear() {
    long id = channel(Set.of(Event.APPEAL));

    assertThat(
            new TestSql(dataSource)
                .rows("select encode(secret, 'escape') from notification_channel where id = ?", id)
                .get(0))
        .doesNotContain(KEY.text());
  }

  @Test
  void whatIsOldIsForgotten() {
    channel(Set.of(Event.APPEAL));
    notifier.note(List.of(notice(Event.APPEAL, "case 9"), notice(Event.PARKED_RUN, "run")));
    notifier.deliver();
    clock.advance(Duration.ofDays(31));
    notifier.forget();

    assertThat(new TestSql(dataSource).rows("select subject from notification_event"))
        .as("what lasts is kept")
        .containsExactly("run");
    assertThat(new TestSql(dataSource).number("select count(*) from notification_delivery"))
        .isZero();
  }
}
