package org.tocsin.enrolment;

/** How an enrolment ended. */
public enum Enrolment {
  /** The agent belongs to the key's organisation now, and did not before. */
  ENROLLED,
  /** The agent already belongs to an organisation, and was not asked to move. */
  ALREADY_ENROLLED,
  /** The key does not exist, is used up, expired or revoked. */
  KEY_NOT_VALID
}
