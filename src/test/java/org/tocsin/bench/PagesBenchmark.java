package org.tocsin.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long pages take and how large they are, with as much stored as a large community leaves. */
final class PagesBenchmark implements Benchmark {

  private static final int MOST_MILLISECONDS = 200;
  private static final long MOST_BYTES = 150_000;
  private static final int AGENTS = 100_000;
  private static final int CASES = 10_000;
  private static final int MOST_ROUNDS = 50;
  private static final int WARM_UP = 10;
  private static final double HIGH = 0.95;
  private static final long MILLION = 1_000_000;

  private final long addresses;

  /**
   * Chooses how much is stored.
   *
   * @param large a million addresses; otherwise a tenth of that
   */
  PagesBenchmark(boolean large) {
    this.addresses = large ? MILLION : MILLION / 10;
  }

  /** What a page took. */
  private record Taken(String name, double median, double high, long bytes) {}

  @Override
  public void run(Project project, Duration duration, Console console) {
    try (Scratch scratch = Scratch.create()) {
      console.progress("starting the server on an empty database");
      TocsinServer server =
          TocsinServer.start(project, scratch, List.of("-Dtocsin.schedule.curation=off"));
      OperatorApi operator = server.operator();
      operator.curate(false);
      try (CurationWorld world = new CurationWorld(server, addresses)) {
        console.progress("storing %,d sightings and judging them".formatted(addresses));
        world.store(addresses);
        operator.curate(true);
        world.approveParked();
        operator.curate(true);
        console.progress("adding verdicts, agents and cases");
        world.addVerdicts(addresses);
        world.grow(AGENTS, CASES);
        Visit visit = new Visit(server.address(), operator.signInPath("visitor"));
        List<Taken> all = new ArrayList<>();
        long each = duration.toNanos() / 4;
        Taken idle = take(visit, "a file beside the pages", visit.asset(), each);
        for (Map.Entry<String, String> page : pages(world).entrySet()) {
          console.progress(page.getKey());
          all.add(take(visit, page.getKey(), page.getValue(), each));
        }
        console.show(table(world, idle, all));
      }
    }
  }

  private static Map<String, String> pages(CurationWorld world) {
    long open = world.number("select max(id) from review_case where state = 'open'");
    long deep =
        world.number("select id from review_case where state = 'open' order by id offset 5000");
    long fleet =
        world.number(
            "select organisation_id from agent group by 1 order by count(*) desc, 1 limit 1");
    long serial = world.number("select max(serial) from release");
    String listed = world.text("select host(min(address)) from listing");
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "/console/");
    pages.put("queue", "/console/reviews");
    pages.put("queue, 5,000 cases on", "/console/reviews?after=" + deep);
    pages.put("case", "/console/reviews/" + open);
    pages.put("addresses, by state and last seen", "/console/addresses?q=state:global");
    pages.put("addresses, by range", "/console/addresses?q=45.0.0.0/8");
    pages.put("addresses, by scenario", "/console/addresses?q=scenario:crowdsecurity/ssh-bf");
    pages.put("one address", "/console/addresses/" + listed);
    pages.put("organisations", "/console/organisations");
    pages.put("an organisation of 50,000 agents", "/console/organisations/" + fleet);
    pages.put("releases", "/console/releases");
    pages.put("the newest release", "/console/releases/" + serial);
    pages.put("consumers", "/console/consumers");
    pages.put("rules", "/console/rules");
    pages.put("operators", "/console/operators");
    pages.put("notifications", "/console/notification-channels");
    pages.put("account", "/console/account");
    pages.put("audit log", "/console/audit");
    pages.put("why an address is listed", "/why/" + listed);
    return pages;
  }

  private static Taken take(Visit visit, String name, String path, long nanoseconds) {
    for (int i = 0; i < WARM_UP; i++) {
      visit.page(path);
    }
    List<Double> milliseconds = new ArrayList<>();
    long bytes = 0;
    long begun = System.nanoTime();
    while (milliseconds.size() < MOST_ROUNDS && System.nanoTime() - begun < nanoseconds) {
      long start = System.nanoTime();
      bytes = visit.page(path);
      milliseconds.add((System.nanoTime() - start) / 1e6);
    }
    List<Double> sorted = milliseconds.stream().sorted().toList();
    return new Taken(
        name, Figures.median(sorted), sorted.get((int) (HIGH * (sorted.size() - 1))), bytes);
  }

  private static Table table(CurationWorld world, Taken idle, List<Taken> all) {
    Table table =
        new Table(
            "pages: from question to last byte, one at a time",
            "",
            "median ms",
            "95 % ms",
            "times a file",
            "kB");
    for (Taken taken : all) {
      table.row(
          taken.name,
          Figures.decimal(taken.median),
          Figures.decimal(taken.high),
          Figures.decimal(taken.median / idle.median),
          Figures.decimal(taken.bytes / 1e3));
    }
    double slowest = all.stream().mapToDouble(Taken::high).max().orElseThrow();
    long largest = all.stream().mapToLong(Taken::bytes).max().orElseThrow();
    return table
        .note(Machine.line())
        .note(
            "%,d verdicts, %,d listed, %,d agents, %,d open cases"
                .formatted(
                    world.number("select count(*) from verdict"),
                    world.number("select count(*) from listing"),
                    world.number("select count(*) from agent"),
                    world.number("select count(*) from review_case where state = 'open'")))
        .note("a file beside the pages: %.2f ms".formatted(idle.median))
        .target(
            slowest < MOST_MILLISECONDS,
            "the slowest page takes %.0f ms at 95 %%, under %d wanted"
                .formatted(slowest, MOST_MILLISECONDS))
        .target(
            largest < MOST_BYTES,
            "the largest page has %.1f kB, under %.0f wanted"
                .formatted(largest / 1e3, MOST_BYTES / 1e3));
  }
}
