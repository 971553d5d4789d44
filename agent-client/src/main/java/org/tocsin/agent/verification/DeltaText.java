package org.tocsin.agent.verification;

import org.tocsin.agent.address.AddressSet;
import org.tocsin.agent.address.CanonicalText;
import org.tocsin.agent.address.CanonicalText.NotCanonical;
import org.tocsin.agent.address.CanonicalText.Part;

/** The texts of snapshots and deltas. */
final class DeltaText {
  private DeltaText() {}

  static AddressSet snapshot(byte[] text) throws ListRefused {
    try {
      return CanonicalText.read(text);
    } catch (NotCanonical e) {
      throw malformed("snapshot", e);
    }
  }

  /** Takes the removals out of a set, then puts the additions in. */
  static AddressSet applied(AddressSet set, byte[] text) throws ListRefused {
    int lines = 1;
    int middle = 0;
    while (middle < text.length && text[middle] != '+') {
      while (middle < text.length && text[middle] != '\n') {
        middle++;
      }
      middle = Math.min(text.length, middle + 1);
      lines++;
    }
    try {
      AddressSet removed = CanonicalText.read(text, new Part(0, middle, 1, "-"));
      AddressSet added = CanonicalText.read(text, new Part(middle, text.length, lines, "+"));
      return set.minus(removed).plus(added);
    } catch (NotCanonical e) {
      throw malformed("delta", e);
    }
  }

  private static ListRefused malformed(String what, NotCanonical e) {
    return new ListRefused(new Refusal.Malformed(what + ", line " + e.line(), e.why()));
  }
}
