package org.tocsin.evidence;

/**
 * Where a reporter stands in the internet, as little of it as is needed to tell reporters apart.
 *
 * @param asn the number of its autonomous system, 0 if unknown
 * @param prefix a name for its /24 or /48 that means nothing outside, empty if unknown
 */
public record Network(long asn, String prefix) {

  /** Nothing is known; all reporters of whom nothing is known count as one network. */
  public static final Network UNKNOWN = new Network(0, "");
}
