package org.tocsin.agent.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.decision.DecisionBook.Aim;

/**
 * What holds at one moment for one bouncer: of this machine's decisions and of adopted lists those
 * that it asks for, without what is allowed. A person's own decision holds also about whom is
 * allowed. Of several about one target and type the longest holds.
 */
final class InForce {
  private final DecisionBook book;
  private final List<AdoptedList> lists;
  private final List<AllowedRange> allowed;
  private final DecisionFilter filter;
  private final Instant now;

  InForce(Decisions decisions, DecisionFilter filter) {
    this.now = decisions.now();
    this.book = decisions.book();
    this.lists =
        decisions.adopted().lists().stream().filter(list -> now.isBefore(list.until())).toList();
    this.allowed = decisions.allowed(now);
    this.filter = filter;
  }

  Instant now() {
    return now;
  }

  /** The lists that count, whether the bouncer asks for them or not. */
  List<AdoptedList> lists() {
    return lists;
  }

  List<AllowedRange> allowed() {
    return allowed;
  }

  boolean isAsked(Decision decision) {
    return filter.passes(decision);
  }

  /** The one decision that holds with an aim. */
  Optional<Decision> with(Aim aim) {
    List<Decision> holding = new ArrayList<>();
    for (Decision decision : book.about(aim.target(), now)) {
      if (decision.type().equals(aim.type()) && counts(decision)) {
        holding.add(decision);
      }
    }
    aim.target()
        .covered()
        .filter(value -> !isAllowed(value))
        .ifPresent(value -> addFromLists(value, aim, holding));
    return holding.stream().reduce(InForce::longer);
  }

  private void addFromLists(Prefix value, Aim aim, List<Decision> holding) {
    for (AdoptedList list : lists) {
      if (list.type().equals(aim.type()) && list.has(value)) {
        Decision decision = of(list, value);
        if (filter.passes(decision)) {
          holding.add(decision);
        }
      }
    }
  }

  private static Decision longer(Decision a, Decision b) {
    return b.until().isAfter(a.until()) ? b : a;
  }

  private boolean counts(Decision decision) {
    boolean exempt = decision.origin().equals(Decision.BY_HAND);
    return filter.passes(decision)
        && (exempt || !decision.target().covered().map(this::isAllowed).orElse(false));
  }

  boolean isAllowed(Prefix value) {
    for (AllowedRange range : allowed) {
      if (range.touches(value)) {
        return true;
      }
    }
    return false;
  }

  /** The decision that a value on a list is. */
  Decision of(AdoptedList list, Prefix value) {
    return new Decision(
        "",
        list.origin(),
        list.scenario(),
        list.type(),
        Target.of(value),
        now,
        list.until(),
        false);
  }

  /** What holds about all of some addresses. */
  List<Decision> about(Prefix range) {
    List<Decision> found = new ArrayList<>();
    for (Decision decision : book.about(range.network(), now)) {
      if (counts(decision) && holdsAll(decision, range)) {
        found.add(decision);
      }
    }
    boolean single = range.length() == range.network().family().bits();
    for (AdoptedList list : isAllowed(range) ? List.<AdoptedList>of() : lists) {
      if (single ? list.covers(range.network()) : list.has(range)) {
        Decision decision = of(list, range);
        if (filter.passes(decision)) {
          found.add(decision);
        }
      }
    }
    return longest(found);
  }

  private static boolean holdsAll(Decision decision, Prefix range) {
    return decision.target().covered().map(own -> own.length() <= range.length()).orElse(false);
  }

  /** What holds about exactly this target. */
  List<Decision> about(Target target) {
    Optional<Prefix> range = target.covered();
    if (range.isPresent()) {
      return about(range.get());
    }
    return longest(book.about(target, now).stream().filter(this::counts).toList());
  }

  /** All that holds. */
  List<Decision> all() {
    List<Decision> all = new ArrayList<>();
    book.active(now).stream().filter(this::counts).forEach(all::add);
    for (AdoptedList list : lists) {
      Consumer<Prefix> adding =
          value -> {
            Decision decision = of(list, value);
            if (!isAllowed(value) && filter.passes(decision)) {
              all.add(decision);
            }
          };
      list.forEach(adding);
    }
    return longest(all);
  }

  private static List<Decision> longest(List<Decision> decisions) {
    Map<Aim, Decision> kept = new LinkedHashMap<>();
    decisions.forEach(decision -> kept.merge(Aim.of(decision), decision, InForce::longer));
    return List.copyOf(kept.values());
  }
}
