package org.tocsin.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests go, where they never go, and what is read of the answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HttpCarrierTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PASSWORD = "changeit";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private Vertx vertx = Vertx.vertx();
  private FakeReceiver receiver;

  @BeforeAll
  void start() throws Exception {
    vertx = Vertx.vertx();
  }

  @BeforeEach
  void receive() throws Exception {
    asked.clear();
    receiver = new FakeReceiver(vertx, new HttpServerOptions());
  }

  @AfterEach
  void stopReceiving() throws Exception {
    receiver.close();
  }

  @AfterAll
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private NameResolver answering(String... addresses) {
    return host -> {
      asked.add(host);
      if (addresses.length == 0) {
        throw new UnknownHostException(host);
      }
      List<InetAddress> found = new CopyOnWriteArrayList<>();
      for (String address : addresses) {
        found.addAll(List.of(InetAddress.getAllByName(address)));
      }
      return found;
    };
  }

  private HttpCarrier carrier(NameResolver resolver, boolean allowInternal) {
    return carrier(HttpCarrier.client(vertx), resolver, allowInternal, PATIENCE);
  }

  private static HttpCarrier carrier(
      HttpClient client, NameResolver resolver, boolean allowInternal, Duration patience) {
    return new HttpCarrier(client, resolver, allowInternal, patience);
  }

  private HttpCarrier.Post post(String scheme, String host) {
    WebTarget.Reading read =
        WebTarget.read(scheme + "://" + host + ":" + receiver.port() + "/hook?a=b", true);
    return new HttpCarrier.Post(
        ((WebTarget.Reading.Accepted) read).target(), Map.of("X-Test", "1"), "körper");
  }

  @Test
  void theNameIsResolvedOnceAndTheConnectionGoesToTheAddressThatWasChecked() {
    NameResolver rebinding =
        host -> {
          asked.add(host);
          return List.of(InetAddress.getAllByName(asked.size() == 1 ? "127.0.0.1" : "127.0.0.9"));
        };

    Answer answer = carrier(rebinding, true).send(post("http", "hooks.example"));

    assertThat(answer.said()).isEqualTo("answered 204");
    assertThat(answer.taken()).isTrue();
    assertThat(asked).containsExactly("hooks.example");
    assertThat(receiver.got).hasSize(1);
    assertThat(receiver.got.get(0).local()).isEqualTo("127.0.0.1");
    assertThat(receiver.got.get(0).path()).isEqualTo("/hook?a=b");
    assertThat(receiver.got.get(0).body()).isEqualTo("körper");
    assertThat(receiver.got.get(0).headers())
        .containsEntry("host", "hooks.example:" + receiver.port())
        .containsEntry("x-test", "1");
  }

  @Test
  void addressesOfIpv6AreConnectedToAsWell() throws Exception {
    receiver.close();
    receiver = new FakeReceiver(vertx, new HttpServerOptions(), "::1");

    Answer answer = carrier(answering("::1"), true).send(post("http", "hooks.example"));

    assertThat(answer.said()).isEqualTo("answered 204");
    assertThat(receiver.got).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.7",
        "192.88.99.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "2001::1",
        "2001:db8::1",
        "fd00:ec2::254",
        "fc00::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "100::1",
        "5f00::1"
      })
  void anAddressThatIsNotPublicIsNeverConnectedTo(String address) {
    Answer answer = carrier(answering(address), false).send(post("http", "hooks.example"));

    assertThat(answer.taken()).isFalse();
    assertThat(answer.said()).contains("not a public one");
    assertThat(receiver.got).isEmpty();
  }

  @Test
  void oneBadAddressAmongGoodOnesIsEnough() {
    for (String[] addresses :
        new String[][] {
          {"45.84.1.1", "127.0.0.1"},
          {"127.0.0.1", "45.84.1.1"},
          {"45.84.1.1", "2606:4700::1", "fd00::1"}
        }) {
      assertThat(carrier(answering(addresses), false).send(post("http", "hooks.example")).said())
          .contains("not a public one");
    }
    assertThat(receiver.got).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "2130706433", "0177.0.0.1", "0x7f000001"})
  void theSystemsOwnWaysToWriteLoopbackLeadNowhere(String host) {
    Answer answer = carrier(NameResolver.ofTheSystem(), false).send(post("http", host));

    assertThat(answer.taken()).isFalse();
    assertThat(receiver.got).isEmpty();
  }

  @Test
  void aNameThatNobodyKnowsIsAPlainFailure() {
    assertThat(carrier(answering(), false).send(post("http", "hooks.example")).said())
        .isEqualTo("its name cannot be resolved");
  }

  @Test
  void aRedirectIsAFailureAndIsNotFollowed() {
    receiver.answers(
        request ->
            request
                .response()
                .setStatusCode(307)
                .putHeader("Location", "http://127.0.0.1:" + receiver.port() + "/elsewhere")
                .end()
                .onFailure(ignored -> {}));

    Answer answer = carrier(answering("127.0.0.1"), true).send(post("http", "hooks.example"));

    assertThat(answer.taken()).isFalse();
    assertThat(answer.said()).isEqualTo("answered 307");
    assertThat(receiver.got).hasSize(1);
  }

  @Test
  void noMoreThanTheBeginningOfAnEndlessAnswerIsRead() {
    receiver.answers(
        request -> {
          request.response().setChunked(true);
          vertx.setPeriodic(
              1,
              timer ->
                  request
                      .response()
                      .write(Buffer.buffer("x".repeat(1000)))
                      .onFailure(gone -> vertx.cancelTimer(timer)));
        });

    Answer answer = carrier(answering("127.0.0.1"), true).send(post("http", "hooks.example"));

    assertThat(answer.said()).isEqualTo("answered 200");
    assertThat(answer.body()).hasSize(HttpCarrier.LONGEST_ANSWER);
  }

  @Test
  void anAnswerThatDripsIsGivenUp() {
    receiver.answers(
        request -> {
          request.response().setChunked(true);
          vertx.setPeriodic(
              50,
              timer ->
                  request
                      .response()
                      .write(Buffer.buffer("x"))
                      .onFailure(gone -> vertx.cancelTimer(timer)));
        });

    HttpCarrier hasty =
        carrier(HttpCarrier.client(vertx), answering("127.0.0.1"), true, Duration.ofSeconds(1));

    assertThat(hasty.send(post("http", "hooks.example")).said()).isEqualTo("no answer within 1 s");
  }

  @Test
  void theCertificateHasToBeThatOfTheName(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "k",
                "-keyalg",
                "EC",
                "-dname",
                "CN=hooks.example",
                "-ext",
                "san=dns:hooks.example",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    PfxOptions pfx = new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
    receiver.close();
    receiver = new FakeReceiver(vertx, new HttpServerOptions().setSsl(true).setKeyCertOptions(pfx));
    HttpClient trusting = vertx.createHttpClient(HttpCarrier.options().setTrustOptions(pfx));
    HttpCarrier carrier = carrier(trusting, answering("127.0.0.1"), true, PATIENCE);

    assertThat(carrier.send(post("https", "hooks.example")).said()).isEqualTo("answered 204");
    assertThat(carrier.send(post("https", "other.example")).said()).contains("certificate");
    assertThat(carrier(answering("127.0.0.1"), true).send(post("https", "hooks.example")).said())
        .contains("certificate");
    assertThat(receiver.got).hasSize(1);
  }

  /** Stands for a caller that is held up for long enough that the answer is there before it. */
  @Test
  void anAnswerThatIsFasterThanItsCallerIsRead() {
    HttpClient client = HttpCarrier.client(vertx);
    HttpClient slow = with(HttpClient.class, client, result -> held((Future<?>) result), "request");

    for (int i = 0; i < 20; i++) {
      assertThat(
              carrier(slow, answering("127.0.0.1"), true, PATIENCE).send(post("http", "a.example")))
          .isEqualTo(new Answer(true, OptionalInt.of(204), "answered 204", ""));
    }
    assertThat(receiver.got).hasSize(20);
  }

  private static Future<?> held(Future<?> future) {
    return with(
        Future.class,
        future,
        result -> {
          ((Future<?>) result).toCompletionStage().toCompletableFuture().handle((a, b) -> a).join();
          return result;
        },
        "compose");
  }

  private static <T> T with(
      Class<T> type, T real, UnaryOperator<Object> change, String changedMethod) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object result = method.invoke(real, arguments);
              return method.getName().equals(changedMethod) ? change.apply(result) : result;
            }));
  }
}
