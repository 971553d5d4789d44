package org.tocsin.app;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.util.function.Supplier;
import org.tocsin.curation.Transactions;

/** A step is a transaction of its own, or a part of its caller's. */
final class JoinedTransactions implements Transactions {

  /** Enough for the backlog of a long outage. */
  private static final Duration LONGEST = Duration.ofHours(1);

  @Override
  public <T> T call(Supplier<T> step) {
    return QuarkusTransaction.joiningExisting().timeout((int) LONGEST.toSeconds()).call(step::get);
  }
}
