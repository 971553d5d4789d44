package org.tocsin.curation;

import java.time.Instant;

/** Where an address stood after it was last judged. */
public sealed interface Standing {

  /** Not listed, and not about to be. */
  record Unlisted() implements Standing {}

  /** Met all floors since an instant and was waiting. */
  record Soaking(Instant since) implements Standing {}

  /** Listed. */
  record Listed() implements Standing {}
}
