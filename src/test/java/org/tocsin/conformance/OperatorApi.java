package org.tocsin.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The part of the operators' HTTP interface that the engine tests need. */
final class OperatorApi {
  private final JsonHttp http;

  OperatorApi(String baseUrl, String token) {
    this.http = JsonHttp.to(baseUrl + "/api/v1/", Optional.of(token));
  }

  /** Creates an organisation, not a honeypot, and returns its id. */
  String createOrganisation(String name, boolean vouched) throws IOException {
    JsonNode created =
        http.post("organisations", Map.of("name", name, "vouched", vouched, "honeypot", false));
    return required(created, "id");
  }

  /** Makes an enrolment key without limits and returns its text, which is shown only now. */
  String createEnrolmentKey(String organisation) throws IOException {
    return required(
        http.post("organisations/" + organisation + "/enrolment-keys", Map.of()), "key");
  }

  JsonNode agents(String organisation) throws IOException {
    return http.get("organisations/" + organisation + "/agents").path("items");
  }

  long storedSignals() throws IOException {
    return http.get("signals/count").path("stored").asLong();
  }

  /** Folds, judges and publishes now, and lets new candidates through without their soak. */
  JsonNode runCuration() throws IOException {
    return http.post("curation/runs", Map.of("ignoreSoak", true));
  }

  JsonNode address(String address) throws IOException {
    return http.get("addresses/" + address);
  }

  void withdraw(String address, String reason) throws IOException {
    http.post("withdrawals", Map.of("address", address, "reason", reason));
  }

  private static String required(JsonNode answer, String field) {
    if (!answer.hasNonNull(field)) {
      throw new AssertionError("no " + field + " in " + answer);
    }
    return answer.get(field).asText();
  }
}
