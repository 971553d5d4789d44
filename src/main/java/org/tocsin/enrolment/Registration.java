package org.tocsin.enrolment;

/** How a registration ended. */
public enum Registration {
  /** The agent exists now. */
  REGISTERED,
  /** The machine id is taken; the stored password is untouched. */
  ALREADY_REGISTERED,
  /** Too many passwords are being hashed; try again. */
  BUSY
}
