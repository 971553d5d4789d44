package org.tocsin.agent.community;

/** How a machine stands with its organisation once the server has accepted the enrolment. */
public enum Standing {
  ENROLLED,
  ALREADY_ENROLLED,
  AWAITING_APPROVAL
}
