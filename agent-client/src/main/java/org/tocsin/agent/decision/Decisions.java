package org.tocsin.agent.decision;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.event.Alert;

/**
 * The decisions of this machine, in memory and on disk. What was decided is in force at once, also
 * when the disk cannot take it; it is written as soon as that works again. Safe for use by several
 * threads.
 */
public final class Decisions {
  private static final Duration CLEANING = Duration.ofHours(1);
  private static final Duration KEPT = Duration.ofDays(7);
  private static final int MOST_ALERTS = 10_000;
  private static final int MOST_UNWRITTEN = 10_000;

  private final SqliteStore store;
  private final SqliteDecisions onDisk;
  private final DecisionBook book = new DecisionBook();
  private final World world;
  private final Deque<Unwritten> unwritten = new ArrayDeque<>();
  private final AtomicLong provisional = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile List<AllowedRange> allowedHere = List.of();
  private int seenCommits;
  private boolean troubled;
  private Instant cleaned = Instant.EPOCH;
  private Instant ticked = Instant.EPOCH;
  private long readUpTo;

  /**
   * What decisions need besides their store.
   *
   * @param clock the wall clock
   * @param names draws names for alerts
   * @param adopted what others decided
   * @param notes is told what went wrong, once
   */
  public record World(
      InstantSource clock, Supplier<String> names, Adopted adopted, Consumer<String> notes) {}

  /** What became of an alert: the decisions about its source, or the range that allows it. */
  public record Response(String uuid, List<Decision> decisions, Optional<AllowedRange> allowed) {}

  private record Unwritten(AlertRecord alert, List<HeldDecision> provisional) {}

  public Decisions(SqliteStore store, World world) {
    this.store = store;
    this.onDisk = new SqliteDecisions(store);
    this.world = world;
    readAll();
  }

  private synchronized void readAll() {
    Instant now = world.clock().instant();
    seenCommits = store.othersCommits();
    allowedHere = new SqliteAllowed(store).all(now);
    readUpTo = onDisk.latestChange();
    onDisk.endingAfter(now.minus(DecisionBook.MEMORY_OF_ENDS)).forEach(book::put);
  }

  /** Decides what an alert leads to and keeps both. */
  public Response respond(Alert alert, Profiles profiles, boolean simulated) {
    Instant now = world.clock().instant();
    String uuid = world.names().get();
    Optional<AllowedRange> allowed = allowing(alert, now);
    if (allowed.isPresent()) {
      return new Response(uuid, List.of(), allowed);
    }
    List<Decision> decisions = new ArrayList<>(profiles.decide(alert, simulated, now));
    decisions.removeIf(decision -> allowing(decision.target(), now).isPresent());
    keep(AlertWriting.record(alert, uuid, simulated, now), decisions);
    return new Response(uuid, decisions, Optional.empty());
  }

  private Optional<AllowedRange> allowing(Alert alert, Instant now) {
    return Address.parse(alert.source().place().ip())
        .map(address -> Prefix.around(address, address.family().bits()))
        .flatMap(range -> allowing(range, now));
  }

  private Optional<AllowedRange> allowing(Target target, Instant now) {
    return target.covered().flatMap(range -> allowing(range, now));
  }

  private Optional<AllowedRange> allowing(Prefix range, Instant now) {
    return allowed(now).stream().filter(allowed -> allowed.touches(range)).findFirst();
  }

  /** The ranges about which nothing is decided now, of this machine and of others. */
  List<AllowedRange> allowed(Instant now) {
    List<AllowedRange> all = new ArrayList<>(allowedHere);
    all.addAll(world.adopted().allowed());
    all.removeIf(allowed -> !allowed.holds(now));
    return all;
  }

  private synchronized void keep(AlertRecord alert, List<Decision> decisions) {
    try {
      write(alert, decisions).forEach(book::put);
    } catch (StoreFailed e) {
      complain(e);
      List<HeldDecision> held = decisions.stream().map(decision -> provisional(decision)).toList();
      held.forEach(book::put);
      unwritten.add(new Unwritten(alert, held));
      if (unwritten.size() > MOST_UNWRITTEN) {
        unwritten.remove();
        lost.incrementAndGet();
      }
    }
  }

  /** A number that no decision on disk ever has. */
  private HeldDecision provisional(Decision decision) {
    long number = provisional.decrementAndGet();
    return new HeldDecision(number, number, 0, decision);
  }

  private List<HeldDecision> write(AlertRecord alert, List<Decision> decisions) {
    return store.in(
        open -> {
          long id = SqliteAlerts.add(open, alert);
          return SqliteDecisions.add(open, id, decisions);
        });
  }

  private void complain(StoreFailed problem) {
    if (!troubled) {
      troubled = true;
      world
          .notes()
          .accept(problem.getMessage() + "; decisions hold in memory until it can be written");
    }
  }

  /** Writes what could not be written, sees what commands changed, lets go of what is old. */
  public synchronized void tick() {
    try {
      writeLate();
      int commits = store.othersCommits();
      if (commits != seenCommits) {
        readChanges();
        seenCommits = commits;
      }
      Instant now = world.clock().instant();
      allowedHere = new SqliteAllowed(store).all(now);
      clean(now);
      if (troubled) {
        troubled = false;
        world.notes().accept("the agent's database can be written again");
      }
    } catch (StoreFailed e) {
      complain(e);
    }
  }

  /** What this agent wrote itself is read once more, which changes nothing. */
  private void readChanges() {
    for (HeldDecision held : onDisk.changedAfter(readUpTo)) {
      book.put(held);
      readUpTo = Math.max(readUpTo, held.change());
    }
  }

  private void writeLate() {
    while (!unwritten.isEmpty()) {
      Unwritten late = unwritten.element();
      List<Decision> decisions = late.provisional().stream().map(HeldDecision::decision).toList();
      List<HeldDecision> held = write(late.alert(), decisions);
      late.provisional().forEach(book::drop);
      held.forEach(book::put);
      unwritten.remove();
    }
  }

  /** A clock that was just put forward or back is not believed enough to delete by it. */
  private void clean(Instant now) {
    boolean jumped = now.isBefore(ticked) || now.isAfter(ticked.plus(CLEANING));
    ticked = now;
    if (jumped) {
      cleaned = now;
    }
    if (now.isBefore(cleaned.plus(CLEANING))) {
      return;
    }
    cleaned = now;
    book.forget(now);
    onDisk.forgetEndedBefore(now.minus(KEPT));
    new SqliteAlerts(store).forget(now.minus(KEPT), MOST_ALERTS);
  }

  /** How often a value was decided about since an instant, for profiles. */
  public long count(String value, Instant since) {
    return onDisk.count(value, since);
  }

  /** What of this machine's own is in force about an address. */
  public List<Decision> about(Address address) {
    return book.about(address, world.clock().instant());
  }

  /** How many decisions of this machine's own are in force. */
  public int active() {
    return book.active(world.clock().instant()).size();
  }

  /** How many alerts were lost because the disk could not take them for too long. */
  public long lost() {
    return lost.get();
  }

  DecisionBook book() {
    return book;
  }

  Adopted adopted() {
    return world.adopted();
  }

  Instant now() {
    return world.clock().instant();
  }
}
