package org.tocsin.agent.acquisition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * How far everything was read, kept in a file.
 *
 * <p>The file is always whole: a new one is written beside it, forced to the disk and moved over
 * it. When that fails it is said once, and tried again; reading goes on. Safe for several threads.
 */
final class Positions {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /** The content of the file. */
  record Kept(List<Position> files, Set<String> patterns, Map<String, String> marks) {}

  private final Path file;
  private final Consumer<String> notes;
  private List<Position> files = List.of();
  private final Set<String> patterns = new TreeSet<>();
  private final Map<String, String> marks = new TreeMap<>();
  private boolean changed;
  private boolean failing;
  private Instant saved = Instant.MIN;

  private Positions(Path file, Consumer<String> notes) {
    this.file = file;
    this.notes = notes;
  }

  /** What was kept in this folder; nothing if it is new. */
  static Positions open(Path stateFolder, Consumer<String> notes) {
    Path file = stateFolder.resolve("positions.json");
    Positions positions = new Positions(file, notes);
    try {
      Kept kept = JSON.readValue(Files.readAllBytes(file), Kept.class);
      positions.files = List.copyOf(kept.files);
      positions.patterns.addAll(kept.patterns);
      positions.marks.putAll(kept.marks);
    } catch (NoSuchFileException e) {
      return positions;
    } catch (JsonProcessingException | NullPointerException e) {
      positions.setAside();
    } catch (IOException e) {
      notes.accept(file + ": cannot be read, so every log is begun at its end: " + e);
    }
    return positions;
  }

  private void setAside() {
    Path aside = file.resolveSibling("positions.json.bad");
    notes.accept(file + ": is damaged, so every log is begun at its end; kept as " + aside);
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      notes.accept(aside + ": cannot be written: " + e);
    }
  }

  synchronized List<Position> files() {
    return files;
  }

  /** The patterns that were looked for before. */
  synchronized Set<String> patterns() {
    return Set.copyOf(patterns);
  }

  /** Takes all files at once, with the patterns that they were found by. */
  synchronized void files(List<Position> now, Set<String> foundBy) {
    changed |= !files.equals(now);
    files = List.copyOf(now);
    changed |= patterns.retainAll(foundBy);
    changed |= patterns.addAll(foundBy);
  }

  synchronized Optional<String> mark(String name) {
    return Optional.ofNullable(marks.get(name));
  }

  synchronized void mark(String name, String value) {
    changed |= !value.equals(marks.put(name, value));
  }

  synchronized void forget(String name) {
    changed |= marks.keySet().remove(name);
  }

  /** Forgets the marks that begin like this, but for these. */
  synchronized void keepOnly(String prefix, Set<String> names) {
    changed |= marks.keySet().removeIf(name -> name.startsWith(prefix) && !names.contains(name));
  }

  /** Saves what has changed, unless that was done less than a second ago. */
  synchronized void saveIfDue(Instant now) {
    if (changed && (saved.isAfter(now) || !saved.plus(BETWEEN).isAfter(now))) {
      saved = now;
      save();
    }
  }

  /** Saves what has changed. */
  synchronized void save() {
    if (!changed) {
      return;
    }
    try {
      write(JSON.writeValueAsBytes(new Kept(new ArrayList<>(files), patterns, marks)));
      changed = false;
      if (failing) {
        notes.accept(file + ": is written again");
      }
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        notes.accept(
            file
                + ": cannot be written, so what is read now may be read again after a restart: "
                + reason(e));
      }
      failing = true;
    }
  }

  private static String reason(IOException e) {
    String message = Optional.ofNullable(e.getMessage()).orElse("");
    return e.getClass().getSimpleName() + " " + message;
  }

  private void write(byte[] bytes) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path next = file.resolveSibling("positions.json.new");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
