package org.tocsin.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.sealing.Secret;

/** What receivers of each kind get, and that hostile text stays text. */
final class CarriersTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Secret KEY = new Secret("a-secret-of-some-length-1");
  private static final MailAddress FROM = new MailAddress("tocsin@ours.example");
  private static final MailAddress TO = new MailAddress("ops@ours.example");
  private static final Notice HOSTILE =
      new Notice(
          Event.APPEAL,
          "case 7\r\nX-Evil: 1",
          "Title\r\nBcc: victim@evil.example\r\n\r\nbody \u202egnp.exe ä",
          "one\r\n.\r\nRCPT TO:<victim@evil.example>\r\ntwo",
          "https://tocsin.example/console/reviews/7\r\nX-Evil: 2");

  private Vertx vertx;
  private FakeReceiver receiver;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    receiver = new FakeReceiver(vertx, new HttpServerOptions());
  }

  @AfterEach
  void stop() throws Exception {
    receiver.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Carriers carriers(Optional<MailServer> mail) {
    HttpCarrier http =
        new HttpCarrier(
            HttpCarrier.client(vertx),
            host -> List.of(InetAddress.getAllByName("127.0.0.1")),
            true,
            Duration.ofSeconds(10));
    return new Carriers(http, mail.map(MailCarrier::new), InstantSource.fixed(NOW));
  }

  private Answer send(Destination destination) {
    return carriers(Optional.empty()).send(destination, Message.of(7, HOSTILE, NOW));
  }

  private WebTarget target() {
    return ((WebTarget.Reading.Accepted)
            WebTarget.read("http://hooks.example:" + receiver.port() + "/t", true))
        .target();
  }

  private static String signature(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aWebhookCanTellThatIdInstantAndBodyAreOurs() throws Exception {
    assertThat(send(new Destination.Webhook(target(), KEY)).taken()).isTrue();

    FakeReceiver.Got got = receiver.got.get(0);
    String signed = "7." + NOW.getEpochSecond() + "." + got.body();
    assertThat(got.headers())
        .containsEntry("webhook-id", "7")
        .containsEntry("webhook-timestamp", Long.toString(NOW.getEpochSecond()))
        .containsEntry(
            "webhook-signature", signature(KEY.text().getBytes(StandardCharsets.UTF_8), signed))
        .containsEntry("content-type", "application/json")
        .doesNotContainKey("x-evil");
    JsonObject body = new JsonObject(got.body());
    assertThat(body.getString("event")).isEqualTo("appeal");
    assertThat(body.getString("at")).isEqualTo(NOW.toString());
    assertThat(body.getString("title")).doesNotContain("\n", "\r", "\u202e");
    assertThat(got.body()).doesNotContain(KEY.text());
  }

  @Test
  void aKeyInTheFormOfTheSpecificationIsUsedDecoded() throws Exception {
    byte[] bytes = "0123456789abcdef01234567".getBytes(StandardCharsets.UTF_8);
    send(
        new Destination.Webhook(
            target(), new Secret("whsec_" + Base64.getEncoder().encodeToString(bytes))));

    FakeReceiver.Got got = receiver.got.get(0);
    assertThat(got.headers().get("webhook-signature"))
        .isEqualTo(signature(bytes, "7." + NOW.getEpochSecond() + "." + got.body()));
  }

  @Test
  void ntfyGetsTextTitleLinkAndToken() {
    assertThat(send(new Destination.Ntfy(target(), Optional.of(KEY))).taken()).isTrue();

    FakeReceiver.Got got = receiver.got.get(0);
    assertThat(got.headers())
        .containsEntry("authorization", "Bearer " + KEY.text())
        .doesNotContainKeys("x-evil", "bcc");
    assertThat(got.headers().get("title")).startsWith("Title").matches("[\\x20-\\x7e]+");
    assertThat(got.headers().get("click")).startsWith("https://tocsin.example/console/reviews/7");
    assertThat(got.body()).startsWith("one").contains("/console/reviews/7");

    send(new Destination.Ntfy(target(), Optional.empty()));
    assertThat(receiver.got.get(1).headers()).doesNotContainKey("authorization");
  }

  @Test
  void aLinkThatLeadsNowhereAloneIsNotALink() {
    Notice notice = new Notice(Event.APPEAL, "case 7", "title", "text", "/console/reviews/7");
    carriers(Optional.empty())
        .send(new Destination.Ntfy(target(), Optional.empty()), Message.of(7, notice, NOW));

    assertThat(receiver.got.get(0).headers()).doesNotContainKey("click");
    assertThat(receiver.got.get(0).body()).contains("/console/reviews/7");
  }

  @Test
  void aReceiverThatSendsTheSecretBackDoesNotMakeItShow() {
    receiver.answers(403, "who is " + KEY.text() + "?\r\nreally");

    Answer answer = send(new Destination.Ntfy(target(), Optional.of(KEY)));

    assertThat(answer.taken()).isFalse();
    assertThat(answer.said()).isEqualTo("answered 403");
    assertThat(answer.body()).isEqualTo("who is ***?  really");
    assertThat(new Destination.Ntfy(target(), Optional.of(KEY)).toString())
        .doesNotContain(KEY.text());
  }

  private static MailServer server(FakeSmtp smtp, boolean starttls, boolean login) {
    return new MailServer(
        "127.0.0.1",
        smtp.port(),
        FROM,
        login ? Optional.of(new MailServer.Login("user", KEY)) : Optional.empty(),
        starttls);
  }

  private Answer mail(FakeSmtp smtp, boolean starttls, boolean login) {
    return carriers(Optional.of(server(smtp, starttls, login)))
        .send(new Destination.Email(TO), Message.of(7, HOSTILE, NOW));
  }

  @Test
  void mailGoesToOneMailboxWhateverTheTextSays() throws Exception {
    try (FakeSmtp smtp = new FakeSmtp("", "250 ok")) {
      assertThat(mail(smtp, false, false).said()).isEqualTo("taken by the mail server");

      assertThat(smtp.mails).hasSize(1);
      FakeSmtp.Mail mail = smtp.mails.get(0);
      assertThat(mail.from()).contains("<tocsin@ours.example>");
      assertThat(mail.to()).singleElement().asString().contains("<ops@ours.example>");
      assertThat(mail.headers())
          .noneMatch(line -> line.startsWith("Bcc") || line.startsWith("X-Evil"))
          .anyMatch(line -> line.startsWith("Subject: "))
          .contains("Auto-Submitted: auto-generated", "X-Tocsin-Event: appeal");
      assertThat(mail.body()).contains("one", "two", "/console/reviews/7");
    }
  }

  @Test
  void nothingIsSentWithoutEncryptionIfThatIsWanted() throws Exception {
    try (FakeSmtp smtp = new FakeSmtp("", "250 ok")) {
      Answer answer = mail(smtp, true, false);

      assertThat(answer.taken()).isFalse();
      assertThat(answer.said()).contains("STARTTLS");
      assertThat(smtp.commands).noneMatch(line -> line.startsWith("MAIL"));
    }
  }

  @Test
  void whatTheMailServerRefusesIsToldWithoutThePassword() throws Exception {
    try (FakeSmtp smtp = new FakeSmtp("AUTH PLAIN", "250 ok")) {
      assertThat(mail(smtp, false, true).said()).isEqualTo("the mail server refuses the login");
    }
    try (FakeSmtp smtp = new FakeSmtp("", "550 go away " + KEY.text())) {
      Answer answer = mail(smtp, false, false);
      assertThat(answer.taken()).isFalse();
      assertThat(answer.said()).startsWith("mail: ").hasSizeLessThanOrEqualTo(200);
    }
  }

  @Test
  void aMailServerThatIsAwayIsAPlainFailure() throws Exception {
    FakeSmtp smtp = new FakeSmtp("", "250 ok");
    smtp.close();

    assertThat(mail(smtp, false, false).said()).startsWith("mail: ");
  }
}
