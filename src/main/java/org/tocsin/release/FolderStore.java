package org.tocsin.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of releases in a folder. */
public final class FolderStore implements ReleaseStore {

  private static final String DRAFT = ".draft";

  private final Path folder;
  private final InstantSource clock;

  /** Uses a folder, which need not be there yet. */
  public FolderStore(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Returns where a file is. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  @Override
  public void put(String name, byte[] bytes) throws IOException {
    Path file = path(name);
    Path parent = Optional.ofNullable(file.getParent()).orElse(folder);
    Files.createDirectories(parent);
    Path draft = file.resolveSibling(file.getFileName() + DRAFT);
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      Files.setLastModifiedTime(draft, FileTime.from(clock.instant()));
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel names = FileChannel.open(parent, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  @Override
  public Optional<byte[]> get(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(path(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean has(String name, long bytes) throws IOException {
    try {
      return Files.size(path(name)) == bytes;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public List<String> writtenBefore(Instant instant) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    FileTime limit = FileTime.from(instant);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(limit) < 0) {
          names.add(folder.relativize(file).toString());
        }
      }
    }
    return names;
  }

  @Override
  public void touch(String name) throws IOException {
    if (Files.exists(path(name))) {
      Files.setLastModifiedTime(path(name), FileTime.from(clock.instant()));
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }
}
