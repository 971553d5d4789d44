package org.tocsin.agent.daemon;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.community.Signal;
import org.tocsin.agent.event.Alert;

/**
 * Which alerts are told to the community, and what of them: address, scenario and times. Not told
 * is what is about no address of the internet, and what was only seen because others had said so.
 */
final class Sharing {
  private static final List<Prefix> NOBODYS =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              "::/8",
              "100::/64",
              "2001:db8::/32",
              "fc00::/7",
              "fe80::/10",
              "ff00::/8")
          .flatMap(text -> Prefix.parse(text).stream())
          .toList();

  private Sharing() {}

  /** What is told of an alert; nothing if it is kept here. */
  static Optional<Signal> signal(Alert alert, String uuid) {
    boolean isAddress = alert.source().scope().equals("Ip");
    Optional<Address> address =
        isAddress ? Address.parse(alert.source().value()) : Optional.empty();
    if (alert.scenario().echo() || address.isEmpty() || isNobodys(address.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new Signal(
            UUID.fromString(uuid),
            alert.scenario().name(),
            alert.scenario().hash(),
            "",
            alert.source().scope(),
            address.get().toString(),
            alert.span().start().toInstant(),
            alert.span().stop().toInstant()));
  }

  private static boolean isNobodys(Address address) {
    return NOBODYS.stream().anyMatch(range -> range.contains(address));
  }
}
