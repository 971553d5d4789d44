package org.tocsin.agent.bench;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Access log lines as nginx writes them. */
final class NginxLines implements LogMaker.LineWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
  private static final List<String> PAGES =
      List.of(
          "/",
          "/index.html",
          "/blog/",
          "/blog/2026/03/notes",
          "/shop/item",
          "/search",
          "/about",
          "/api/v1/items",
          "/feed.xml",
          "/login");
  private static final List<String> FILES =
      List.of(
          "/static/app.css",
          "/static/app.js",
          "/img/logo.png",
          "/img/photo.jpg",
          "/favicon.ico",
          "/fonts/text.woff2");
  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/%d.0.0.0 Safari/537.36",
          "Mozilla/5.0 (X11; Linux x86_64; rv:%d.0) Gecko/20100101 Firefox/%1$d.0",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML,"
              + " like Gecko) Version/17.%d Mobile/15E148 Safari/604.1");
  private static final List<String> PROBES =
      List.of(
          "/.env",
          "/.git/config",
          "/wp-login.php",
          "/wp-content/plugins/x/readme.txt",
          "/../../../../etc/passwd",
          "/admin/config.php",
          "/phpmyadmin/index.php",
          "/item?id=1%27%20OR%20%271%27=%271",
          "/q?s=<script>alert(1)</script>",
          "/backup.zip",
          "/shell.php",
          "/cgi-bin/test.cgi");
  private static final List<String> TOOLS =
      List.of(
          "Mozilla/5.00 (Nikto/2.1.5)",
          "sqlmap/1.7",
          "curl/8.5.0",
          "python-requests/2.31.0",
          "Mozilla/5.0 zgrab/0.x",
          "Go-http-client/1.1");

  @Override
  public String harmless(SplittableRandom random, OffsetDateTime time, String source) {
    boolean page = random.nextInt(3) == 0;
    String path = pick(page ? PAGES : FILES, random);
    String query = page && random.nextInt(3) == 0 ? "?q=" + random.nextInt(10_000) : "";
    int status = random.nextInt(40) == 0 ? 404 : random.nextInt(12) == 0 ? 304 : 200;
    String agent = pick(AGENTS, random).formatted(100 + random.nextInt(30));
    return line(new Request(source, "GET", path + query, status, agent), random, time);
  }

  @Override
  public String attack(SplittableRandom random, OffsetDateTime time, String source) {
    String path = pick(PROBES, random);
    String made =
        random.nextInt(3) == 0 ? "/" + Integer.toString(random.nextInt(), 36) + ".php" : path;
    String verb = random.nextInt(6) == 0 ? "POST" : "GET";
    int status = random.nextInt(5) == 0 ? 403 : 404;
    return line(new Request(source, verb, made, status, pick(TOOLS, random)), random, time);
  }

  private record Request(String source, String verb, String path, int status, String agent) {}

  private static String line(Request request, SplittableRandom random, OffsetDateTime time) {
    String referer = random.nextInt(2) == 0 ? "-" : "https://www.example.org/";
    return request.source()
        + " - - ["
        + TIME.format(time)
        + "] \""
        + request.verb()
        + " "
        + request.path()
        + " HTTP/1.1\" "
        + request.status()
        + " "
        + (100 + random.nextInt(50_000))
        + " \""
        + referer
        + "\" \""
        + request.agent()
        + "\"";
  }

  private static String pick(List<String> from, SplittableRandom random) {
    return from.get(random.nextInt(from.size()));
  }
}
