package org.tocsin.app;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.Rules;

/** What may not be listed, by the rules or because an operator said so. */
final class Exempt implements Predicate<Address> {

  private final List<Prefix> ranges;

  Exempt(Rules rules, List<Exemption> byOperators) {
    this.ranges =
        Stream.concat(rules.exemptions().stream(), byOperators.stream())
            .filter(
                one -> one.tier() == Exemption.Tier.NEVER || one.tier() == Exemption.Tier.BENIGN)
            .map(Exemption::range)
            .toList();
  }

  @Override
  public boolean test(Address address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }
}
