package org.tocsin.agent.decision;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.decision.DecisionBook.Aim;

/**
 * Works out what one bouncer has yet to be told. Whatever may have changed is collected first; what
 * is told of it is always what holds now, so nothing is taken back that anything else still holds.
 */
final class BouncerNews {
  /** The state of a list that a bouncer was told is over; no list ever has it. */
  private static final long GONE = -1;

  /** Receives what is to be told: first all that holds, then all that holds no more. */
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
  private final InForce inForce;

  BouncerNews(Decisions decisions, DecisionFilter filter) {
    this.decisions = decisions;
    this.inForce = new InForce(decisions, filter);
  }

  InForce inForce() {
    return inForce;
  }

  private record ListNews(AdoptedList list, boolean whole, boolean over) {}

  /** What may have changed, and what was said of it when it held. */
  private static final class Touched {
    private final Set<Aim> begun = new LinkedHashSet<>();
    private final Map<Aim, List<Decision>> ended = new LinkedHashMap<>();

    void ended(Decision decision) {
      ended.computeIfAbsent(Aim.of(decision), aim -> new ArrayList<>(1)).add(decision);
    }
  }

  /** Tells it all and gives what the bouncer knows once this has reached it. */
  ToldBouncer tell(Optional<ToldBouncer> before, Writer writer) throws IOException {
    DecisionBook.Happened own = decisions.book().since(before.map(ToldBouncer::own), inForce.now());
    Touched touched = new Touched();
    touched.begun.addAll(own.begun());
    own.ended().values().forEach(all -> all.forEach(touched::ended));
    boolean allowedLess = isAllowedLess(before);
    if (allowedLess) {
      decisions
          .book()
          .active(inForce.now())
          .forEach(decision -> touched.begun.add(Aim.of(decision)));
    }
    List<AllowedRange> fresh = freshlyAllowed(before);
    touch(fresh, touched);
    List<ListNews> lists = new ArrayList<>();
    for (AdoptedList list : decisions.adopted().lists()) {
      lists.add(touch(list, before, allowedLess, touched));
    }
    Set<Aim> told = tellAdded(touched, writer);
    List<AdoptedList> toldWhole = new ArrayList<>();
    for (ListNews news : lists) {
      if (news.whole()) {
        tellWhole(news.list(), toldWhole, told, writer);
        toldWhole.add(news.list());
      }
    }
    writer.startRemoved();
    tellRemoved(touched, writer);
    return told(own.told(), lists, before);
  }

  /** What was told before a range was allowed is taken back. */
  private void touch(List<AllowedRange> fresh, Touched touched) {
    if (fresh.isEmpty()) {
      return;
    }
    for (Decision decision : decisions.book().active(inForce.now())) {
      decision
          .target()
          .covered()
          .filter(value -> touches(fresh, value))
          .ifPresent(value -> touched.ended(decision));
    }
    for (AdoptedList list : inForce.lists()) {
      list.forEach(
          value -> {
            if (touches(fresh, value)) {
              touched.ended(inForce.of(list, value));
            }
          });
    }
  }

  private static boolean touches(List<AllowedRange> ranges, Prefix value) {
    return ranges.stream().anyMatch(range -> range.touches(value));
  }

  private List<AllowedRange> freshlyAllowed(Optional<ToldBouncer> before) {
    return inForce.allowed().stream()
        .filter(
            range ->
                before
                    .map(known -> !known.allowed().contains(range.range().toString()))
                    .orElse(false))
        .toList();
  }

  private boolean isAllowedLess(Optional<ToldBouncer> before) {
    List<String> names = allowedNames();
    return before.map(known -> !names.containsAll(known.allowed())).orElse(false);
  }

  private List<String> allowedNames() {
    return inForce.allowed().stream().map(range -> range.range().toString()).distinct().toList();
  }

  private ListNews touch(
      AdoptedList list, Optional<ToldBouncer> before, boolean allowedLess, Touched touched) {
    Optional<ToldBouncer.ToldList> told = before.map(known -> known.lists().get(list.name()));
    if (isOver(list)) {
      if (told.filter(known -> known.version() != GONE).isPresent()) {
        list.forEach(value -> touched.ended(inForce.of(list, value)));
      }
      return new ListNews(list, false, true);
    }
    Optional<AdoptedList.Changes> changes = told.flatMap(known -> list.since(known.version()));
    changes.ifPresent(
        known -> {
          known.added().forEach(value -> touched.begun.add(Aim.of(inForce.of(list, value))));
          known.removed().forEach(value -> touched.ended(inForce.of(list, value)));
        });
    boolean whole = allowedLess || changes.isEmpty() || told.filter(this::isWearingOff).isPresent();
    return new ListNews(list, whole, false);
  }

  private boolean isOver(AdoptedList list) {
    return !inForce.now().isBefore(list.until());
  }

  /** Whether half of the time is over for which the bouncer was told the list holds. */
  private boolean isWearingOff(ToldBouncer.ToldList told) {
    long half = told.whole() + (told.lasts() - told.whole()) / 2;
    return inForce.now().toEpochMilli() >= half;
  }

  private Set<Aim> tellAdded(Touched touched, Writer writer) throws IOException {
    Set<Aim> aims = new LinkedHashSet<>(touched.begun);
    aims.addAll(touched.ended.keySet());
    Set<Aim> told = new HashSet<>();
    for (Aim aim : aims) {
      Optional<Decision> holding = inForce.with(aim);
      if (holding.isPresent()) {
        writer.added(holding.get());
        told.add(aim);
      }
    }
    return told;
  }

  /** What is on a list that was told whole before it is told already. */
  private void tellWhole(
      AdoptedList list, List<AdoptedList> toldWhole, Set<Aim> told, Writer writer)
      throws IOException {
    boolean alone = decisions.book().size() == 0 && inForce.lists().size() == 1;
    each(
        list,
        value -> {
          Decision decision = inForce.of(list, value);
          if (inForce.isAllowed(value) || !inForce.isAsked(decision)) {
            return;
          }
          Aim aim = Aim.of(decision);
          if (alone) {
            writer.added(decision);
          } else if (!told.contains(aim) && !isTold(decision, value, toldWhole)) {
            writer.added(inForce.with(aim).orElse(decision));
          }
        });
  }

  private boolean isTold(Decision decision, Prefix value, List<AdoptedList> toldWhole) {
    return toldWhole.stream()
        .anyMatch(
            list ->
                list.type().equals(decision.type())
                    && list.has(value)
                    && inForce.isAsked(inForce.of(list, value)));
  }

  private void tellRemoved(Touched touched, Writer writer) throws IOException {
    for (Map.Entry<Aim, List<Decision>> ended : touched.ended.entrySet()) {
      if (inForce.with(ended.getKey()).isEmpty()) {
        Optional<Decision> known =
            ended.getValue().stream()
                .filter(decision -> !decision.simulated() && inForce.isAsked(decision))
                .findFirst();
        if (known.isPresent()) {
          writer.removed(known.get());
        }
      }
    }
  }

  /** Passes on what goes wrong inside, which the list itself cannot. */
  private static void each(AdoptedList list, Telling telling) throws IOException {
    List<IOException> broken = new ArrayList<>(1);
    list.forEach(
        value -> {
          if (broken.isEmpty()) {
            try {
              telling.tell(value);
            } catch (IOException e) {
              broken.add(e);
            }
          }
        });
    if (!broken.isEmpty()) {
      throw broken.get(0);
    }
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
    long version = news.over() ? GONE : list.version();
    if (news.whole() || before.isEmpty()) {
      return new ToldBouncer.ToldList(
          version, inForce.now().toEpochMilli(), list.until().toEpochMilli());
    }
    return new ToldBouncer.ToldList(version, before.get().whole(), before.get().lasts());
  }
}
