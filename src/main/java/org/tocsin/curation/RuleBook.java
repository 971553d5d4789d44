package org.tocsin.curation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.address.PrefixMap;

/** Rules made ready for judging many addresses. Immutable and thread-safe. */
public final class RuleBook {

  private static final Comparator<Exemption> STRICTEST = Comparator.comparing(Exemption::tier);

  private final Rules rules;
  private final DecayTable decay;
  private final PrefixMap<Exemption> ranges;
  private final PrefixMap<Prefix> reference;
  private final PrefixMap<Prefix> decoys;
  private final PrefixMap<Prefix> takenForPublic;

  /** Prepares the rules. */
  public RuleBook(Rules rules) {
    this(rules, List.of());
  }

  /**
   * Prepares the rules.
   *
   * @param takenForPublic special-purpose ranges whose addresses are judged like public ones, so
   *     that examples can use the addresses that are set aside for them
   */
  public RuleBook(Rules rules, List<Prefix> takenForPublic) {
    this.rules = rules;
    this.takenForPublic = set(takenForPublic);
    this.decay = new DecayTable(rules.policy().decay());
    this.ranges = byRange(rules.exemptions());
    this.reference = set(rules.reference());
    this.decoys = set(rules.policy().decoys().ranges());
  }

  /** Returns exemptions by range; of several for one range, the strictest. */
  static PrefixMap<Exemption> byRange(List<Exemption> exemptions) {
    Map<Prefix, Exemption> byRange = new HashMap<>();
    exemptions.forEach(
        exemption ->
            byRange.merge(
                exemption.range(),
                exemption,
                (one, other) -> STRICTEST.compare(one, other) <= 0 ? one : other));
    return new PrefixMap<>(byRange);
  }

  private static PrefixMap<Prefix> set(List<Prefix> prefixes) {
    Map<Prefix, Prefix> set = new HashMap<>();
    prefixes.forEach(prefix -> set.put(prefix, prefix));
    return new PrefixMap<>(set);
  }

  /** Returns the rules. */
  public Rules rules() {
    return rules;
  }

  DecayTable decay() {
    return decay;
  }

  boolean isDecoy(Address address) {
    return decoys.mostSpecific(address).isPresent();
  }

  boolean isOnReferenceList(Address address) {
    return reference.mostSpecific(address).isPresent();
  }

  /**
   * Returns whether any exemption that covers the address, be it the strictest or not, is of a
   * tier.
   */
  boolean isExempt(Address address, PrefixMap<Exemption> added, Exemption.Tier tier) {
    for (PrefixMap<Exemption> map : List.of(ranges, added)) {
      for (Exemption exemption : map.all(address)) {
        if (exemption.tier() == tier) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the strictest exemption that covers the address, of the rules and of those added. */
  Optional<Exemption> exemption(Address address, PrefixMap<Exemption> added) {
    Exemption strictest = null;
    for (PrefixMap<Exemption> map : List.of(ranges, added)) {
      for (Exemption exemption : map.all(address)) {
        if (strictest == null || STRICTEST.compare(exemption, strictest) < 0) {
          strictest = exemption;
        }
      }
    }
    if (strictest == null
        && !address.isPublic()
        && takenForPublic.mostSpecific(address).isEmpty()) {
      return Optional.of(
          new Exemption(Prefix.host(address), Exemption.Tier.BENIGN, "special-purpose address"));
    }
    return Optional.ofNullable(strictest);
  }
}
