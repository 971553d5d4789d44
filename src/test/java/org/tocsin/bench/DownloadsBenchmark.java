package org.tocsin.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * How many times a second the files of a release are downloaded with a consumer's key, beside nginx
 * serving the same bytes to everybody. The two take turns.
 */
final class DownloadsBenchmark implements Benchmark {

  private static final int ADDRESSES = 80_000;
  private static final int LEAST_PUBLISHED = 79_000;

  /** How many join with the second release. */
  private static final int CHANGED = 400;

  private static final double LEAST_RATIO = 0.8;

  /** Verdicts without evidence behind them, which nobody judges again. */
  private static final String VERDICTS =
      """
      insert into verdict (address, state, scenario, expires_at, judge_at)
      select inet '45.0.0.0' + n::bigint * 7368787 %% 16777213, 'global', 'crowdsecurity/ssh-bf',
             now() + interval '2 days', '2100-01-01'
        from generate_series(%d, %d) n
          on conflict do nothing
      """;

  /** One thing that is asked for again and again. */
  private record Asked(String label, URI server, URI peer, boolean unchanged) {}

  /** What one thing came to with so many connections. */
  private record Rates(double key, double open, double nginx, double ratio) {}

  private final List<Integer> connections;
  private final int rounds;

  /**
   * Chooses how much is tried.
   *
   * @param large 1 to 256 connections, each three times; otherwise 16, once
   */
  DownloadsBenchmark(boolean large) {
    this.connections = large ? List.of(1, 16, 64, 256) : List.of(16);
    this.rounds = large ? 3 : 1;
  }

  @Override
  public void run(Project project, Duration duration, Console console) {
    Optional<Path> nginx = Programs.find("nginx");
    Optional<Path> wrk = Programs.find("wrk");
    if (nginx.isEmpty() || wrk.isEmpty()) {
      console.note("downloads: skipped, it needs nginx and wrk (Debian packages of these names)");
      return;
    }
    try (Scratch scratch = Scratch.create()) {
      console.progress("starting the server on an empty database");
      TocsinServer server =
          TocsinServer.start(
              project,
              scratch,
              // So that downloads without a key can be set beside those with one.
              List.of("-Dtocsin.schedule.curation=off", "-Dtocsin.blocklist.public=true"),
              BoundlessRules.write(project, scratch));
      OperatorApi operator = server.operator();
      publish(server, operator, console);
      String key = operator.newConsumer("downloads");
      Wrk load = new Wrk(wrk.get(), key, scratch);
      List<Asked> all = ask(server, key, nginx.get(), scratch);
      console.progress("warming up");
      all.forEach(one -> load.requestsPerSecond(one.server, 16, duration));
      console.show(measure(load, all, duration, console));
    }
  }

  private static void publish(TocsinServer server, OperatorApi operator, Console console) {
    console.progress("publishing %,d addresses, and %d more".formatted(ADDRESSES, CHANGED));
    operator.curate(false);
    for (int[] range : new int[][] {{1, ADDRESSES}, {ADDRESSES + 1, ADDRESSES + CHANGED}}) {
      try (Connection connection = server.database();
          Statement insert = connection.createStatement()) {
        insert.execute(VERDICTS.formatted(range[0], range[1]));
      } catch (SQLException e) {
        throw new BenchmarkFailed("the verdicts could not be stored", e);
      }
      operator.curate(false);
    }
  }

  /** Reads from the server what it offers, and has nginx offer the same. */
  private static List<Asked> ask(TocsinServer server, String key, Path nginx, Scratch scratch) {
    Http http = new Http();
    URI headUri = server.address().resolve("/blocklist/head.json");
    byte[] sealed = http.send("GET", headUri, key, "");
    JsonNode head = payload(sealed);
    if (head.path("count").path("v4").asInt() < LEAST_PUBLISHED) {
      throw new BenchmarkFailed("published " + head.path("count"));
    }
    URI set = server.address().resolve(head.path("snapshot").path("url").asText());
    URI delta = server.address().resolve(head.path("deltas").path(0).path("url").asText());
    byte[] whole = http.send("GET", set, key, "");
    byte[] update = http.send("GET", delta, key, "");
    Map<String, byte[]> files = Map.of("set", whole, "delta", update, "head", sealed);
    URI peer = Nginx.serve(nginx, files, scratch);
    files.forEach(
        (name, bytes) -> {
          if (!Arrays.equals(http.send("GET", peer.resolve(name), key, ""), bytes)) {
            throw new BenchmarkFailed("nginx does not serve the bytes the server served");
          }
        });
    return List.of(
        new Asked(label("snapshot", whole), set, peer.resolve("set"), false),
        new Asked(label("delta", update), delta, peer.resolve("delta"), false),
        new Asked("head, not modified", headUri, peer.resolve("head"), true),
        new Asked("snapshot, not modified", set, peer.resolve("set"), true));
  }

  private static String label(String name, byte[] gzip) {
    return "%s, %,d bytes of gzip".formatted(name, gzip.length);
  }

  private static JsonNode payload(byte[] packed) {
    byte[] sealed = unpacked(packed);
    return Json.read(Base64.getDecoder().decode(Json.text(sealed, "payload")));
  }

  private static byte[] unpacked(byte[] gzip) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new BenchmarkFailed("the head is not packed with gzip", e);
    }
  }

  private Table measure(Wrk load, List<Asked> all, Duration duration, Console console) {
    Table table =
        new Table(
            "downloads: a list of about %,d addresses, requests a second".formatted(ADDRESSES),
            "",
            "with a key",
            "without",
            "nginx",
            "ratio");
    double worst = Double.MAX_VALUE;
    String where = "";
    for (Asked asked : all) {
      for (int each : connections) {
        console.progress("%s, %d connections".formatted(asked.label, each));
        Rates rates = rates(load, asked, each, duration);
        String label = "%s, %d connections".formatted(asked.label, each);
        table.row(
            label,
            Figures.count(rates.key),
            Figures.count(rates.open),
            Figures.count(rates.nginx),
            Figures.decimal(rates.ratio));
        if (rates.ratio < worst) {
          worst = rates.ratio;
          where = label;
        }
      }
    }
    return table
        .note(Machine.line())
        .note("medians of %d; ratio: with a key, of nginx; wrk -t1, alternately".formatted(rounds))
        .target(
            worst >= LEAST_RATIO,
            "%.2f of nginx at worst (%s), at least %.2f wanted"
                .formatted(worst, where, LEAST_RATIO));
  }

  private Rates rates(Wrk load, Asked asked, int each, Duration duration) {
    Wrk server = asked.unchanged ? load.having(tag(asked.server)) : load;
    Wrk peer = asked.unchanged ? load.having(tag(asked.peer)) : load;
    List<Double> key = new ArrayList<>();
    List<Double> open = new ArrayList<>();
    List<Double> nginx = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      key.add(server.requestsPerSecond(asked.server, each, duration));
      nginx.add(peer.requestsPerSecond(asked.peer, each, duration));
      open.add(server.unknown().requestsPerSecond(asked.server, each, duration));
      ratios.add(key.get(round) / nginx.get(round));
    }
    return new Rates(
        Figures.median(key), Figures.median(open), Figures.median(nginx), Figures.median(ratios));
  }

  private static String tag(URI address) {
    return new Http().tag(address);
  }
}
