package org.tocsin.agent.acquisition;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** A folder with a log in it that is written to and rotated, a second passing with each act. */
final class LogFolder {
  private final Path folder;
  private long seconds = 1_700_000_000;

  LogFolder(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  private void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(seconds++, TimeUnit.SECONDS));
  }

  Path log() {
    return folder.resolve("log");
  }

  Path generation(int number) {
    return folder.resolve("log." + number);
  }

  void append(String text) {
    append(log(), text);
  }

  void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      touch(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives every rotated file the next number. */
  private void shift() throws IOException {
    int last = 1;
    while (Files.exists(generation(last)) || Files.exists(packed(last))) {
      last++;
    }
    for (int number = last - 1; number >= 1; number--) {
      if (Files.exists(packed(number))) {
        Files.move(packed(number), packed(number + 1));
      } else {
        Files.move(generation(number), generation(number + 1));
      }
    }
  }

  private Path packed(int number) {
    return folder.resolve("log." + number + ".gz");
  }

  void rename() {
    try {
      shift();
      Files.move(log(), generation(1));
      Files.createFile(log());
      touch(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void copyAndTruncate() {
    try {
      shift();
      Files.copy(log(), generation(1));
      touch(generation(1));
      truncate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void truncate() throws IOException {
    FileChannel.open(log(), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING).close();
    touch(log());
  }

  /** As gzip does it: the packed file keeps the time, the other one goes. */
  void pack(int number) {
    Path plain = generation(number);
    try {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed(number)))) {
        Files.copy(plain, out);
      }
      Files.setLastModifiedTime(packed(number), Files.getLastModifiedTime(plain));
      Files.delete(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
