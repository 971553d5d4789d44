package org.tocsin.lab;

import java.util.List;
import java.util.stream.Collectors;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.address.PrefixMap;

/** What the operator of a server knows: who is enrolled, and which ranges are marked. */
final class Community {

  private final List<Organisation> organisations;
  private final List<Agent> agents;
  private final List<Prefix> allowlist;
  private final List<Prefix> shared;
  private final List<Prefix> decoys;
  private final PrefixMap<Boolean> allowed;
  private final PrefixMap<Boolean> sharedRanges;

  Community(
      List<Organisation> organisations,
      List<Prefix> allowlist,
      List<Prefix> shared,
      List<Prefix> decoys) {
    this.organisations = List.copyOf(organisations);
    this.agents = organisations.stream().flatMap(each -> each.agents().stream()).toList();
    this.allowlist = List.copyOf(allowlist);
    this.shared = List.copyOf(shared);
    this.decoys = List.copyOf(decoys);
    this.allowed = marked(allowlist);
    this.sharedRanges = marked(shared);
    checkPlaces();
  }

  private void checkPlaces() {
    for (int i = 0; i < organisations.size(); i++) {
      if (organisations.get(i).id() != i) {
        throw new IllegalArgumentException("organisation " + i + " is out of place");
      }
    }
    for (int i = 0; i < agents.size(); i++) {
      if (agents.get(i).id() != i) {
        throw new IllegalArgumentException("agent " + i + " is out of place");
      }
    }
  }

  private static PrefixMap<Boolean> marked(List<Prefix> ranges) {
    return new PrefixMap<>(
        ranges.stream().distinct().collect(Collectors.toMap(range -> range, range -> true)));
  }

  /** Returns everybody enrolled; an organisation's id is its place. */
  List<Organisation> organisations() {
    return organisations;
  }

  /** Returns all agents; an agent's id is its place. */
  List<Agent> agents() {
    return agents;
  }

  /** Returns the ranges that are never listed (tier benign). */
  List<Prefix> allowlist() {
    return allowlist;
  }

  /** Returns the ranges known to be shared by many. */
  List<Prefix> shared() {
    return shared;
  }

  /** Returns dark ranges of the operator's own, from which bait is taken; none if there is none. */
  List<Prefix> decoys() {
    return decoys;
  }

  boolean isAllowlisted(int address) {
    return allowed.mostSpecific(toAddress(address)).isPresent();
  }

  boolean isShared(int address) {
    return sharedRanges.mostSpecific(toAddress(address)).isPresent();
  }

  static Address toAddress(int address) {
    return new Address(Address.Family.IPV4, 0, Integer.toUnsignedLong(address));
  }
}
