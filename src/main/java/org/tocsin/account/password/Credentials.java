package org.tocsin.account.password;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.sealing.Secret;

/** What is kept of passwords and second factors. Joins the caller's transaction. */
interface Credentials {

  /**
   * What is kept of one.
   *
   * @param hash the password's
   * @param totp the second factor's secret, in base32; empty if it was sealed with another key
   */
  record Kept(String hash, Optional<Secret> totp) {}

  Optional<Kept> find(long operator);

  /** Takes the place of what there was; recovery codes too. */
  void put(long operator, String hash, Secret totp, long usedStep, Instant now);

  void putRecoveryCodes(long operator, List<byte[]> hashes);

  boolean remove(long operator);

  /** Returns whether no code of this step or a later one was used yet, and uses it. */
  boolean useStep(long operator, long step);

  /** Returns whether this is a recovery code that was not used yet, and uses it. */
  boolean useRecoveryCode(long operator, byte[] hash, Instant now);

  /** Returns how many recovery codes were not used yet. */
  int recoveryCodesLeft(long operator);
}
