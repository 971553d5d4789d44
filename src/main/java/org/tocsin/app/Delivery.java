package org.tocsin.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.tocsin.distribution.CurrentList;
import org.tocsin.publication.Publication;
import org.tocsin.release.ReleaseRefused;
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
    try {
      now();
    } catch (RuntimeException e) {
      LOG.error("The newest release could not be brought out; trying again", e);
    }
  }

  /** Has the newest release handed out at once. */
  void now() {
    handOut(currentList::refresh);
  }

  /** Has a release handed out unless it is the one that is. */
  void of(Publication made) {
    // A listing that only lasts longer can wait until the rendering is renewed anyway.
    handOut(
        made.serial() == currentList.current().serial()
            ? currentList::refreshIfStale
            : currentList::refresh);
  }

  /** Renews what grows old by itself. */
  void renew() {
    handOut(currentList::refreshIfStale);
  }

  /** A release that is not fit to go out goes out in no way. A full disk stops files only. */
  private void handOut(Runnable streams) {
    try {
      releases.bringUpToDate();
    } catch (ReleaseRefused e) {
      throw e;
    } catch (RuntimeException e) {
      streams.run();
      throw e;
    }
    streams.run();
  }
}
