package org.tocsin.agent.vocabulary;

import static org.tocsin.agent.expression.Function.text;

import java.util.Map;
import java.util.Optional;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.expression.Function;
import org.tocsin.agent.expression.Type;

/** Functions over addresses and ranges; what is neither is in no range. */
final class NetworkFunctions {
  static final Map<String, Function> ALL =
      Map.of(
          "IpInRange",
          Function.of(Type.BOOL, 2, a -> inRange(text(a, 0, "IpInRange"), text(a, 1, "IpInRange"))),
          "IsIP",
          Function.of(Type.BOOL, 1, a -> Address.parse(text(a, 0, "IsIP")).isPresent()),
          "IsIPV4",
          Function.of(Type.BOOL, 1, a -> is(text(a, 0, "IsIPV4"), Address.Family.IPV4)),
          "IsIPV6",
          Function.of(Type.BOOL, 1, a -> is(text(a, 0, "IsIPV6"), Address.Family.IPV6)),
          "IpToRange",
          Function.of(Type.TEXT, 2, a -> range(text(a, 0, "IpToRange"), text(a, 1, "IpToRange"))));

  private NetworkFunctions() {}

  private static boolean inRange(String address, String range) {
    Optional<Prefix> prefix = Prefix.parse(range);
    return prefix.isPresent()
        && Address.parse(address).map(found -> prefix.get().contains(found)).orElse(false);
  }

  private static boolean is(String address, Address.Family family) {
    return Address.parse(address).map(found -> found.family() == family).orElse(false);
  }

  private static String range(String address, String mask) {
    String bits = mask.startsWith("/") ? mask.substring(1) : mask;
    return Address.parse(address)
        .flatMap(found -> Prefix.around(found, bits))
        .map(Prefix::toString)
        .orElse("");
  }
}
