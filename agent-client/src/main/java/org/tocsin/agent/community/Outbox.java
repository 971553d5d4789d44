package org.tocsin.agent.community;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tocsin.agent.state.Owner;

/**
 * Signals that wait to be sent, on disk: what {@link #add} took survives everything but the loss of
 * the disk, until it is removed. After a crash some may be sent again, which the server notices by
 * their uuid. When the disk takes no more, a limited number wait in memory. When there are too
 * many, the oldest are dropped and counted. Safe to share between threads.
 */
final class Outbox {
  private static final Pattern NAME = Pattern.compile("[0-9]{16}\\.signals");

  /** How large one file, all files, and what waits in memory may become. */
  record Bounds(long segmentBytes, long totalBytes, int inMemory) {
    static final Bounds USUAL = new Bounds(1 << 20, 256L << 20, 10_000);
  }

  /** The oldest signals, as JSON, to be sent and then removed. */
  record Batch(Optional<Segment> from, List<byte[]> signals) {}

  private final ObjectMapper json = new ObjectMapper();
  private final Path folder;
  private final Bounds bounds;
  private final Consumer<Notice> notices;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final Deque<byte[]> unwritten = new ArrayDeque<>();
  private long nextNumber = 1;
  private long dropped;
  private boolean diskFailed;

  Outbox(Path folder, Bounds bounds, Consumer<Notice> notices) {
    this.folder = folder;
    this.bounds = bounds;
    this.notices = notices;
  }

  synchronized void open() throws IOException {
    Owner.made(folder);
    List<String> names;
    try (Stream<Path> files = Files.list(folder)) {
      names = files.map(file -> file.getFileName().toString()).sorted().toList();
    }
    for (String name : names.stream().filter(one -> NAME.matcher(one).matches()).toList()) {
      Segment segment = new Segment(folder.resolve(name));
      if (segment.recovered()) {
        tell(Notice.Kind.LOST, "the end of " + name + " in the outbox was torn and is cut off");
      }
      nextNumber = Long.parseLong(name.substring(0, 16)) + 1;
      segments.add(segment);
    }
  }

  synchronized void add(List<Signal> signals) {
    signals.forEach(one -> unwritten.add(bytes(one)));
    write();
  }

  synchronized long waiting() {
    return unwritten.size() + segments.stream().mapToLong(Segment::waiting).sum();
  }

  synchronized long dropped() {
    return dropped;
  }

  /** The oldest signals; none if there are none. */
  synchronized Batch next(int most) throws IOException {
    write();
    while (!segments.isEmpty() && segments.getFirst().waiting() == 0) {
      segments.removeFirst().delete();
    }
    if (!segments.isEmpty()) {
      Segment first = segments.getFirst();
      return new Batch(Optional.of(first), first.first(most));
    }
    return new Batch(Optional.empty(), unwritten.stream().limit(most).toList());
  }

  /** The server has them. */
  synchronized void remove(Batch batch) {
    if (batch.from().isPresent()) {
      batch.from().get().pass(batch.signals());
    } else {
      unwritten.removeAll(batch.signals());
    }
  }

  private void write() {
    if (unwritten.isEmpty()) {
      return;
    }
    try {
      boolean full = segments.isEmpty() || segments.getLast().length() >= bounds.segmentBytes();
      Segment last =
          full
              ? new Segment(folder.resolve("%016d.signals".formatted(nextNumber)))
              : segments.getLast();
      last.append(List.copyOf(unwritten));
      if (full) {
        segments.add(last);
        nextNumber++;
      }
      unwritten.clear();
      diskFailed = false;
      shrink();
    } catch (IOException e) {
      if (!diskFailed) {
        tell(Notice.Kind.FAILED, "signals wait in memory, the disk takes none: " + Words.of(e));
      }
      diskFailed = true;
      forgetSome();
    }
  }

  private void shrink() throws IOException {
    long total = segments.stream().mapToLong(Segment::length).sum();
    while (total > bounds.totalBytes() && segments.size() > 1) {
      Segment oldest = segments.removeFirst();
      total -= oldest.length();
      drop(oldest.waiting());
      oldest.delete();
    }
  }

  private void forgetSome() {
    long many = 0;
    while (unwritten.size() > bounds.inMemory()) {
      unwritten.removeFirst();
      many++;
    }
    drop(many);
  }

  private void drop(long many) {
    if (many > 0) {
      dropped += many;
      tell(Notice.Kind.LOST, many + " signals too many in the outbox, the oldest are dropped");
    }
  }

  private void tell(Notice.Kind kind, String text) {
    notices.accept(new Notice(kind, text));
  }

  private byte[] bytes(Signal signal) {
    ObjectNode node = json.createObjectNode();
    node.put("uuid", signal.uuid().toString());
    node.put("scenario", signal.scenario());
    node.put("scenario_hash", signal.scenarioHash());
    node.put("scenario_version", signal.scenarioVersion());
    // The field says whether a catalogue vouches for the very file. A hash alone does not show it,
    // as a hand-written or changed file has one too, so nothing is claimed here.
    node.put("scenario_trust", "");
    node.put("message", "");
    node.put("start_at", signal.startAt().toString());
    node.put("stop_at", signal.stopAt().toString());
    node.putObject("source").put("scope", signal.scope()).put("value", signal.value());
    try {
      return json.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a signal that is not JSON", e);
    }
  }

  /** The signals that {@link Batch} has, as a JSON array. */
  static byte[] array(List<byte[]> signals) {
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    int mark = '[';
    for (byte[] one : signals) {
      array.write(mark);
      array.writeBytes(one);
      mark = ',';
    }
    array.write(']');
    return array.toByteArray();
  }
}
