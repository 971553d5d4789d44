package org.tocsin.agent.verification;

/** Something was not believed; nothing that was held has changed. */
public final class ListRefused extends Exception {
  private final transient Refusal refusal;

  ListRefused(Refusal refusal) {
    super(refusal.message());
    this.refusal = refusal;
  }

  /** Why. */
  public Refusal refusal() {
    return refusal;
  }
}
