package org.tocsin.agent.community;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.agent.state.Owner;

/** Files in a real folder: written beside, flushed, renamed, and the folder flushed. */
final class FolderFiles implements StateFiles {
  private static final String UNFINISHED = ".new";

  private final Path folder;

  /** The folder is made, for the owner only, when it is missing. */
  FolderFiles(Path folder) throws IOException {
    this.folder = folder;
    Owner.made(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(folder.resolve(name)));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String name, Content content) throws IOException {
    Path fresh = folder.resolve(name + UNFINISHED);
    // A new file each time: what somebody put there, a link perhaps, is never written through.
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
    Owner.asAround(fresh);
    Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel renamed = FileChannel.open(folder, StandardOpenOption.READ)) {
      renamed.force(true);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  @Override
  public Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
