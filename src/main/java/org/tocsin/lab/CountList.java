package org.tocsin.lab;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;

/**
 * Lists what enough different reporters named within 72 hours, until nobody named it for 72 hours.
 * The DenyHosts server also waits until the first and last of them lie some hours apart.
 */
final class CountList implements OneList {

  static final long WINDOW = 72 * Timeline.HOUR;

  /**
   * When an address is listed.
   *
   * @param name of the method
   * @param reporter whom a report counts for
   * @param atLeast how many reporters it takes
   * @param spread how many seconds must lie between the first and the last of them
   */
  record Rule(String name, ToIntFunction<Report> reporter, int atLeast, long spread)
      implements Maker {
    @Override
    public Method make(Community community) {
      return new CountList(this, community);
    }
  }

  private final Rule rule;
  private final IntPredicate allowlisted;
  private final Published published = new Published(Tier.GLOBAL);
  private final Map<Integer, Seen> seen = new HashMap<>();
  private final Expiry expiry = new Expiry();
  private final Set<Integer> ripe = new LinkedHashSet<>();

  private CountList(Rule rule, Community community) {
    this.rule = rule;
    this.allowlisted = community::isAllowlisted;
  }

  @Override
  public String name() {
    return rule.name();
  }

  @Override
  public void accept(Report report) {
    int address = report.address();
    Seen by = seen.get(address);
    if (by == null) {
      if (allowlisted.test(address)) {
        return;
      }
      by = new Seen();
      seen.put(address, by);
      expiry.remind(address, report.at() + WINDOW);
    }
    by.note(rule.reporter().applyAsInt(report), report.at(), report.at() - WINDOW);
    if (by.size() >= rule.atLeast() && report.at() - by.time(0) >= rule.spread()) {
      ripe.add(address);
    }
  }

  @Override
  public void advanceTo(long time) {
    ripe.forEach(address -> published.add(address, time));
    ripe.clear();
    expiry.due(
        time,
        address -> {
          long until = Objects.requireNonNull(seen.get(address)).last() + WINDOW;
          if (until > time) {
            expiry.remind(address, until);
          } else {
            seen.remove(address);
            published.remove(address, time);
          }
        });
  }

  @Override
  public Published published() {
    return published;
  }
}
