package org.tocsin.capi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestAgent;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;

/** Bodies of every kind, good and hostile, on the route that takes the largest. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class BodiesTest {

  private static final String SIGNALS = "/v3/signals";
  private static final int LIMIT = 16 << 20;

  private final TestOperator operator = TestOperator.administrator();
  private TestAgent agent;
  private long before;

  @BeforeEach
  void begin() {
    agent = TestAgent.register();
    before = operator.storedSignals();
  }

  private long stored() {
    return operator.storedSignals() - before;
  }

  private static String oneSignal() {
    return "["
        + Capi.signal("45.83.90.1")
            .replace("{'scenario'", "{'uuid':'" + UUID.randomUUID() + "','scenario'")
        + "]";
  }

  private Capi.Answer compressed(byte[] body) {
    return Capi.post(agent, SIGNALS, body, "Content-Encoding", "gzip");
  }

  @Test
  void keepsFortyNineOfFiftyWhateverTheFiftiethIs() {
    String[] bad = {"null", "7", "{}", "'x'", "[[]]", "{'source':null}", Capi.signal("10.0.0.1")};
    for (int i = 0; i < bad.length; i++) {
      int batch = i;
      String good =
          IntStream.range(0, 49)
              .mapToObj(n -> Capi.signal("45.83.9" + batch + "." + n))
              .collect(Collectors.joining(","));

      Capi.post(agent, SIGNALS, "[" + bad[i] + "," + good + "]").accepts();
      assertThat(stored()).isEqualTo(49L * (i + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", " [ ] \r\n", "[null,1,'x',[],{}]\n"})
  void acceptsJunkWithoutStoringIt(String body) {
    Capi.post(agent, "/v2/signals", body).accepts();
    Capi.post(agent, SIGNALS, body).accepts();
    assertThat(stored()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "{}",
        "{'a':[]}",
        "'x'",
        "7",
        "[",
        "[{}",
        "[]]",
        "[],[]",
        "[NaN]",
        "[{'a':NaN}]",
        "<xml/>",
        "a=b",
        "[{'a':'\u0000'}]",
        "\u0000"
      })
  void refusesWhatIsNotOneJsonArray(String body) {
    Capi.post(agent, SIGNALS, body).refuses(400);
  }

  @Test
  void losesNoSignalToInvalidUtf8InAnotherOrInAFieldItIgnores() {
    String broken = oneSignal().replace("crowdsecurity/ssh-bf", "crowdsecurity/~~");
    String ignored = oneSignal().replace("'message':''", "'message':'~~'");
    String two = broken.replace("]", ",") + ignored.substring(1);
    byte[] body = Capi.bytes(two);
    for (int i = 0; i < body.length; i++) {
      body[i] = body[i] == '~' ? (byte) 0xff : body[i];
    }

    Capi.post(agent, SIGNALS, body).accepts();
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void refusesInvalidUtf8InCredentials() {
    byte[] body = Capi.bytes("{'machine_id':'engine','password':'~~SECRETSECRET'}");
    for (int i = 0; i < body.length; i++) {
      body[i] = body[i] == '~' ? (byte) 0xff : body[i];
    }

    assertThat(Capi.send("POST", "/v3/watchers", body).refuses(400).text())
        .doesNotContain("SECRET");
  }

  @Test
  void readsABodyBehindAByteOrderMark() {
    byte[] json = Capi.bytes(oneSignal());
    byte[] body = new byte[json.length + 3];
    System.arraycopy(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, 0, body, 0, 3);
    System.arraycopy(json, 0, body, 3, json.length);

    Capi.post(agent, SIGNALS, body).accepts();
    assertThat(stored()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16"
      })
  void doesNotCareForTheContentType(String type) {
    Capi.post(agent, SIGNALS, Capi.bytes(oneSignal()), "Content-Type", type).accepts();
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void readsACompressedBody() {
    compressed(Capi.gzip(Capi.bytes(oneSignal()))).accepts();
    Capi.post(agent, SIGNALS, Capi.gzip(Capi.bytes(oneSignal())), "Content-Encoding", "GZIP")
        .accepts();
    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void refusesEncodingsItDoesNotKnow() {
    Capi.post(agent, SIGNALS, Capi.bytes("[]"), "Content-Encoding", "br").refuses(415);
    Capi.post(agent, SIGNALS, Capi.bytes("[]"), "Content-Encoding", "gzip, gzip").refuses(415);
  }

  @Test
  void refusesABombBeforeItIsInMemory() {
    byte[] spaces = new byte[LIMIT + 1];
    Arrays.fill(spaces, (byte) ' ');
    byte[] bomb = Capi.gzip(spaces);
    assertThat(bomb).hasSizeLessThan(64 << 10);

    compressed(bomb).refuses(413);
    compressed(Capi.gzip(bomb)).refuses(400);
    Capi.send("POST", "/v3/watchers", bomb, "Content-Encoding", "gzip").refuses(413);
  }

  @Test
  void readsABodyUpToTheLimit() {
    byte[] body = new byte[LIMIT];
    Arrays.fill(body, (byte) ' ');
    byte[] json = Capi.bytes(oneSignal());
    System.arraycopy(json, 0, body, LIMIT - json.length, json.length);

    compressed(Capi.gzip(body)).accepts();
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void refusesCompressedDataThatEndsEarlyOrIsNone() {
    byte[] whole = Capi.gzip(Capi.bytes(oneSignal()));

    compressed(Arrays.copyOf(whole, whole.length / 2)).refuses(400);
    compressed(Arrays.copyOf(whole, whole.length - 4)).refuses(400);
    compressed(Arrays.copyOf(whole, 10)).refuses(400);
    compressed(new byte[0]).refuses(400);
    compressed(Capi.bytes(oneSignal())).refuses(400);
    byte[] garbage = Arrays.copyOf(whole, whole.length);
    Arrays.fill(garbage, 10, whole.length, (byte) 0x55);
    compressed(garbage).refuses(400);
    assertThat(stored()).isZero();
  }

  @Test
  void refusesAMillionItems() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(Capi.bytes("[" + "1,".repeat(1_000_000) + "1]"));

    Capi.post(agent, SIGNALS, body.toByteArray()).refuses(413);
    compressed(Capi.gzip(body.toByteArray())).refuses(413);
  }

  @Test
  void refusesEndlessNesting() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    Capi.post(agent, SIGNALS, "[{'a':" + deep + "}]").refuses(400);
    Capi.post(agent, SIGNALS, deep).refuses(400);
    Capi.post(agent, "/v3/watchers/enroll", "{'a':" + deep + "}").refuses(400);
    Capi.post("/v3/watchers", "{'a':".repeat(100_000) + "1" + "}".repeat(100_000)).refuses(400);
  }

  @Test
  void refusesALargeBodyOnRoutesThatTakeSmallOnes() {
    String large = "{'machine_id':'" + "x".repeat(1 << 20) + "'}";

    Capi.post("/v3/watchers/login", large).refuses(413);
    Capi.post("/v3/watchers", large).refuses(413);
  }

  @Test
  void readsHugeNumbersAndDeepStructuresInFieldsItIgnores() {
    String ignored =
        "{'number':" + "9".repeat(10_000) + ",'deep':" + "[".repeat(900) + "]".repeat(900) + ",";

    Capi.post(agent, SIGNALS, oneSignal().replace("{'uuid'", ignored + "'uuid'")).accepts();
    assertThat(stored()).isEqualTo(1);
  }
}
