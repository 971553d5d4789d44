package org.tocsin.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Agents that have registered, logged in and enrolled the way every engine does. */
final class Fleet {

  private static final String PASSWORD = "correct-horse-battery-staple";

  private final Http http = new Http();
  private final URI server;

  Fleet(URI server) {
    this.server = server;
  }

  /** Returns the tokens of that many new agents of the organisation with the key. */
  List<String> enrol(String key, int agents) {
    List<String> tokens = new ArrayList<>();
    for (int agent = 0; agent < agents; agent++) {
      tokens.add(enrol("bench" + key.substring(0, 8) + "n" + agent, key));
    }
    return tokens;
  }

  private String enrol(String machine, String key) {
    String credentials = "\"machine_id\":\"%s\",\"password\":\"%s\"".formatted(machine, PASSWORD);
    post("/v3/watchers", "", "{" + credentials + "}");
    byte[] login =
        post(
            "/v3/watchers/login",
            "",
            "{" + credentials + ",\"scenarios\":[\"crowdsecurity/ssh-bf\"]}");
    String token = Json.text(login, "token");
    post(
        "/v3/watchers/enroll",
        token,
        "{\"attachment_key\":\"%s\",\"name\":\"%s\",\"tags\":[],\"overwrite\":false}"
            .formatted(key, machine));
    return token;
  }

  private byte[] post(String path, String token, String body) {
    return http.send("POST", server.resolve(path), token, body);
  }
}
