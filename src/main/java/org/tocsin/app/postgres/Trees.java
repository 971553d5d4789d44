package org.tocsin.app.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Folder operations that leave either the whole result or none. */
final class Trees {
  private static final int DELETE_ATTEMPTS = 50;

  private Trees() {}

  static List<Path> matching(Path folder, String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(folder, glob)) {
      entries.forEach(found::add);
    }
    return found;
  }

  /**
   * Deletes a folder with all it holds. A program orphaned by a killed server may still be writing
   * into it, so that a folder found non-empty is emptied again.
   */
  static void delete(Path root) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.walkFileTree(root, afterwards(Files::deleteIfExists));
        return;
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        if (Files.notExists(root)) {
          return;
        }
        if (attempt == DELETE_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /**
   * Gives a folder to another user. The folder itself changes last: once it belongs to the user,
   * all within does.
   */
  static void own(Path root, int uid) throws IOException {
    Files.walkFileTree(
        root,
        afterwards(
            path -> {
              Files.setAttribute(path, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
              Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            }));
  }

  /** Puts a finished folder under its final name, for good once this returns. */
  static void publish(Path finished, Path name) throws IOException {
    Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(parent(name))) {
      folder.force(true);
    }
  }

  static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  private interface Action {
    void apply(Path path) throws IOException;
  }

  private static FileVisitor<Path> afterwards(Action action) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        action.apply(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
          throws IOException {
        if (failure != null) {
          throw failure;
        }
        action.apply(folder);
        return FileVisitResult.CONTINUE;
      }
    };
  }
}
