package org.tocsin.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A whole HTTP request with a batch of signals as a current engine sends them, written once. For
 * each sending only the identities and addresses are stamped over, a few microseconds of work, so
 * that a run of any length needs no more memory. For one thread.
 */
final class SignalRequest {

  private static final int UUID_LENGTH = 36;
  private static final String UUID_PLACE = "u".repeat(UUID_LENGTH);
  private static final String ADDRESS_PLACE = "a".repeat(PublicAddresses.LENGTH);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /**
   * A scenario of the public hub as an engine names it, with the digest of one published version.
   */
  private record Scenario(String name, String digest) {}

  private static final List<Scenario> SCENARIOS =
      List.of(
          new Scenario(
              "crowdsecurity/ssh-bf",
              "94b1d6f04e9119ea1adb7fc70017fd108cede97bddbaf50b0b2bebdcc887ea28"),
          new Scenario(
              "crowdsecurity/ssh-slow-bf",
              "892f9a153c4dafb5392ba40d70616e88896571be8f4cc00996e7f5e8277c869e"),
          new Scenario(
              "crowdsecurity/http-probing",
              "c8bb45b4fb8834ea1dc5cff6439dd272c87d7ee5af4a51e77341ec6edc5d7a25"),
          new Scenario(
              "crowdsecurity/http-crawl-non_statics",
              "f0fa40870cdeea7b0da40b9f132e9c6de5e32d584334ec8a2d355faa35cde01c"),
          new Scenario(
              "crowdsecurity/http-bad-user-agent",
              "df3408e39840a2f7d11977d555985f93bc49e4b23a7e84e0e63ebe040c1e512d"),
          new Scenario(
              "crowdsecurity/http-path-traversal-probing",
              "b02022230086b96c212913406376584cc431332bb5cd26078dffa44ff9454499"),
          new Scenario(
              "crowdsecurity/http-sensitive-files",
              "cb798582ed9a3bd090d47234bef4ca2169982c44e356e88f101ec6b6a8424676"),
          new Scenario(
              "crowdsecurity/CVE-2017-9841",
              "a9421e42d85c3f1aab40ef09aaa0261db42f34c5d95986d6a67c9db8b577889e"));

  private final byte[] request;
  private final int signals;
  // Where the identities are, and for each signal where its address is.
  private final int[] uuids;
  private final int[][] addresses;
  private final SplittableRandom random;

  private SignalRequest(
      byte[] request, int signals, int[] uuids, int[][] addresses, SplittableRandom random) {
    this.request = request;
    this.signals = signals;
    this.uuids = uuids;
    this.addresses = addresses;
    this.random = random;
  }

  /**
   * Writes a request.
   *
   * @param scenarios how many of the usual scenarios appear in it
   */
  static SignalRequest of(URI server, String token, int signals, int scenarios, long seed) {
    Instant now = Instant.now();
    StringBuilder body = new StringBuilder("[");
    for (int signal = 0; signal < signals; signal++) {
      body.append(signal == 0 ? "" : ",");
      body.append(signal(SCENARIOS.get(signal % scenarios), signal, now));
    }
    body.append("]\n");
    String head =
        """
        POST /v3/signals HTTP/1.1\r
        Host: %s\r
        User-Agent: crowdsec/v1.7.8-linux\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Accept-Encoding: gzip\r
        \r
        """
            .formatted(server.getAuthority(), token, body.length());
    String text = head + body;
    List<Integer> places = places(text, ADDRESS_PLACE);
    int each = places.size() / signals;
    int[][] addresses = new int[signals][each];
    for (int place = 0; place < places.size(); place++) {
      addresses[place / each][place % each] = places.get(place);
    }
    return new SignalRequest(
        text.getBytes(StandardCharsets.US_ASCII),
        signals,
        places(text, UUID_PLACE).stream().mapToInt(Integer::intValue).toArray(),
        addresses,
        new SplittableRandom(seed));
  }

  private static String signal(Scenario scenario, int number, Instant now) {
    Instant start = now.minus(number + 2L, ChronoUnit.SECONDS);
    Instant stop = start.plusMillis(1_734);
    return """
    {"context":[],"created_at":"","decisions":[{"duration":"4h0m0s","id":%d,"origin":"crowdsec",\
    "scenario":"%s","scope":"Ip","simulated":false,"type":"ban","until":"%s","uuid":"%s",\
    "value":"%s"}],"kind":"crowdsec","machine_id":"web-01.example.net","message":"Ip %s performed \
    '%s' (6 events over 1.734s) at %s","scenario":"%s","scenario_hash":"%s",\
    "scenario_trust":"certified","scenario_version":"0.3","source":{"as_name":"Example Hosting \
    Ltd","as_number":"64500","cn":"DE","ip":"%s","latitude":51.2993,"longitude":9.491,\
    "scope":"Ip","value":"%s"},"start_at":"%s","stop_at":"%s","uuid":"%s"}"""
        .formatted(
            200_000 + number,
            scenario.name(),
            stop.plus(4, ChronoUnit.HOURS),
            UUID_PLACE,
            ADDRESS_PLACE,
            ADDRESS_PLACE,
            scenario.name(),
            stop,
            scenario.name(),
            scenario.digest(),
            ADDRESS_PLACE,
            ADDRESS_PLACE,
            start,
            stop,
            UUID_PLACE);
  }

  private static List<Integer> places(String text, String mark) {
    List<Integer> places = new ArrayList<>();
    for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
      places.add(at);
    }
    return places;
  }

  int signals() {
    return signals;
  }

  int length() {
    return request.length;
  }

  /** Returns the request with new identities and the addresses from that number on. */
  byte[] stamped(long firstAddress) {
    for (int place : uuids) {
      writeUuid(place);
    }
    for (int signal = 0; signal < signals; signal++) {
      for (int place : addresses[signal]) {
        PublicAddresses.write(firstAddress + signal, request, place);
      }
    }
    return request;
  }

  private void writeUuid(int place) {
    long bits = random.nextLong();
    for (int at = 0; at < UUID_LENGTH; at++) {
      if (at == 8 || at == 13 || at == 18 || at == 23) {
        request[place + at] = '-';
      } else {
        request[place + at] = HEX[(int) (bits & 15)];
        bits = at == 18 ? random.nextLong() : bits >>> 4;
      }
    }
    request[place + 14] = '4';
  }
}
