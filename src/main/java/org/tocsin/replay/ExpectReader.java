package org.tocsin.replay;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Micro;
import org.tocsin.curation.rules.RulesReader;
import org.tocsin.curation.rules.YamlMap;

/** Reads the {@code expect.yaml} of a case. */
final class ExpectReader {

  private static final BigDecimal MOST = BigDecimal.valueOf(100_000);
  private static final List<String> TIERS = List.of("none", "scoped", "global");
  private static final List<String> FLOORS =
      List.of("floor.anchors", "floor.score", "floor.orgs", "floor.asns", "floor.strong");

  private static final List<String> MISSED =
      Stream.concat(FLOORS.stream(), Stream.of("soak", "faded")).toList();

  private final Set<Long> organisations;
  private final List<RuleCase.Expectation> expectations = new ArrayList<>();
  private final List<RuleCase.Never> nevers = new ArrayList<>();

  ExpectReader(YamlMap file, Set<Long> organisations) {
    this.organisations = organisations;
    Duration at = file.duration("at");
    for (YamlMap entry : file.maps("expect")) {
      expectations.add(expectation(entry, at));
      entry.done();
    }
    for (YamlMap entry : file.maps("never")) {
      nevers.add(new RuleCase.Never(range(entry), tier(entry), entry.line()));
      if (nevers.get(nevers.size() - 1).tier() == RuleCase.Tier.NONE) {
        entry.refuse("tier", "must be scoped or global");
      }
      entry.done();
    }
    if (expectations.isEmpty() && nevers.isEmpty()) {
      file.refuse("expect", "a case must expect something");
    }
    file.done();
  }

  List<RuleCase.Expectation> expectations() {
    return expectations;
  }

  List<RuleCase.Never> nevers() {
    return nevers;
  }

  private RuleCase.Expectation expectation(YamlMap entry, Duration at) {
    return new RuleCase.Expectation(
        entry.value("ip", ANY, "an IP address", Address::parse),
        entry.has("at") ? entry.duration("at") : at,
        tier(entry),
        entry.has("because") ? Optional.of(because(entry)) : Optional.empty(),
        entry.has("reason") ? reason(entry.map("reason")) : Map.of(),
        entry.has("without") ? without(entry.map("without")) : Map.of(),
        entry.line());
  }

  private static final Address ANY = new Address(Address.Family.IPV4, 0, 0);

  private static Prefix range(YamlMap entry) {
    return entry.value(
        "ip",
        Prefix.host(ANY),
        "an IP address or a range without host bits",
        text ->
            Prefix.read(text) instanceof Prefix.Reading.Accepted accepted
                ? Optional.of(accepted.prefix())
                : Optional.empty());
  }

  private static RuleCase.Tier tier(YamlMap entry) {
    return RuleCase.Tier.valueOf(entry.word("tier", TIERS).toUpperCase(Locale.ROOT));
  }

  private static String because(YamlMap entry) {
    List<String> causes = new ArrayList<>(FLOORS);
    causes.addAll(List.of("soak", "faded"));
    List.of("never", "benign", "protected", "shared")
        .forEach(tier -> causes.add("allowlist." + tier));
    RulesReader.reviewIds().forEach(id -> causes.add("review." + id));
    return entry.word("because", causes);
  }

  private static Map<RuleCase.Measure, Long> reason(YamlMap map) {
    Map<RuleCase.Measure, Long> reason = new EnumMap<>(RuleCase.Measure.class);
    for (RuleCase.Measure measure : RuleCase.Measure.values()) {
      String key = RuleCase.word(measure);
      if (map.has(key)) {
        reason.put(
            measure,
            measure.isCount() ? map.integer(key, 0, 100_000) : Micro.of(map.decimal(key, MOST)));
      }
    }
    map.done();
    return reason;
  }

  private Map<Long, String> without(YamlMap map) {
    Map<Long, String> without = new HashMap<>();
    for (long organisation : organisations) {
      String key = Long.toString(organisation);
      if (map.has(key)) {
        without.put(organisation, map.word(key, MISSED));
      }
    }
    map.done();
    return without;
  }
}
