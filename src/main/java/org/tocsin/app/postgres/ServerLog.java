package org.tocsin.app.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** PostgreSQL's log in the data folder: bounded, and quotable from one start on. */
final class ServerLog {
  static final long LIMIT_BYTES = 10L * 1024 * 1024;

  private static final int TAIL_BYTES = 4096;

  private final Path file;
  private final long start;

  private ServerLog(Path file, long start) {
    this.file = file;
    this.start = start;
  }

  /** Opens the log for one more start; one above the limit first becomes the only old one. */
  static ServerLog continued(Path folder) throws IOException {
    Path file = folder.resolve("postgres.log");
    if (Files.exists(file) && Files.size(file) > LIMIT_BYTES) {
      Files.move(file, folder.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    if (Files.notExists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return new ServerLog(file, Files.size(file));
  }

  Path file() {
    return file;
  }

  /** The last lines written since this start. */
  String tail() {
    try (FileChannel channel = FileChannel.open(file)) {
      long from = Math.max(start, channel.size() - TAIL_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate(TAIL_BYTES);
      channel.read(bytes, from);
      String text = UTF_8.decode(bytes.flip()).toString().strip();
      return text.isEmpty() ? "(nothing in " + file + ")" : text;
    } catch (IOException e) {
      return "(" + file + " cannot be read: " + Reason.of(e) + ")";
    }
  }
}
