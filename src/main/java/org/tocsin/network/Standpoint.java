package org.tocsin.network;

/**
 * Where a reporter stands.
 *
 * @param asn the number of its autonomous system, 0 if unknown
 * @param prefixHash a name for its /24 or /48 that means nothing outside, empty if unknown
 */
public record Standpoint(long asn, String prefixHash) {

  /** Nothing is known; all reporters of whom nothing is known count as one network. */
  public static final Standpoint UNKNOWN = new Standpoint(0, "");
}
