package org.tocsin.operator;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.tocsin.audit.AuditLog;

/** Compares rules for whoever asks, one comparison at a time, each with its entry in the record. */
@Singleton
public class RulesActs {

  /** How far back a comparison may begin. */
  public static final int MOST_HOURS = 48;

  /** Said to whoever asks while rules are being compared. */
  public static final String BUSY = "rules are being compared already; try again later";

  private static final Logger LOG = Logger.getLogger(RulesActs.class);

  /** Well below the time after which a silent connection is closed. */
  private static final Duration BREATH = Duration.ofSeconds(5);

  private final RulesComparison comparison;
  private final AuditLog audit;
  private final InstantSource clock;

  /** Comparing takes memory and a processor for itself. */
  private final Semaphore turn = new Semaphore(1);

  RulesActs(RulesComparison comparison, AuditLog audit, InstantSource clock) {
    this.comparison = comparison;
    this.audit = audit;
    this.clock = clock;
  }

  /** A comparison that has its turn, and keeps it until it was run. */
  public final class Comparing {
    private final RulesComparison.Prepared prepared;

    private Comparing(RulesComparison.Prepared prepared) {
      this.prepared = prepared;
    }

    /**
     * Compares, and writes blank lines meanwhile, which keep the connection open.
     *
     * @throws IOException if whoever asked has hung up; the work has ended then
     */
    public RulesComparison.Outcome run(OutputStream to) throws IOException {
      try {
        return prepared.run(new Breath(to, clock));
      } catch (UncheckedIOException e) {
        LOG.info("Whoever asked for a comparison of rules hung up");
        throw e.getCause();
      } finally {
        turn.release();
      }
    }
  }

  /**
   * Prepares a comparison of two sets of rules, as {@link RulesComparison#prepare} does; empty
   * while there is another one.
   *
   * @throws RulesComparison.Refused if rules are not understood or there is too much to do
   */
  public Optional<Comparing> begin(
      Optional<SortedMap<String, String>> before,
      Optional<SortedMap<String, String>> after,
      Duration last,
      String by)
      throws RulesComparison.Refused {
    if (!turn.tryAcquire()) {
      return Optional.empty();
    }
    boolean begun = false;
    try {
      RulesComparison.Prepared prepared = comparison.prepare(before, after, last);
      String detail = prepared.subject() + ", last " + last.toHours() + "h";
      QuarkusTransaction.requiringNew().run(() -> audit.record(by, "rules.diff", "rules", detail));
      begun = true;
      return Optional.of(new Comparing(prepared));
    } finally {
      if (!begun) {
        turn.release();
      }
    }
  }

  /** Writes a blank line now and then, which keeps the connection open and notices its end. */
  private static final class Breath implements Runnable {
    private final OutputStream to;
    private final InstantSource clock;
    private Instant next;

    Breath(OutputStream to, InstantSource clock) {
      this.to = to;
      this.clock = clock;
      this.next = clock.instant().plus(BREATH);
    }

    @Override
    public void run() {
      Instant now = clock.instant();
      if (now.isBefore(next)) {
        return;
      }
      next = now.plus(BREATH);
      try {
        to.write('\n');
        to.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
