package org.tocsin.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a running server is and who asks it: the options that client commands share. */
final class ServerClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String DEFAULT_URL = "http://127.0.0.1:8080";
  private static final Path TOKEN_FILE = Path.of("data", "operator.token");
  private static final JsonMapper JSON = new JsonMapper();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "the server (default: TOCSIN_URL, else " + DEFAULT_URL + ")")
  private Optional<String> url = Optional.empty();

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "an operator's token, which others on this machine can see here (default: TOCSIN_TOKEN,"
              + " else what is in ./data/operator.token)")
  private Optional<String> token = Optional.empty();

  /** The server was not reached, or did not do what it was asked. */
  static final class NoAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    NoAnswer(String message) {
      this(message, List.of());
    }

    NoAnswer(String message, List<String> problems) {
      super(message);
      this.problems = problems;
    }

    /** Returns all that the server found wrong, empty if the message says it. */
    List<String> problems() {
      return problems;
    }
  }

  JsonNode get(String path) throws NoAnswer {
    return send(request(path).timeout(PATIENCE).GET().build());
  }

  /** Sends JSON, and waits for the answer however long it takes. */
  JsonNode post(String path, JsonNode body) throws NoAnswer {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  private HttpRequest.Builder request(String path) throws NoAnswer {
    try {
      return HttpRequest.newBuilder(URI.create(url().replaceAll("/+$", "") + path))
          .header("Authorization", "Bearer " + token());
    } catch (IllegalArgumentException e) {
      throw new NoAnswer(
          PlainLine.of(url()) + " is no address of a server, or the token has odd characters");
    }
  }

  private String url() {
    return url.or(() -> set("TOCSIN_URL")).orElse(DEFAULT_URL);
  }

  private static Optional<String> set(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  private String token() throws NoAnswer {
    Optional<String> given = token.or(() -> set("TOCSIN_TOKEN"));
    if (given.isPresent()) {
      return given.get().strip();
    }
    try {
      return Files.readString(TOKEN_FILE).strip();
    } catch (IOException e) {
      throw new NoAnswer(
          "no operator's token: give --token, set TOCSIN_TOKEN, or start where "
              + TOKEN_FILE
              + " can be read");
    }
  }

  private JsonNode send(HttpRequest request) throws NoAnswer {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode body = JSON.readTree(answer.body());
      if (answer.statusCode() == 200 && body.isObject()) {
        return body;
      }
      throw refusal(answer.statusCode(), body);
    } catch (JsonProcessingException e) {
      throw new NoAnswer("what answers at " + url() + " is no Tocsin, or it broke off");
    } catch (IOException e) {
      throw new NoAnswer("no server answers at " + url());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted");
    }
  }

  private static NoAnswer refusal(int status, JsonNode body) {
    List<String> problems = new ArrayList<>();
    body.path("problems").forEach(one -> problems.add(PlainLine.of(one.asText())));
    String detail = PlainLine.of(body.path("detail").asText("no reason is given"));
    return new NoAnswer("the server refuses (" + status + "): " + detail, problems);
  }
}
