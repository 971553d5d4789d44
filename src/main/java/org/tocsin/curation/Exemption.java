package org.tocsin.curation;

import org.tocsin.address.Prefix;

/**
 * A range that is treated differently, and why.
 *
 * @param range the range
 * @param tier how it came to be exempt
 * @param reason the operator's words
 */
public record Exemption(Prefix range, Tier tier, String reason) {

  /** Kinds of exemption, the strictest first: where ranges overlap, the strictest decides. */
  public enum Tier {
    /** Listing it would break the internet or the community; a report of it is an error. */
    NEVER,
    /** A known good service that trips scenarios by its nature. */
    BENIGN,
    /** Listed only if a person agrees. */
    PROTECTED,
    /** Many users behind one address: higher floors and short listings. */
    SHARED
  }
}
