package org.tocsin.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** The demonstration, step by step. */
public final class Demo implements AutoCloseable {
  /** Nobody's in particular; the ranges set aside for examples are never listed. */
  private static final String ATTACKER = "9.141.66.23";

  private static final String SCENARIO = "tocsin/ssh-bf";
  private static final String SOONER = "tocsin/ssh-listed";
  private static final Pattern READY = Pattern.compile("tocsin ready on (http://\\S+)");
  private static final int WITNESSES = 3;
  private static final int ENOUGH = 8;

  private final Path home;
  private final Path scratch;
  private final Patience patience;
  private final PrintWriter out;
  private final Deque<Runnable> running = new ArrayDeque<>();
  private int step;

  /**
   * @param home where the programs are
   * @param scratch an empty folder for all data
   * @param patience how long each step may take
   * @param out is told what happens
   */
  public Demo(Path home, Path scratch, Patience patience, PrintWriter out) {
    this.home = home;
    this.scratch = scratch;
    this.patience = patience;
    this.out = out;
  }

  /** Runs all steps; the first that does not do what it should ends the demonstration. */
  public void run() throws DemoFailed {
    say("starting a server on a scratch folder, " + scratch);
    Program server = startServer();
    running.push(server::close);
    String url = server.line(READY).group(1);
    Web operator = new Web(url, "Authorization", "Bearer " + token());
    DemoAgent.Place place = new DemoAgent.Place(scratch, home, patience, url);

    say(WITNESSES + " vouched organisations, each with an agent that reads its own sshd log");
    List<DemoAgent> witnesses = new ArrayList<>();
    for (int i = 1; i <= WITNESSES; i++) {
      witnesses.add(member("witness-" + i, true, operator, place));
    }
    say(ATTACKER + " tries passwords at all of them");
    for (DemoAgent witness : witnesses) {
      witness.attackedBy(ATTACKER, ENOUGH, patience.clock().instant());
    }
    for (DemoAgent witness : witnesses) {
      out.println("   " + witness.saw(SCENARIO, ATTACKER));
    }
    say("each tells the server: address, scenario and time, nothing else");
    patience.until(
        "the server to have " + WITNESSES + " signals",
        () -> operator.get("/api/v1/signals/count").path("stored").asLong() >= WITNESSES);
    publish(operator);

    say("a fourth organisation joins, whose log is empty");
    DemoAgent newcomer = member("newcomer", false, operator, place);
    enriched(newcomer);
  }

  private void publish(Web operator) throws DemoFailed {
    say("curation: does what independent organisations saw suffice?");
    JsonNode result = operator.post("/api/v1/curation/runs", "{\"ignoreSoak\":true}");
    JsonNode verdict = operator.get("/api/v1/addresses/" + ATTACKER);
    out.println(
        "   release "
            + result.path("serial").asText()
            + ", "
            + result.path("published").asText()
            + " published; "
            + ATTACKER
            + " is "
            + verdict.path("state").asText()
            + " with score "
            + verdict.path("score").asText());
    if (!verdict.path("state").asText().equals("global")) {
      throw new DemoFailed(ATTACKER + " was not published: " + verdict);
    }
  }

  private void enriched(DemoAgent newcomer) throws DemoFailed {
    patience.until(
        "the newcomer to hold " + ATTACKER, () -> !newcomer.decisions(ATTACKER).isEmpty());
    JsonNode decision = newcomer.decisions(ATTACKER).path(0);
    say("it has fetched and verified the list, and blocks who never touched it");
    out.println("   " + decision);
    if (!decision.path("origin").asText().equals("CAPI")) {
      throw new DemoFailed("the newcomer has it from elsewhere: " + decision);
    }
    say("the attacker comes: two failed logins are enough, instead of six");
    newcomer.attackedBy(ATTACKER, 2, patience.clock().instant());
    out.println("   " + newcomer.saw(SOONER, ATTACKER));
    out.println();
    out.println("The fourth agent holds " + ATTACKER + ".");
  }

  private Program startServer() throws DemoFailed {
    return Program.start(
        "server",
        scratch,
        patience,
        List.of(
            home.resolve("tocsin").toString(),
            "serve",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--data",
            scratch.resolve("server").toString(),
            "--rules",
            home.resolve("curation-rules").toString()));
  }

  private String token() throws DemoFailed {
    try {
      return Files.readString(scratch.resolve("server/operator.token")).strip();
    } catch (IOException e) {
      throw new DemoFailed("the server wrote no operator's token: " + e.getMessage(), e);
    }
  }

  private DemoAgent member(String name, boolean vouched, Web operator, DemoAgent.Place place)
      throws DemoFailed {
    String organisation =
        operator
            .post(
                "/api/v1/organisations",
                "{\"name\":\"" + name + "\",\"vouched\":" + vouched + ",\"honeypot\":false}")
            .path("id")
            .asText();
    String key =
        operator
            .post("/api/v1/organisations/" + organisation + "/enrolment-keys", "{\"uses\":1}")
            .path("key")
            .asText();
    DemoAgent agent = DemoAgent.start(name, key, place);
    running.push(agent::close);
    return agent;
  }

  private void say(String what) {
    out.println();
    out.println(++step + ". " + what);
  }

  /** Ends what was started, the server last. */
  @Override
  public void close() {
    while (!running.isEmpty()) {
      running.pop().run();
    }
  }
}
