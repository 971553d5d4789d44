package org.tocsin.account.passkey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the public halves of passkeys. Joins the caller's transaction. */
interface PasskeyStore {

  /** What is kept of one, as it is checked. */
  final class Kept {
    private final long id;
    private final long operator;
    private final byte[] credential;
    private final long signCount;

    Kept(long id, long operator, byte[] credential, long signCount) {
      this.id = id;
      this.operator = operator;
      this.credential = credential.clone();
      this.signCount = signCount;
    }

    long id() {
      return id;
    }

    long operator() {
      return operator;
    }

    byte[] credential() {
      return credential.clone();
    }

    long signCount() {
      return signCount;
    }
  }

  /** Returns a passkey of an operator who was not revoked. */
  Optional<Kept> find(byte[] credentialId);

  /** Adds one; false if it is known already, or the operator has the most one may have. */
  boolean add(long operator, String name, byte[] credentialId, Kept kept, Instant now);

  /** Moves the counter on; false if somebody else did meanwhile. */
  boolean used(Kept passkey, long signCount, Instant now);

  List<Passkey> list(long operator);

  Optional<String> remove(long operator, long id);
}
