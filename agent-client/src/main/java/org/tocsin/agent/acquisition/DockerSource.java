package org.tocsin.agent.acquisition;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.tocsin.agent.acquisition.DockerApi.Container;

/**
 * Containers' outputs. At the very first start they are read from that moment on, containers that
 * appear later from their beginning, and known ones behind the last line that went all the way.
 */
final class DockerSource implements Source {
  private static final Duration BETWEEN_LISTS = Duration.ofSeconds(1);
  private static final int MOST = 256;

  private final Origin.Docker origin;
  private final Outlet outlet;
  private final Positions positions;
  private final DockerApi api;
  private final String prefix;
  private final Map<String, DockerApi.Answer> open = new ConcurrentHashMap<>();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Set<String> settled = ConcurrentHashMap.newKeySet();

  DockerSource(Origin.Docker origin, Outlet outlet, Positions positions) {
    this.origin = origin;
    this.outlet = outlet;
    this.positions = positions;
    this.api = new DockerApi(origin.socket());
    Origin.Since since = origin.since();
    this.prefix =
        String.format(
            "docker %s %s%s%s%s ",
            origin.socket(),
            origin.names(),
            origin.nameExpressions(),
            since.ids(),
            since.idExpressions());
  }

  @Override
  public List<Runnable> work() {
    return List.of(this::run);
  }

  private void run() {
    do {
      try {
        look(api.containers());
      } catch (IOException e) {
        outlet.note(origin.socket() + ": containers cannot be listed: " + e.getMessage());
      }
    } while (!outlet.stop().within(BETWEEN_LISTS));
  }

  private void look(List<Container> all) {
    List<Container> wanted = all.stream().filter(this::isWanted).toList();
    boolean first = positions.mark(prefix).isEmpty();
    Instant from = origin.since().back().map(outlet.now()::minus).orElse(outlet.now());
    for (Container one : wanted) {
      if (positions.mark(prefix + one.id()).isEmpty()) {
        positions.mark(prefix + one.id(), (first ? from : Instant.EPOCH).toString());
      }
      if (one.running()) {
        settled.remove(one.id());
      }
      follow(one);
    }
    positions.mark(prefix, "known");
    Set<String> kept =
        all.stream().map(one -> prefix + one.id()).collect(Collectors.toCollection(HashSet::new));
    kept.add(prefix);
    positions.keepOnly(prefix, kept);
  }

  private boolean isWanted(Container one) {
    return origin.names().contains(one.name())
        || origin.since().ids().stream().anyMatch(id -> !id.isEmpty() && one.id().startsWith(id))
        || origin.nameExpressions().stream().anyMatch(e -> e.matcher(one.name()).find())
        || origin.since().idExpressions().stream().anyMatch(e -> e.matcher(one.id()).find());
  }

  private void follow(Container one) {
    if (settled.contains(one.id()) || busy.contains(one.id())) {
      return;
    }
    if (busy.size() >= MOST) {
      outlet.note("more than " + MOST + " containers; " + one.name() + " is not read");
      return;
    }
    busy.add(one.id());
    outlet.stop().start(outlet.name() + " " + one.name(), () -> read(one));
  }

  private void read(Container one) {
    String mark = prefix + one.id();
    Instant from = last(mark);
    try {
      boolean terminal = api.hasTerminal(one.id());
      try (DockerApi.Answer answer = api.get(logs(one, mark))) {
        open.put(one.id(), answer);
        DockerFrames frames = new DockerFrames(answer.body());
        frames.read(terminal, (line, time) -> take(one, from, line, time));
        outlet.read(frames.bytes());
        outlet.cut(frames.cut());
      }
      if (!one.running()) {
        settled.add(one.id());
      }
    } catch (IOException e) {
      if (!outlet.stop().asked()) {
        outlet.note("container " + one.name() + ": reading ended: " + e.getMessage());
      }
    } finally {
      open.remove(one.id());
      busy.remove(one.id());
    }
  }

  /** Gives a line on unless it is one of those that had been before. */
  private boolean take(Container one, Instant from, String line, Instant time) {
    if (!time.isAfter(from) && time.isAfter(Instant.EPOCH)) {
      return true;
    }
    if (!outlet.give(line, one.name())) {
      return false;
    }
    String mark = prefix + one.id();
    if (time.isAfter(last(mark))) {
      positions.mark(mark, time.toString());
    }
    return true;
  }

  private Instant last(String mark) {
    try {
      return positions.mark(mark).map(Instant::parse).orElse(Instant.EPOCH);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private String logs(Container one, String mark) {
    Instant since = last(mark);
    return "/containers/"
        + one.id()
        + "/logs?timestamps=1&follow="
        + (one.running() ? 1 : 0)
        + "&stdout="
        + (origin.streams().out() ? 1 : 0)
        + "&stderr="
        + (origin.streams().err() ? 1 : 0)
        + "&since="
        + String.format("%d.%09d", since.getEpochSecond(), since.getNano());
  }

  @Override
  public void close() {
    for (DockerApi.Answer answer : open.values()) {
      try {
        answer.close();
      } catch (IOException e) {
        outlet.note("a connection was not closed: " + e.getMessage());
      }
    }
  }
}
