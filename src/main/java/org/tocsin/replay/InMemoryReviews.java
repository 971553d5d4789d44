package org.tocsin.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.curation.Reviews;
import org.tocsin.curation.Trigger;
import org.tocsin.curation.Verdict;

/** Cases of which nobody decides any: they are counted, and time out. */
final class InMemoryReviews implements Reviews {

  private final Map<Subject, Instant> open = new HashMap<>();
  private long asked;

  @Override
  public void ask(
      Subject subject,
      List<Trigger> triggers,
      Optional<Verdict> verdict,
      Duration timeout,
      Instant now) {
    open.values().removeIf(until -> !now.isBefore(until));
    if (open.putIfAbsent(subject, now.plus(timeout)) == null) {
      asked++;
    }
  }

  @Override
  public void settle(Address address, String because, Instant now) {
    open.remove(new Subject.OfAddress(address));
  }

  @Override
  public int open() {
    return open.size();
  }

  /** Returns how many cases were ever opened. */
  long asked() {
    return asked;
  }
}
