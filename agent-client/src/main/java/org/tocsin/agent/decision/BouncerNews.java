package org.tocsin.agent.decision;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.agent.address.Prefix;

/** Works out what one bouncer has yet to be told, of this machine's decisions and of lists. */
final class BouncerNews {
  /** Receives what is to be told. */
  interface Writer {
    void added(Decision decision) throws IOException;

    void startRemoved() throws IOException;

    void removed(Decision decision) throws IOException;
  }

  /** Something that may fail to reach the bouncer. */
  @FunctionalInterface
  private interface Telling {
    void tell(Prefix value) throws IOException;
  }

  private final Decisions decisions;
  private final DecisionFilter filter;
  private final Instant now;
  private final List<AllowedRange> allowed;

  BouncerNews(Decisions decisions, DecisionFilter filter) {
    this.decisions = decisions;
    this.filter = filter;
    this.now = decisions.now();
    this.allowed = decisions.allowed(now);
  }

  /** The state of a list that a bouncer was told is over; no list ever has it. */
  private static final long GONE = -1;

  private record ListNews(AdoptedList list, boolean whole, AdoptedList.Changes changes) {}

  /** Tells it all and gives what the bouncer knows once this has reached it. */
  ToldBouncer tell(Optional<ToldBouncer> before, Writer writer) throws IOException {
    DecisionBook.News own = decisions.book().since(before.map(ToldBouncer::own), now);
    List<ListNews> lists = new ArrayList<>();
    for (AdoptedList list : decisions.adopted().lists()) {
      lists.add(news(list, before));
    }
    for (Decision decision : own.added()) {
      if (filter.passes(decision)) {
        writer.added(decision);
      }
    }
    for (ListNews news : lists) {
      tellAdded(news, writer);
    }
    writer.startRemoved();
    for (Decision decision : own.removed()) {
      if (filter.passes(decision) && !isOnAList(decision)) {
        writer.removed(decision);
      }
    }
    for (ListNews news : lists) {
      tellRemoved(news, before, writer);
    }
    return told(own.told(), lists, before);
  }

  private ListNews news(AdoptedList list, Optional<ToldBouncer> before) {
    Optional<ToldBouncer.ToldList> told = before.map(known -> known.lists().get(list.name()));
    if (isOver(list)) {
      boolean isNews = told.filter(known -> known.version() != GONE).isPresent();
      return new ListNews(
          list, false, new AdoptedList.Changes(List.of(), isNews ? values(list) : List.of()));
    }
    Optional<AdoptedList.Changes> changes =
        told.filter(known -> !isWearingOff(known))
            .filter(known -> !isAllowedLess(before))
            .flatMap(known -> list.since(known.version()));
    AdoptedList.Changes removedOnly =
        told.flatMap(known -> list.since(known.version()))
            .orElse(new AdoptedList.Changes(List.of(), List.of()));
    return new ListNews(list, changes.isEmpty(), changes.orElse(removedOnly));
  }

  private static List<Prefix> values(AdoptedList list) {
    List<Prefix> values = new ArrayList<>();
    list.forEach(values::add);
    return values;
  }

  /** Whether half of the time is over for which the bouncer was told the list holds. */
  private boolean isWearingOff(ToldBouncer.ToldList told) {
    long half = told.whole() + (told.lasts() - told.whole()) / 2;
    return now.toEpochMilli() >= half;
  }

  private boolean isAllowedLess(Optional<ToldBouncer> before) {
    List<String> names = allowedNames();
    return before.map(known -> !names.containsAll(known.allowed())).orElse(true);
  }

  private List<String> allowedNames() {
    return allowed.stream().map(range -> range.range().toString()).distinct().toList();
  }

  private void tellAdded(ListNews news, Writer writer) throws IOException {
    Telling telling =
        value -> {
          if (!isAllowed(value)) {
            Decision decision = decision(news.list(), value);
            if (filter.passes(decision)) {
              writer.added(decision);
            }
          }
        };
    if (news.whole()) {
      each(news.list(), telling);
    } else {
      for (Prefix value : news.changes().added()) {
        telling.tell(value);
      }
    }
  }

  private void tellRemoved(ListNews news, Optional<ToldBouncer> before, Writer writer)
      throws IOException {
    List<Prefix> gone = new ArrayList<>(news.changes().removed());
    List<AllowedRange> fresh =
        allowed.stream()
            .filter(
                range ->
                    before
                        .map(known -> !known.allowed().contains(range.range().toString()))
                        .orElse(false))
            .toList();
    if (!fresh.isEmpty()) {
      news.list()
          .forEach(
              value -> {
                if (fresh.stream().anyMatch(range -> range.touches(value))) {
                  gone.add(value);
                }
              });
    }
    for (Prefix value : gone) {
      Decision decision = decision(news.list(), value);
      boolean kept =
          decisions.book().about(decision.target(), now).stream()
              .anyMatch(own -> own.type().equals(decision.type()));
      if (!kept && filter.passes(decision)) {
        writer.removed(decision);
      }
    }
  }

  /** Passes on what goes wrong inside, which the list itself cannot. */
  private static void each(AdoptedList list, Telling telling) throws IOException {
    IOException[] broken = new IOException[1];
    list.forEach(
        value -> {
          if (broken[0] == null) {
            try {
              telling.tell(value);
            } catch (IOException e) {
              broken[0] = e;
            }
          }
        });
    if (broken[0] != null) {
      throw broken[0];
    }
  }

  private boolean isOnAList(Decision decision) {
    return decision
        .target()
        .covered()
        .map(
            range ->
                !isAllowed(range)
                    && decisions.adopted().lists().stream()
                        .filter(list -> list.type().equals(decision.type()))
                        .filter(list -> !isOver(list))
                        .anyMatch(list -> list.covers(range.network())))
        .orElse(false);
  }

  private boolean isAllowed(Prefix value) {
    for (AllowedRange range : allowed) {
      if (range.touches(value)) {
        return true;
      }
    }
    return false;
  }

  Decision decision(AdoptedList list, Prefix value) {
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

  /** What is in force about some addresses, by lists and this machine's own decisions. */
  List<Decision> about(Prefix range) {
    List<Decision> found = new ArrayList<>(decisions.book().about(range.network(), now));
    found.removeIf(decision -> !holdsAll(decision, range));
    if (!isAllowed(range)) {
      decisions.adopted().lists().stream()
          .filter(list -> !isOver(list) && list.covers(range.network()))
          .map(list -> decision(list, range))
          .forEach(found::add);
    }
    return found.stream().filter(filter::passes).toList();
  }

  /** What is in force about a target that is no address, or about exactly these addresses. */
  List<Decision> about(Target target) {
    Optional<Prefix> range = target.covered();
    return range.isPresent()
        ? about(range.get())
        : decisions.book().about(target, now).stream().filter(filter::passes).toList();
  }

  /** All that is in force by this machine's own decisions and by lists. */
  List<Decision> all() {
    List<Decision> all = new ArrayList<>(decisions.book().active(now));
    for (AdoptedList list : decisions.adopted().lists()) {
      if (!isOver(list)) {
        list.forEach(
            value -> {
              if (!isAllowed(value)) {
                all.add(decision(list, value));
              }
            });
      }
    }
    return all.stream().filter(filter::passes).toList();
  }

  private static boolean holdsAll(Decision decision, Prefix range) {
    return decision.target().covered().map(own -> own.length() <= range.length()).orElse(false);
  }

  private ToldBouncer told(
      DecisionBook.Told own, List<ListNews> lists, Optional<ToldBouncer> before) {
    Map<String, ToldBouncer.ToldList> told = new HashMap<>();
    for (ListNews news : lists) {
      String name = news.list().name();
      told.put(name, told(news, before.map(all -> all.lists().get(name))));
    }
    return new ToldBouncer(own.change(), own.at().toEpochMilli(), told, allowedNames());
  }

  private ToldBouncer.ToldList told(ListNews news, Optional<ToldBouncer.ToldList> before) {
    AdoptedList list = news.list();
    long version = isOver(list) ? GONE : list.version();
    if (news.whole() || before.isEmpty()) {
      return new ToldBouncer.ToldList(version, now.toEpochMilli(), list.until().toEpochMilli());
    }
    return new ToldBouncer.ToldList(version, before.get().whole(), before.get().lasts());
  }

  private boolean isOver(AdoptedList list) {
    return !now.isBefore(list.until());
  }
}
