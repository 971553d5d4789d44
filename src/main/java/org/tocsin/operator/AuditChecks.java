package org.tocsin.operator;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.tocsin.audit.AuditChain;

/** Checks the record of operators' acts for whoever asks, once at a time: it reads all of it. */
@ApplicationScoped
public class AuditChecks {

  /** Said to whoever asks meanwhile. */
  public static final String BUSY = "the record is being checked already; try again later";

  /**
   * A check.
   *
   * @param at when
   * @param by who asked for it
   * @param finding what came of it
   */
  public record Checked(Instant at, String by, AuditChain.Finding finding) {}

  private final AuditChain chain;
  private final InstantSource clock;
  private final Semaphore turn = new Semaphore(1);
  private volatile Optional<Checked> newest = Optional.empty();

  AuditChecks(AuditChain chain, InstantSource clock) {
    this.chain = chain;
    this.clock = clock;
  }

  /** Walks the whole record; empty if somebody else has that done at the moment. */
  public Optional<Checked> check(String by) {
    if (!turn.tryAcquire()) {
      return Optional.empty();
    }
    try {
      Optional<Checked> checked = Optional.of(new Checked(clock.instant(), by, chain.check()));
      newest = checked;
      return checked;
    } finally {
      turn.release();
    }
  }

  /** Returns the newest check since this server started. */
  public Optional<Checked> newest() {
    return newest;
  }
}
