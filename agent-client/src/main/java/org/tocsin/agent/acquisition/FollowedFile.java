package org.tocsin.agent.acquisition;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.acquisition.Position.State;

/**
 * A file that is read as it grows. Its offset moves behind a line only after the line went all the
 * way.
 */
final class FollowedFile implements Closeable {
  private static final Duration LINGER = Duration.ofHours(1);
  private static final Duration BETWEEN_CHECKS = Duration.ofMinutes(1);
  private static final int UNSETTLED = 8;

  private final FileSource source;
  private final Path real;
  private Path path;
  private String key;
  private State state;
  private @Nullable Content content;
  private LineCutter cutter = new LineCutter(LineReader.LONGEST);
  private Framing framing;
  private long base;
  private long lineStart;
  private long taken;
  private long reached;
  private long printed;
  private long safe;
  private String print;
  private String reachedPrint;
  private long size = -1;
  private long modified;
  private int alike;
  private boolean growing = true;
  private Instant quietSince = Instant.MIN;
  private Instant checkedAt = Instant.MIN;

  FollowedFile(FileSource source, Position position) {
    this.source = source;
    this.framing = source.framing();
    this.path = Path.of(position.path());
    this.real = Path.of(position.real());
    this.key = position.key();
    this.state = position.state();
    this.print = position.print();
    this.modified = position.modified();
    this.reachedPrint = print;
    begin(position.offset());
  }

  private void begin(long offset) {
    cutter = new LineCutter(LineReader.LONGEST);
    framing = source.framing();
    base = offset;
    lineStart = offset;
    taken = offset;
    reached = offset;
    printed = offset;
    safe = offset;
  }

  FileSource source() {
    return source;
  }

  Path path() {
    return path;
  }

  Path real() {
    return real;
  }

  String key() {
    return key;
  }

  State state() {
    return state;
  }

  long modified() {
    return modified;
  }

  /** How far bytes were looked at, which may be in the middle of a line. */
  long reached() {
    return reached;
  }

  String reachedPrint() {
    return reachedPrint;
  }

  boolean isOpen() {
    return content != null;
  }

  /** Takes what was found at its path; says whether something may have happened to the content. */
  boolean look(Look found) {
    boolean same = found.size() == size && found.modified() == modified;
    alike = same ? Math.min(UNSETTLED, alike + 1) : 0;
    size = found.size();
    modified = found.modified();
    return alike < UNSETTLED;
  }

  /** Opens it where it lies now; it may be packed, and then it will not grow any more. */
  void open(Path where) throws IOException {
    close();
    content =
        state == State.CURRENT
            ? new Content.Plain(FileChannel.open(where, StandardOpenOption.READ))
            : Content.open(where);
    growing = content instanceof Content.Plain;
  }

  /** It is a copy that was made at once. */
  void isWhole() {
    growing = false;
  }

  /** Whether what was read is still what stands there. */
  boolean isIntact() throws IOException {
    return content != null && content.print(reached).equals(reachedPrint);
  }

  /**
   * Whether this is the same file. What is closed may be gone, and its key given to another one; so
   * its content must be what it was.
   */
  boolean is(Look look) {
    if (!key.equals(look.key()) || content != null) {
      return key.equals(look.key());
    }
    return safe == 0
        ? state == State.FINISHED && look.isPacked() && look.modified() == modified
        : look.print(safe).equals(print);
  }

  /** Whether all of a file stands at the beginning of this one, or all that was read in it. */
  boolean sharesContentWith(Look look) {
    try {
      boolean contains =
          content != null && look.size() > 0 && content.print(look.size()).equals(look.print());
      return contains || (safe > 0 && look.print(safe).equals(print));
    } catch (IOException e) {
      return false;
    }
  }

  /** It has another name now, under which it is asked for too. */
  void moved(Path to) {
    path = to;
  }

  /** It is no longer the log at its path. */
  void rotated(Instant now) {
    state = State.ROTATED;
    quietSince = now;
    checkedAt = now;
  }

  /** What it had is gone: reads from its beginning. */
  void restart() throws IOException {
    begin(0);
    printed = -1;
    settle();
  }

  /** Begins where the last line ends that is whole; a line being written is waited for. */
  void skipToEnd(long end) throws IOException {
    long from = Math.max(0, end - LineReader.LONGEST);
    byte[] tail = new byte[(int) (end - from)];
    int length = content == null ? 0 : content.full(tail, tail.length, from);
    int last = length - 1;
    while (last >= 0 && tail[last] != '\n') {
      last--;
    }
    begin(last < 0 && from > 0 ? end : from + last + 1);
    printed = -1;
    settle();
  }

  /** The same content in another file, with everything known about it. */
  Position continuedIn(Look copy) {
    return new Position(
        path.toString(), real.toString(), copy.key(), taken, print, copy.modified(), State.ROTATED);
  }

  /** Reads about as many bytes at most; says whether there is more. */
  boolean read(byte[] chunk, int most) throws IOException {
    if (content == null) {
      return false;
    }
    for (int done = 0; done < most; ) {
      int read = content.read(chunk, chunk.length, reached);
      if (read <= 0) {
        settle();
        return false;
      }
      done += read;
      reached += read;
      source.outlet().read(read);
      cutter.feed(chunk, 0, read);
      if (!handOn()) {
        settle();
        return false;
      }
    }
    settle();
    return true;
  }

  private boolean handOn() {
    long cut = cutter.cut();
    boolean through = true;
    for (Optional<String> raw = cutter.next(); raw.isPresent(); raw = cutter.next()) {
      Optional<String> line = framing.open(raw.get(), lineStart);
      through = line.isEmpty() || line.get().isEmpty() || give(line.get());
      if (!through) {
        break;
      }
      acknowledge();
    }
    if (through) {
      acknowledge();
    }
    source.outlet().cut(cutter.cut() - cut);
    return through;
  }

  private void acknowledge() {
    lineStart = base + cutter.passed();
    taken = framing.incomplete().orElse(lineStart);
  }

  private boolean give(String line) {
    return source.outlet().give(line, path.toString());
  }

  /** Hands on what has no end and will not get one. */
  void giveRest() {
    long cut = cutter.cut();
    Optional<String> rest = cutter.rest().flatMap(raw -> framing.open(raw, lineStart));
    source.outlet().cut(cutter.cut() - cut);
    boolean through = rest.isEmpty() || give(rest.get());
    for (String line : framing.rest()) {
      through = through && give(line);
    }
    if (through) {
      taken = reached;
    }
  }

  /** Brings the prints up to the offsets. */
  private void settle() throws IOException {
    if (content != null && printed != reached) {
      reachedPrint = content.print(reached);
      print = taken == reached ? reachedPrint : content.print(taken);
      safe = taken;
      printed = reached;
    }
  }

  /** Ends it if nothing more is to be expected of it. */
  void endIfDone(boolean hasRead, Instant now) throws IOException {
    if (hasRead) {
      quietSince = now;
      checkedAt = now;
      return;
    }
    if (growing && now.isBefore(checkedAt.plus(BETWEEN_CHECKS))) {
      return;
    }
    checkedAt = now;
    boolean lies = Look.beside(real).stream().anyMatch(look -> look.key().equals(key));
    if (!growing || !lies || !now.isBefore(quietSince.plus(LINGER))) {
      giveRest();
      printed = -1;
      settle();
      if (taken == reached) {
        state = State.FINISHED;
        close();
      }
    }
  }

  Position position() {
    return new Position(path.toString(), real.toString(), key, safe, print, modified, state);
  }

  @Override
  public void close() throws IOException {
    if (content != null) {
      content.close();
      content = null;
    }
  }
}
