package org.tocsin.agent.daemon;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.community.Community;
import org.tocsin.agent.community.Signal;
import org.tocsin.agent.decision.Adopted;
import org.tocsin.agent.decision.AdoptedList;
import org.tocsin.agent.decision.AllowedRange;

/**
 * What this agent gives to a community and takes from it, as it was told; nothing where it is not
 * enrolled.
 */
final class Membership implements Adopted {
  private final Optional<Community> giving;
  private final Optional<Community> taking;
  private final LongAdder told = new LongAdder();

  Membership(Optional<Community> community, AgentConfig.Community terms) {
    this.giving = community.filter(found -> terms.share());
    this.taking = community.filter(found -> terms.pull());
  }

  @Override
  public List<AdoptedList> lists() {
    return taking.map(Community::lists).orElse(List.of());
  }

  @Override
  public List<AllowedRange> allowed() {
    return taking.map(Community::allowed).orElse(List.of());
  }

  /** The lists that hold an address and count. */
  List<String> listing(Address address, java.time.Instant now) {
    return lists().stream()
        .filter(list -> now.isBefore(list.until()) && list.covers(address))
        .map(AdoptedList::name)
        .toList();
  }

  void tell(List<Signal> signals) {
    if (giving.isPresent()) {
      giving.get().add(signals);
      told.add(signals.size());
    }
  }

  /** How many signals the community is told. */
  long told() {
    return told.sum();
  }

  void keepUp(Schedule schedule) {
    taking.ifPresent(community -> schedule.repeat("fetching lists", community::pull));
    giving.ifPresent(community -> schedule.repeat("sending signals", community::push));
  }

  Optional<Community.Status> status() {
    return taking.or(() -> giving).map(Community::status);
  }
}
