package org.tocsin.appeal;

import jakarta.enterprise.context.ApplicationScoped;
import org.tocsin.address.Address;
import org.tocsin.review.ReviewQueue;

/** What everybody is told of an address, for pages and programs alike. */
@ApplicationScoped
class Explained {

  private final Lookup lookup;
  private final ReviewQueue queue;

  Explained(Lookup lookup, ReviewQueue queue) {
    this.lookup = lookup;
    this.queue = queue;
  }

  Why of(Address address) {
    Lookup.Found found = lookup.find(address);
    return found.concerns()
        ? Why.of(found, lookup.verdict(address), queue.appealed(address))
        : Why.unlisted(address, found.state());
  }
}
