package org.tocsin.app.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder that holds everything a server keeps, owned by this process until closed.
 *
 * <p>Ownership is an operating system lock, so it ends with the process however that dies; the
 * process id written into the lock file only serves the message to a second instance.
 */
public final class DataFolder implements AutoCloseable {
  /**
   * Folders owned by this process. POSIX drops a process's lock as soon as it closes any descriptor
   * of the file, so a second claim from the same process must not even open it.
   */
  private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the folder if it is missing and takes it for this process.
   *
   * @throws DataFolderException when it cannot be made or written, or another instance owns it
   */
  public static DataFolder claim(Path path) throws DataFolderException {
    Path real = existing(path);
    if (!CLAIMED.add(real)) {
      throw inUse(real, String.valueOf(ProcessHandle.current().pid()));
    }
    boolean claimed = false;
    try {
      DataFolder folder = new DataFolder(real, locked(real));
      claimed = true;
      return folder;
    } finally {
      if (!claimed) {
        CLAIMED.remove(real);
      }
    }
  }

  /** The folder's absolute path, free of symbolic links. */
  public Path path() {
    return path;
  }

  /** Gives the folder up for the next instance. */
  @Override
  public void close() {
    if (!lock.isOpen()) {
      return;
    }
    try {
      lock.truncate(0);
    } catch (IOException stalePid) {
      // Only the hint for a refused instance stays behind; the lock itself goes with the channel.
    } finally {
      release();
    }
  }

  private void release() {
    try {
      lock.close();
    } catch (IOException alreadyGone) {
      // The descriptor is gone either way, and the lock with it.
    } finally {
      CLAIMED.remove(path);
    }
  }

  private static Path existing(Path path) throws DataFolderException {
    try {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return path.toRealPath();
    } catch (IOException e) {
      throw new DataFolderException("data folder " + path + " cannot be used: " + Reason.of(e), e);
    }
  }

  private static FileChannel locked(Path folder) throws DataFolderException {
    Path file = folder.resolve("tocsin.lock");
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      if (channel.tryLock() == null) {
        String owner = pidIn(channel);
        channel.close();
        throw inUse(folder, owner);
      }
      channel.truncate(0);
      channel.write(US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
      return channel;
    } catch (IOException e) {
      throw new DataFolderException(
          "data folder " + folder + " cannot be used: tocsin.lock: " + Reason.of(e), e);
    }
  }

  private static String pidIn(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    String pid = US_ASCII.decode(bytes.flip()).toString().strip();
    return pid.matches("\\d+") ? pid : "unknown";
  }

  private static DataFolderException inUse(Path folder, String pid) {
    return new DataFolderException(
        "data folder "
            + folder
            + " is in use by another instance (process "
            + pid
            + "); stop it first or give this one a folder of its own with --data");
  }
}
