package org.tocsin.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What an operator does before and after a load. */
final class OperatorApi {

  private final Http http = new Http();
  private final URI server;
  private final String token;

  OperatorApi(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /** Makes a vouched organisation and returns a key that enrols any number of agents in it. */
  String newOrganisation(String name) {
    byte[] created =
        http.send(
            "POST",
            server.resolve("/api/v1/organisations"),
            token,
            "{\"name\":\"%s\",\"vouched\":true,\"honeypot\":false}".formatted(name));
    URI keys =
        server.resolve("/api/v1/organisations/" + Json.number(created, "id") + "/enrolment-keys");
    return Json.text(http.send("POST", keys, token, "{}"), "key");
  }

  /** Makes a consumer of the whole list and returns its key. */
  String newConsumer(String name) {
    return Json.text(
        http.send(
            "POST",
            server.resolve("/api/v1/consumers"),
            token,
            "{\"name\":\"%s\"}".formatted(name)),
        "key");
  }

  /** Makes an administrator and returns the path of a link that signs it in. */
  String signInPath(String name) {
    byte[] made =
        http.send(
            "POST",
            server.resolve("/api/v1/operators"),
            token,
            "{\"name\":\"%s\",\"role\":\"administrator\"}".formatted(name));
    String link = "/api/v1/operators/" + Json.number(made, "id") + "/sign-in-link";
    return Json.text(http.send("POST", server.resolve(link), token, "{}"), "path");
  }

  /** Runs curation now, and returns how many addresses that published. */
  long curate(boolean ignoreSoak) {
    byte[] run =
        http.send(
            "POST",
            server.resolve("/api/v1/curation/runs"),
            token,
            "{\"ignoreSoak\":%b}".formatted(ignoreSoak));
    return Json.number(run, "published");
  }

  long storedSignals() {
    return Json.number(
        http.send("GET", server.resolve("/api/v1/signals/count"), token, ""), "stored");
  }

  /** Returns the sum of the samples of a metric. */
  double metric(String name) {
    String page =
        new String(
            http.send("GET", server.resolve("/q/metrics"), token, ""), StandardCharsets.UTF_8);
    return page.lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .flatMap(line -> Stream.of(line.substring(line.lastIndexOf(' ') + 1)))
        .mapToDouble(Double::parseDouble)
        .sum();
  }
}
