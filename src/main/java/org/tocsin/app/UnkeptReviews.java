package org.tocsin.app;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.curation.Reviews;
import org.tocsin.curation.Trigger;
import org.tocsin.curation.Verdict;

/**
 * Stands in where there is no queue of cases: what waits for a person is still held back and times
 * out, but nobody is asked.
 */
@DefaultBean
@ApplicationScoped
class UnkeptReviews implements Reviews {

  @Override
  public void ask(
      Subject subject,
      List<Trigger> triggers,
      Optional<Verdict> verdict,
      Duration timeout,
      Instant now) {}

  @Override
  public void settle(Address address, String because, Instant now) {}

  @Override
  public int open() {
    return 0;
  }
}
