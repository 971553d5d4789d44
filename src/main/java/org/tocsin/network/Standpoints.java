package org.tocsin.network;

import java.time.Instant;
import java.util.Optional;
import org.tocsin.address.Address;

/**
 * Tells where addresses stand. Immutable and thread-safe; addresses are neither kept nor logged.
 */
public final class Standpoints {

  private final AsnTable table;
  private final PrefixKey key;

  /** Takes the operator's table and the server's secret. */
  public Standpoints(AsnTable table, PrefixKey key) {
    this.table = table;
    this.key = key;
  }

  /**
   * Returns where a caller stands at an instant. A text that is no address, as a proxy may send to
   * hide its client, stands nowhere.
   */
  public Standpoint of(String remoteAddress, Instant at) {
    Optional<Address> address = Address.parse(remoteAddress);
    return address
        .map(known -> new Standpoint(table.asn(known), key.hash(known, at)))
        .orElse(Standpoint.UNKNOWN);
  }
}
