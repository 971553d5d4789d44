package org.tocsin.app;

import jakarta.enterprise.context.ApplicationScoped;

/** What this server last found wrong with its own work. */
@ApplicationScoped
class OwnChecks {

  private final SecondLook releases;
  private final DailyAudit curation;

  OwnChecks(SecondLook releases, DailyAudit curation) {
    this.releases = releases;
    this.curation = curation;
  }

  /** Returns how much is wrong with the release that is served. */
  int findings() {
    return releases.wrong();
  }

  /** Returns how many verdicts were wrong in the last audit. */
  int differences() {
    return curation.differences();
  }
}
