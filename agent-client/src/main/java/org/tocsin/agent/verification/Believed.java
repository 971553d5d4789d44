package org.tocsin.agent.verification;

import java.time.Instant;
import org.tocsin.agent.verification.ListHead.Release;

/** What was believed last, so that nobody can lead back behind it, and when that was signed. */
public record Believed(Release release, Instant issuedAt) {
  /** What a head leaves behind. */
  public static Believed of(ListHead head) {
    return new Believed(head.release(), head.issuedAt());
  }
}
