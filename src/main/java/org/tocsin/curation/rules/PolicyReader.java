package org.tocsin.curation.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tocsin.curation.Micro;
import org.tocsin.curation.Policy;

/** Reads {@code policy.yaml}: every number has to be there, and to fit the others. */
final class PolicyReader {

  private static final Duration AFFINITY_WINDOW = Duration.ofDays(14);
  private static final BigDecimal MOST = BigDecimal.valueOf(1000);
  private static final int MOST_COUNTED = 100_000;
  private static final int MOST_ADDRESSES = 100_000_000;
  private static final int HIGHEST_FACTOR = 100;
  private static final Duration LONGEST_MEMORY = Duration.ofDays(7);
  private static final Duration LONGEST_REMEMBERED = Duration.ofDays(14);
  private static final Pattern AT_LEAST =
      Pattern.compile("max\\( *(\\d{1,8}) *, *(\\d{1,3})% *\\)");

  private PolicyReader() {}

  static Policy read(YamlMap file) {
    file.integer("version", 1, 1);
    file.word("clock", List.of("receive_time"));
    Policy.Skew skew = skew(file.map("skew"));
    YamlMap vote = file.map("vote");
    Policy.Decay decay = decay(vote);
    long discount = discount(vote);
    vote.done();
    Policy.Trust trust = trust(file.map("trust"));
    Policy.Caps caps = caps(file.map("caps"));
    YamlMap tiers = file.map("tiers");
    Policy.Floors global = global(tiers.map("global"));
    Policy.Scoped scoped = scoped(tiers.map("scoped"));
    Policy.Superquorum superquorum = superquorum(tiers.map("superquorum"));
    tiers.done();
    YamlMap weight = file.map("anchor_weight");
    Policy.AnchorWeight anchors =
        new Policy.AnchorWeight(micro(weight, "honeypot"), micro(weight, "vouched"));
    weight.done();
    Policy.Keep keep = keep(file.map("keep"), global, scoped.floors());
    Policy.Relist relist = relist(file.map("relist"));
    Policy.Shared shared = shared(file.map("shared"));
    Policy.Breaker breaker = breaker(file.map("breaker"));
    Policy.Decoys decoys = decoys(file.map("decoys"));
    file.done();
    return new Policy(
        skew,
        decay,
        discount,
        trust,
        caps,
        global,
        scoped,
        superquorum,
        anchors,
        keep,
        relist,
        shared,
        breaker,
        decoys);
  }

  /**
   * Goes on in the place of a policy that was already refused, so that the other files are read
   * too.
   */
  static Policy standIn() {
    Duration hour = Duration.ofHours(1);
    Policy.Floors floors = new Policy.Floors(0, 0, 0, 0, 0, hour);
    Policy.AtLeast none = new Policy.AtLeast(0, 0);
    return new Policy(
        new Policy.Skew(hour, hour),
        new Policy.Decay(hour, hour, hour),
        0,
        new Policy.Trust(1, 1, 0, 1, hour, new Policy.Penalty(0, 0, 0), hour, hour),
        new Policy.Caps(1, 1),
        floors,
        new Policy.Scoped(floors, 0, AFFINITY_WINDOW, 1),
        new Policy.Superquorum(false, none, 1, 1),
        new Policy.AnchorWeight(0, 0),
        new Policy.Keep(0, hour),
        new Policy.Relist(hour, 0, hour),
        new Policy.Shared(1, hour),
        new Policy.Breaker(none, none),
        new Policy.Decoys(0, List.of()));
  }

  private static Policy.Skew skew(YamlMap map) {
    Policy.Skew skew =
        new Policy.Skew(map.duration("reject_older"), map.duration("no_credit_older"));
    if (skew.noCreditOlder().compareTo(skew.rejectOlder()) > 0) {
      map.refuse("no_credit_older", "must not be above skew.reject_older");
    }
    map.done();
    return skew;
  }

  private static Policy.Decay decay(YamlMap vote) {
    vote.word("unit", List.of("organisation"));
    Duration fullFor = vote.duration("full_for");
    Duration halfLife = vote.someTime("half_life");
    Duration forget = vote.duration("forget");
    if (forget.compareTo(fullFor) < 0 || forget.compareTo(LONGEST_MEMORY) > 0) {
      vote.refuse("forget", "must lie between full_for and 7d");
    }
    return new Policy.Decay(fullFor, halfLife, forget.compareTo(fullFor) < 0 ? fullFor : forget);
  }

  private static long discount(YamlMap vote) {
    vote.word("same_prefix", List.of("one_vote"));
    long discount = Micro.of(vote.decimal("same_asn_discount", BigDecimal.ONE));
    if (discount == Micro.ONE) {
      vote.refuse("same_asn_discount", "must be below 1: one network could carry any score");
    }
    return discount;
  }

  private static Policy.Trust trust(YamlMap map) {
    int days = map.integer("days", 1, 1000);
    int confirmations = map.integer("confirmations", 1, 1000);
    long threshold = micro(map, "threshold");
    if (threshold <= 0 || threshold >= Micro.ONE) {
      map.refuse("threshold", "must lie between 0 and 1, and be neither");
    }
    int credits = map.integer("credit_cap_per_day", 1, 1000);
    Duration window = map.someTime("credit_window");
    YamlMap cost = map.map("penalty");
    Policy.Penalty penalty =
        new Policy.Penalty(
            cost.integer("decoy", 1, 1000),
            cost.integer("canary", 1, 1000),
            cost.integer("appeal", 1, 1000));
    cost.done();
    YamlMap half = map.map("half_life");
    Duration confirmed = half.someTime("alpha");
    Duration contradicted = half.someTime("beta");
    half.done();
    map.done();
    return new Policy.Trust(
        days, confirmations, threshold, credits, window, penalty, confirmed, contradicted);
  }

  private static Policy.Caps caps(YamlMap map) {
    Policy.Caps caps =
        new Policy.Caps(
            map.integer("agent_ips_per_day", 1, MOST_ADDRESSES),
            map.integer("org_ips_per_day", 1, MOST_ADDRESSES));
    map.done();
    return caps;
  }

  private static Policy.Floors global(YamlMap tier) {
    long anchors = micro(tier, "anchors");
    if (anchors == 0) {
      tier.refuse(
          "anchors", "must be above 0: without a trusted witness anybody could list anything");
    }
    Policy.Floors floors = floors(anchors, tier);
    tier.done();
    return floors;
  }

  private static Policy.Scoped scoped(YamlMap tier) {
    Policy.Scoped scoped =
        new Policy.Scoped(
            floors(0, tier),
            micro(tier, "affinity"),
            tier.has("affinity_window") ? tier.duration("affinity_window") : AFFINITY_WINDOW,
            tier.integer("witnesses_near", 1, MOST_COUNTED));
    if (scoped.affinityWindow().toDays() < 1
        || scoped.affinityWindow().compareTo(Policy.Scoped.LONGEST_AFFINITY_WINDOW) > 0) {
      tier.refuse("affinity_window", "must lie between 1d and 28d");
    }
    if (scoped.affinity() == 0) {
      tier.refuse("affinity", "must be above 0: everybody would be near everybody");
    }
    tier.done();
    return scoped;
  }

  private static Policy.Floors floors(long anchors, YamlMap tier) {
    return new Policy.Floors(
        anchors,
        micro(tier, "score"),
        tier.integer("orgs", 1, MOST_COUNTED),
        tier.integer("asns", 1, MOST_COUNTED),
        micro(tier, "strong"),
        tier.duration("soak"));
  }

  private static Policy.Superquorum superquorum(YamlMap map) {
    Policy.Superquorum superquorum =
        new Policy.Superquorum(
            map.flag("enabled"),
            atLeast(map, "orgs"),
            map.integer("asns", 1, MOST_COUNTED),
            map.integer("cohorts", 1, MOST_COUNTED));
    map.done();
    return superquorum;
  }

  private static Policy.Keep keep(YamlMap map, Policy.Floors global, Policy.Floors scoped) {
    Policy.Keep keep = new Policy.Keep(micro(map, "score"), map.duration("last_trusted"));
    if (keep.score() > global.score()) {
      map.refuse("score", "must not be above tiers.global.score");
    }
    if (keep.score() > scoped.score()) {
      map.refuse("score", "must not be above tiers.scoped.score");
    }
    if (keep.score() == 0) {
      map.refuse("score", "must be above 0");
    }
    if (keep.lastTrusted().compareTo(LONGEST_MEMORY) > 0) {
      map.refuse("last_trusted", "must not be above 7d");
    }
    map.done();
    return keep;
  }

  private static Policy.Relist relist(YamlMap map) {
    Policy.Relist relist =
        new Policy.Relist(map.duration("within"), micro(map, "anchors"), map.duration("soak"));
    if (relist.within().compareTo(LONGEST_REMEMBERED) > 0) {
      map.refuse("within", "must not be above 14d: longer ago nothing is remembered");
    }
    if (relist.anchors() == 0) {
      map.refuse("anchors", "must be above 0: without an anchor anybody could list it again");
    }
    map.done();
    return relist;
  }

  private static Policy.Shared shared(YamlMap map) {
    Policy.Shared shared =
        new Policy.Shared(map.integer("floor_factor", 1, HIGHEST_FACTOR), map.someTime("max_ttl"));
    map.done();
    return shared;
  }

  private static Policy.Breaker breaker(YamlMap map) {
    Policy.Breaker breaker = new Policy.Breaker(atLeast(map, "adds"), atLeast(map, "removes"));
    map.done();
    return breaker;
  }

  private static Policy.Decoys decoys(YamlMap map) {
    Policy.Decoys decoys =
        new Policy.Decoys(Micro.of(map.decimal("share", BigDecimal.ONE)), map.ranges("ranges"));
    if (decoys.share() > 0 && decoys.ranges().isEmpty()) {
      map.refuse("share", "must be 0 while decoys.ranges is empty");
    }
    map.done();
    return decoys;
  }

  private static Policy.AtLeast atLeast(YamlMap map, String key) {
    return map.value(
        key,
        new Policy.AtLeast(1, 0),
        "a number and a share such as max(20, 5%)",
        text -> {
          Matcher matcher = AT_LEAST.matcher(text);
          return matcher.matches()
              ? Optional.of(
                      new Policy.AtLeast(
                          Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                  .filter(found -> found.number() > 0 && found.percent() <= 100)
              : Optional.empty();
        });
  }

  private static long micro(YamlMap map, String key) {
    return Micro.of(map.decimal(key, MOST));
  }
}
