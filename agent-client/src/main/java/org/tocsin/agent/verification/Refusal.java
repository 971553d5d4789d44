package org.tocsin.agent.verification;

import java.time.Instant;

/** Why something was not believed, with the values that did not fit. */
public sealed interface Refusal {
  /** One line for a person; nothing in it was written freely by the server. */
  String message();

  /** The newest release offered is older than the one held. */
  record SerialWentBack(long have, long offered) implements Refusal {
    @Override
    public String message() {
      return "the list went back: release " + offered + " is offered, " + have + " is held";
    }
  }

  /** One number stands for two different sets. */
  record SerialUsedTwice(long serial, String have, String offered) implements Refusal {
    @Override
    public String message() {
      return "release " + serial + " is another set now: " + offered + ", not " + have;
    }
  }

  /** The head was signed before the one that was believed last, whatever it numbers itself. */
  record SignedEarlier(Instant have, Instant offered) implements Refusal {
    @Override
    public String message() {
      return "an older head is offered, signed " + offered + ", before the one held: " + have;
    }
  }

  /** The head is too old to be believed. */
  record HeadExpired(Instant expiresAt, Instant now) implements Refusal {
    @Override
    public String message() {
      return "the list's head expired at " + expiresAt + ", now it is " + now;
    }
  }

  /** The head was signed later than now, so one of the two clocks is wrong. */
  record IssuedInTheFuture(Instant issuedAt, Instant now) implements Refusal {
    @Override
    public String message() {
      return "the list's head is from the future, " + issuedAt + "; here it is " + now;
    }
  }

  /** None of the signatures is a good one of a trusted key. */
  record SignatureUnknown(String what, int signatures) implements Refusal {
    @Override
    public String message() {
      return what + " is signed by no trusted key (" + signatures + " signatures)";
    }
  }

  /** The set that came out is not the one that was signed. */
  record SetHashDiffers(long serial, String signed, String found) implements Refusal {
    @Override
    public String message() {
      return "the set of release " + serial + " hashes to " + found + ", signed is " + signed;
    }
  }

  /** The set has not as many addresses as was signed. */
  record CountDiffers(long signedV4, long signedV6, long v4, long v6) implements Refusal {
    @Override
    public String message() {
      return "the set has %d + %d addresses, signed are %d + %d"
          .formatted(v4, v6, signedV4, signedV6);
    }
  }

  /** A file is not the one that the head names. */
  record FileDiffers(String sha256, long bytes, String found, long foundBytes) implements Refusal {
    @Override
    public String message() {
      return "a file of %d bytes hashes to %s, signed are %d bytes of %s"
          .formatted(foundBytes, found, bytes, sha256);
    }
  }

  /** Larger than anything of its kind may be. */
  record TooLarge(String what, long size, long limit) implements Refusal {
    @Override
    public String message() {
      return what + " is too large: " + size + ", the limit is " + limit;
    }
  }

  /** Not what its documentation says it is. */
  record Malformed(String where, String why) implements Refusal {
    @Override
    public String message() {
      return where + ": " + why;
    }
  }

  /** The log has fewer entries than it had. */
  record LogWentBack(long have, long offered) implements Refusal {
    @Override
    public String message() {
      return "the transparency log went back: it had " + have + " entries, now " + offered;
    }
  }

  /** The log tells of the past differently than it did, or than its checkpoint says. */
  record LogRewritten(long size, String signed, String found) implements Refusal {
    @Override
    public String message() {
      return "the transparency log was rewritten: its first %d entries hash to %s, not %s"
          .formatted(size, found, signed);
    }
  }

  /** Another log stands where the known one was. */
  record LogReplaced(String have, String offered) implements Refusal {
    @Override
    public String message() {
      return "another transparency log stands in place of the known one: it was " + have;
    }
  }

  /** The log does not know the release. */
  record NotInLog(long serial, long size) implements Refusal {
    @Override
    public String message() {
      return "release " + serial + " is not in the transparency log of " + size + " entries";
    }
  }
}
