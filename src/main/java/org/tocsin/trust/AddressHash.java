package org.tocsin.trust;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tocsin.address.Address;

/**
 * A name for an address that only this server can tell. There are so few addresses that without the
 * key each could be found by trying all.
 */
public final class AddressHash {

  private static final String ALGORITHM = "HmacSHA256";

  /** Enough that two addresses never share a name, and no more. */
  private static final int BYTES = 16;

  private final SecretKeySpec key;

  /** Takes the server's secret. */
  public AddressHash(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  byte[] of(Address address) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return java.util.Arrays.copyOf(mac.doFinal(address.bytes()), BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
