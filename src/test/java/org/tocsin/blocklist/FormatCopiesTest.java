package org.tocsin.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestVerdicts;
import org.tocsin.format.Format;
import org.tocsin.format.MispFeed;
import org.tocsin.release.FolderStore;
import org.tocsin.release.ReleaseStores;

/** With a real object store in this process. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class FormatCopiesTest {

  @Inject DataSource dataSource;
  @Inject TestClock clock;
  @Inject ServedReleases releases;
  @Inject RenderedReleases renderings;
  @Inject FolderStore folder;

  private final LocalS3 server =
      LocalS3.builder().port(-1).mode(LocalS3Mode.IN_MEMORY).initialDataCacheEnabled(false).build();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void begin() {
    server.start();
    System.setProperty("aws.accessKeyId", "any");
    System.setProperty("aws.secretAccessKey", "any");
  }

  @AfterEach
  void end() {
    server.shutdown();
  }

  private void publish(String address) {
    TestOperator operator = TestOperator.administrator();
    operator.post("/api/v1/curation/runs", Map.of()).then().statusCode(200);
    new TestVerdicts(dataSource).global(address, clock.instant().plus(Duration.ofDays(2)));
    operator.post("/api/v1/curation/runs", Map.of()).then().statusCode(200);
  }

  private FormatCopies copies() {
    return new FormatCopies(
        releases,
        renderings,
        ReleaseStores.of(
            folder,
            Optional.of(
                new ReleaseStores.Bucket(
                    "list",
                    Optional.of(URI.create("http://127.0.0.1:" + server.getPort())),
                    "us-east-1"))));
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + "/list" + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void everyFormatIsThereWhileTheServerIsAway() throws Exception {
    publish("45.91.1.1");
    FormatCopies copies = copies();
    copies.bringUpToDate();
    assertThat(send("GET", "/blocklist/latest/plain").statusCode()).as("no bucket").isEqualTo(404);

    assertThat(send("PUT", "").statusCode()).isEqualTo(200);
    copies.bringUpToDate();
    for (Format format : Format.values()) {
      HttpResponse<String> copy = send("GET", "/blocklist/latest/" + format.path());
      assertThat(copy.body()).as(format.path()).contains("45.91.1.1");
      assertThat(copy.headers().firstValue("Content-Type")).contains(format.contentType());
    }
    String session = releases.newest().orElseThrow().session().toString();
    assertThat(send("GET", "/blocklist/misp/manifest.json").body()).contains("{");
    assertThat(send("GET", "/blocklist/misp/" + MispFeed.eventFileName(session)).body())
        .contains("45.91.1.1");

    publish("45.91.1.2");
    copies.bringUpToDate();
    assertThat(send("GET", "/blocklist/latest/plain").body()).contains("45.91.1.2");
  }
}
