package org.tocsin.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.tocsin.publication.Publisher;
import org.tocsin.review.ParkedRun;

/** What the publisher parked, for the person who decides about it. */
@ApplicationScoped
class ParkedRelease implements ParkedRun {

  private final Publisher publisher;

  ParkedRelease(Publisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public void approve(String operator) {
    publisher.approveParked(operator);
  }

  @Override
  public void drop(Instant now) {
    publisher.dropParked(now);
  }
}
