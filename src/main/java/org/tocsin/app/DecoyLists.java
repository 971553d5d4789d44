package org.tocsin.app;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Policy;
import org.tocsin.distribution.CurrentList;
import org.tocsin.enrolment.Organisations;
import org.tocsin.privatelist.ListEntry;
import org.tocsin.privatelist.ListKey;
import org.tocsin.privatelist.PrivateList;
import org.tocsin.privatelist.PrivateLists;

/**
 * Keeps a list of decoys for each organisation, if the rules want any. It goes out by link to the
 * organisation's own engines only, never in a release or a stream that others get.
 */
@ApplicationScoped
class DecoyLists {

  private static final Logger LOG = Logger.getLogger(DecoyLists.class);

  /** Says nothing to who copies it. */
  static final String NAME = PrivateLists.DECOYS;

  private static final String OURS = "kept by the server: the decoys of the rules";
  private static final PrivateList.Terms TERMS =
      new PrivateList.Terms(
          NAME,
          OURS,
          Optional.of(new PrivateList.Blocking("ban", PrivateList.Scope.IP, Duration.ofHours(24))));
  private static final long MILLION = 1_000_000;

  private final RulesInForce rules;
  private final Organisations organisations;
  private final PrivateLists lists;
  private final CurrentList list;
  private final ListKey key;
  private final InstantSource clock;
  private final Set<Long> doneFor = new HashSet<>();
  private Optional<Wanted> done = Optional.empty();

  /** What decides about an organisation's list, so that it is looked at only if this changed. */
  private record Wanted(List<Prefix> ranges, long count, YearMonth month) {}

  DecoyLists(
      RulesInForce rules,
      Organisations organisations,
      PrivateLists lists,
      CurrentList list,
      ListKey key,
      InstantSource clock) {
    this.rules = rules;
    this.organisations = organisations;
    this.lists = lists;
    this.list = list;
    this.key = key;
    this.clock = clock;
  }

  /** Makes, renews and deletes lists as the rules in force want them. */
  void renew() {
    renew(rules.book().rules().policy().decoys());
  }

  synchronized void renew(Policy.Decoys decoys) {
    if (decoys.share() > 0 && list.current().serial() == 0) {
      // Nothing is listed, or it is not read yet: a share of what nobody knows is no reason to take
      // lists away that engines fetched an hour ago.
      return;
    }
    long count = count(decoys, list.current().entries().size());
    if (count == 0) {
      done = Optional.empty();
      deleteAll();
    } else {
      YearMonth month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
      keepAll(new Wanted(decoys.ranges(), count, month));
    }
  }

  private void deleteAll() {
    QuarkusTransaction.requiringNew()
        .call(() -> lists.described(OURS))
        .forEach(one -> QuarkusTransaction.requiringNew().run(() -> lists.delete(one)));
  }

  private void keepAll(Wanted wanted) {
    if (!done.equals(Optional.of(wanted))) {
      doneFor.clear();
      done = Optional.of(wanted);
    }
    Set<Long> missing =
        QuarkusTransaction.requiringNew().call(() -> new HashSet<>(organisations.all().keySet()));
    missing.removeAll(doneFor);
    Bait bait = new Bait(key, wanted.ranges());
    for (long organisation : missing) {
      Set<Prefix> values = bait.of(organisation, wanted.month(), wanted.count());
      if (QuarkusTransaction.requiringNew().call(() -> keep(organisation, values))) {
        doneFor.add(organisation);
      }
    }
  }

  /**
   * The number stays while the list grows a little, for nobody fetches lists that do not change.
   */
  private static long count(Policy.Decoys decoys, long listed) {
    long rounded = listed == 0 ? 0 : Long.highestOneBit(listed) * 2;
    return Math.min(PrivateLists.MOST_ENTRIES, (decoys.share() * rounded + MILLION - 1) / MILLION);
  }

  /** Returns whether the organisation has its list now. */
  private boolean keep(long organisation, Set<Prefix> values) {
    Optional<PrivateList> kept =
        lists.list(organisation, 0, PrivateLists.MOST_LISTS).stream()
            .filter(one -> one.terms().description().equals(OURS))
            .findFirst();
    Optional<PrivateList> current = kept.isPresent() ? kept : made(organisation);
    current
        .filter(one -> !values(one).equals(values))
        .ifPresent(
            one ->
                lists.replace(
                    one,
                    values.stream()
                        .map(value -> new ListEntry(value, Optional.empty(), Optional.empty()))
                        .toList()));
    return current.isPresent();
  }

  private Optional<PrivateList> made(long organisation) {
    PrivateLists.Creation creation = lists.create(organisation, TERMS);
    if (creation instanceof PrivateLists.Creation.Made made) {
      return Optional.of(made.list());
    }
    LOG.warnf(
        "Organisation %d gets no decoys: it has a list called %s or too many lists",
        organisation, NAME);
    return Optional.empty();
  }

  private Set<Prefix> values(PrivateList one) {
    List<PrivateLists.Stored> entries = lists.entries(one, 0, PrivateLists.MOST_ENTRIES);
    return entries.stream().map(stored -> stored.entry().value()).collect(Collectors.toSet());
  }
}
