package org.tocsin.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.tocsin.distribution.CurrentList;
import org.tocsin.publication.Publication;
import org.tocsin.release.Releases;

/** Has what was published handed out in every way there is. */
@ApplicationScoped
class Delivery {

  private static final Logger LOG = Logger.getLogger(Delivery.class);

  private final CurrentList currentList;
  private final Releases releases;

  Delivery(CurrentList currentList, Releases releases) {
    this.currentList = currentList;
    this.releases = releases;
  }

  /**
   * Has the newest release handed out as the server starts. If its files cannot be written, those
   * of the last one are served until they can.
   */
  void begin() {
    currentList.refresh();
    try {
      releases.bringUpToDate();
    } catch (RuntimeException e) {
      LOG.error("The files of the newest release could not be written; trying again", e);
    }
  }

  /** Has the newest release handed out at once. */
  void now() {
    currentList.refresh();
    releases.bringUpToDate();
  }

  /** Has a release handed out unless it is the one that is. */
  void of(Publication made) {
    // A listing that only lasts longer can wait until the rendering is renewed anyway.
    if (made.serial() != currentList.current().serial()) {
      currentList.refresh();
    } else {
      currentList.refreshIfStale();
    }
    releases.bringUpToDate();
  }

  /** Renews what grows old by itself. */
  void renew() {
    currentList.refreshIfStale();
    releases.bringUpToDate();
  }
}
