package org.tocsin.agent.verification;

import org.tocsin.agent.address.AddressSet;

/** A set of addresses whose hash a trusted key signed. There is no other way to one than that. */
public final class VerifiedList {
  private final ListHead head;
  private final AddressSet addresses;

  VerifiedList(ListHead head, AddressSet addresses) {
    this.head = head;
    this.addresses = addresses;
  }

  /** The head that it was verified against. */
  public ListHead head() {
    return head;
  }

  /** The addresses. */
  public AddressSet addresses() {
    return addresses;
  }
}
