package org.tocsin.agent.verification;

/** A head that a trusted key signed and that was no step back when it was verified. */
public final class VerifiedHead {
  private final ListHead head;

  VerifiedHead(ListHead head) {
    this.head = head;
  }

  /** What it says. */
  public ListHead head() {
    return head;
  }
}
