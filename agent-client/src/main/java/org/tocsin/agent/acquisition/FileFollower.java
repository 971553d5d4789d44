package org.tocsin.agent.acquisition;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.agent.acquisition.Position.State;

/**
 * Follows all files of all sources, round by round, on one thread.
 *
 * <p>Guarantees: every line once as long as the agent is stopped properly, at least once after a
 * crash; through rotation by renaming, by copying and truncating, and compression of what was
 * rotated, also while the agent does not run. What was copied and truncated twice within a round,
 * before anything of it was read, may be missed.
 */
final class FileFollower implements Closeable {
  private static final int BUDGET = 1 << 20;
  private static final int MOST = 4096;
  private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(10);

  private final List<FileSource> sources;
  private final Positions positions;
  private final Departures departures;
  private final byte[] chunk = new byte[1 << 16];
  private final Set<String> knownPatterns = new HashSet<>();
  private List<FollowedFile> files = new ArrayList<>();
  private Instant cleaned = Instant.MIN;

  /** A file that is asked for, and by which source. */
  private record Wanted(FileSource source, Look look, boolean anew) {
    /** The first source has it; it is new to us only if it is to all. */
    Wanted and(Wanted other) {
      return new Wanted(source, look, anew && other.anew);
    }
  }

  FileFollower(List<FileSource> sources, Positions positions) {
    this.sources = sources;
    this.positions = positions;
    this.departures = new Departures();
    for (Position position : positions.files()) {
      sourceOf(Path.of(position.path()))
          .ifPresent(source -> files.add(new FollowedFile(source, position)));
    }
    knownPatterns.addAll(positions.patterns());
  }

  private Optional<FileSource> sourceOf(Path path) {
    return sources.stream().filter(source -> source.origin().covers(path)).findFirst();
  }

  /** Reads what there is now, up to a limit of each file; says whether there is more. */
  boolean round(Instant now) {
    Map<Path, Wanted> wanted = wanted();
    List<FollowedFile> current =
        files.stream().filter(file -> file.state() == State.CURRENT).toList();
    departures.begin(files, now);
    for (FollowedFile file : current) {
      Optional<Look> look = Optional.ofNullable(wanted.get(file.path())).map(Wanted::look);
      look = look.or(() -> elsewhere(file, wanted));
      departures.check(file, look);
    }
    files.stream().filter(file -> file.state() == State.ROTATED).forEach(departures::reopen);
    files = departures.end();
    admit(wanted);
    boolean more = read(now);
    clean(now);
    // From the second round on whatever is new has appeared since.
    knownPatterns.clear();
    sources.forEach(s -> s.origin().patterns().forEach(p -> knownPatterns.add(p.toString())));
    keep();
    return more;
  }

  private static Optional<Look> elsewhere(FollowedFile file, Map<Path, Wanted> wanted) {
    Optional<Look> found = wanted.values().stream().map(Wanted::look).filter(file::is).findFirst();
    found.ifPresent(look -> file.moved(look.path()));
    return found;
  }

  private Map<Path, Wanted> wanted() {
    Map<Path, Wanted> wanted = new LinkedHashMap<>();
    for (FileSource source : sources) {
      for (PathPattern pattern : source.origin().patterns()) {
        boolean anew = !knownPatterns.contains(pattern.toString());
        for (Path path : pattern.find()) {
          if (!source.origin().excludes(path)) {
            Look.at(path)
                .map(look -> new Wanted(source, look, anew))
                .ifPresent(one -> wanted.merge(path, one, Wanted::and));
          }
        }
      }
    }
    Set<Path> all = new HashSet<>(wanted.keySet());
    wanted.values().removeIf(one -> one.look.isPacked() || isGeneration(one.look.path(), all));
    return wanted;
  }

  /** Whether a path is another one that is asked for, with a number or date behind it. */
  private static boolean isGeneration(Path path, Set<Path> all) {
    String name = path.getFileName().toString();
    for (int i = 1; i + 1 < name.length(); i++) {
      boolean edge = name.charAt(i) == '.' || name.charAt(i) == '-';
      if (edge
          && Character.isDigit(name.charAt(i + 1))
          && all.contains(path.resolveSibling(name.substring(0, i)))) {
        return true;
      }
    }
    return false;
  }

  private void admit(Map<Path, Wanted> wanted) {
    for (Wanted one : wanted.values()) {
      if (files.stream().anyMatch(file -> file.is(one.look))) {
        continue;
      }
      Outlet outlet = one.source.outlet();
      if (files.stream().filter(FollowedFile::isOpen).count() >= MOST) {
        outlet.note("more than " + MOST + " files; " + one.look.path() + " is not read");
        continue;
      }
      try {
        FollowedFile file = admitted(one);
        files.removeIf(other -> other.key().equals(file.key()));
        files.add(file);
        if (one.anew) {
          files.addAll(Departures.already(file, files));
        }
      } catch (IOException e) {
        outlet.note(one.look.path() + ": cannot be read: " + e);
      }
    }
  }

  private static FollowedFile admitted(Wanted one) throws IOException {
    Path path = one.look.path();
    Path real = path.toRealPath();
    Position start =
        new Position(
            path.toString(),
            real.toString(),
            one.look.key(),
            0,
            "",
            one.look.modified(),
            State.CURRENT);
    FollowedFile file = new FollowedFile(one.source, start);
    file.open(real);
    file.restart();
    file.look(one.look);
    if (one.anew) {
      file.skipToEnd(one.look.size());
    }
    return file;
  }

  /** What was rotated comes first; while it is not read to its end, its successor waits. */
  private boolean read(Instant now) {
    List<FollowedFile> order = new ArrayList<>(files);
    order.removeIf(file -> file.state() == State.FINISHED);
    order.sort(
        Comparator.comparing((FollowedFile file) -> file.state() == State.CURRENT)
            .thenComparing(file -> file.state() == State.CURRENT ? 0 : file.modified()));
    Set<Path> busy = new HashSet<>();
    for (FollowedFile file : order) {
      if (!busy.contains(file.real()) && read(file, now)) {
        busy.add(file.real());
      }
    }
    return !busy.isEmpty();
  }

  private boolean read(FollowedFile file, Instant now) {
    Outlet outlet = file.source().outlet();
    if (outlet.stop().asked()) {
      return false;
    }
    try {
      long before = file.reached();
      boolean more = file.read(chunk, BUDGET);
      if (!more && file.state() == State.ROTATED && file.isOpen()) {
        file.endIfDone(file.reached() > before, now);
      }
      return more;
    } catch (IOException e) {
      outlet.note(file.path() + ": cannot be read: " + e);
      return false;
    }
  }

  /** Forgets what was read to its end and is no longer there. */
  private void clean(Instant now) {
    if (now.isBefore(cleaned.plus(BETWEEN_CLEANINGS)) && !cleaned.equals(Instant.MIN)) {
      return;
    }
    cleaned = now;
    Map<Path, Set<String>> there = new LinkedHashMap<>();
    files.removeIf(
        file ->
            file.state() == State.FINISHED
                && !there
                    .computeIfAbsent(file.real(), Departures::keysBeside)
                    .contains(file.key()));
  }

  private void keep() {
    positions.files(files.stream().map(FollowedFile::position).toList(), knownPatterns);
  }

  @Override
  public void close() {
    keep();
    for (FollowedFile file : files) {
      try {
        file.close();
      } catch (IOException e) {
        file.source().outlet().note(file.path() + ": " + e);
      }
    }
  }
}
