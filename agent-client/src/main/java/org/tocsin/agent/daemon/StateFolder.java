package org.tocsin.agent.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The folder of all that an agent remembers, held by one running agent at a time. */
final class StateFolder implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private StateFolder(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Makes the folder, for its owner only, if it is not there, and holds it.
   *
   * @throws IOException saying so if another agent holds it
   */
  static StateFolder hold(Path folder) throws IOException {
    Files.createDirectories(
        folder,
        PosixFilePermissions.asFileAttribute(
            Set.copyOf(PosixFilePermissions.fromString("rwx------"))));
    FileChannel channel =
        FileChannel.open(
            folder.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new IOException(taken(folder));
      }
      return new StateFolder(channel, lock);
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException(taken(folder), e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static String taken(Path folder) {
    return folder + ": another agent runs on this state folder; stop it, or give this one its own";
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
