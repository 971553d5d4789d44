package org.tocsin.curation;

import java.time.Instant;
import java.util.List;
import org.tocsin.address.Prefix;

/** Exemptions that operators add and take away while the server runs. */
public interface Exemptions {

  /** Returns all exemptions in force. */
  List<Exemption> inForce(Instant now);

  /** Returns the ranges whose exemption has ended since it was last asked. */
  List<Prefix> takeExpired(Instant now);
}
