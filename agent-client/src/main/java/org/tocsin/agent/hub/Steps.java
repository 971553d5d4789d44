package org.tocsin.agent.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The steps of one change to files. Each happens wholly or not at all, even if the machine stops in
 * it; when a later one fails, {@link #failed} undoes those before it.
 */
final class Steps {
  private final Deque<Undo> undo = new ArrayDeque<>();

  private interface Undo {
    void run() throws IOException;
  }

  /** Makes a file hold this. */
  void write(Path file, byte[] content) throws IOException {
    Undo back = toWhatIsThere(file);
    put(file, content);
    undo.push(back);
  }

  /** Makes a link lead to a file, by a path relative to it. */
  void link(Path place, Path file) throws IOException {
    Undo back = toWhatIsThere(place);
    putLink(place, relative(place, file));
    undo.push(back);
  }

  /** Removes a file or link that may be there. */
  void delete(Path place) throws IOException {
    Undo back = toWhatIsThere(place);
    Files.deleteIfExists(place);
    undo.push(back);
  }

  /** Undoes all steps, the last one first, and puts the problem into words. */
  InstallationFailed failed(IOException problem) {
    String what = problem.getClass().getSimpleName() + ": " + problem.getMessage();
    try {
      while (!undo.isEmpty()) {
        undo.pop().run();
      }
      return new InstallationFailed("nothing was changed: " + what);
    } catch (IOException e) {
      return new InstallationFailed(
          "stopped halfway, do it again when the cause is gone: " + what + "; " + e.getMessage());
    }
  }

  private static Undo toWhatIsThere(Path place) throws IOException {
    if (Files.isSymbolicLink(place)) {
      Path target = Files.readSymbolicLink(place);
      return () -> putLink(place, target);
    }
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = Files.readAllBytes(place);
      return () -> put(place, content);
    }
    return () -> Files.deleteIfExists(place);
  }

  private static void put(Path file, byte[] content) throws IOException {
    Path beside = beside(file);
    try (FileChannel out =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    replace(beside, file);
  }

  private static void putLink(Path place, Path target) throws IOException {
    Path beside = beside(place);
    Files.deleteIfExists(beside);
    Files.createSymbolicLink(beside, target);
    replace(beside, place);
  }

  private static void replace(Path beside, Path place) throws IOException {
    Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A hidden place in the same folder, which nobody takes for a rule. */
  private static Path beside(Path place) throws IOException {
    Optional<Path> folder = Optional.ofNullable(place.getParent());
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
    }
    return place.resolveSibling("." + place.getFileName() + ".new");
  }

  private static Path relative(Path place, Path file) {
    Path folder = place.getParent();
    return folder == null ? file : folder.relativize(file);
  }
}
