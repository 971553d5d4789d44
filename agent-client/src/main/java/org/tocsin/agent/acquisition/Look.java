package org.tocsin.agent.acquisition;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A regular file as it was found.
 *
 * @param key what the file system knows it by, whatever its name is
 * @param modified in microseconds since 1970, which is what copying tools keep
 */
record Look(Path path, String key, long size, long modified) {
  private static final Pattern GENERATION = Pattern.compile("[.-][0-9].*", Pattern.DOTALL);
  private static final Pattern PACKED = Pattern.compile(".*\\.(gz|bz2|xz|zst|zip)", Pattern.DOTALL);

  /** The file that a path leads to; nothing if that is no regular file. */
  static Optional<Look> at(Path path, LinkOption... options) {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, options);
      if (!found.isRegularFile()) {
        return Optional.empty();
      }
      String key = String.valueOf(found.fileKey());
      long modified = found.lastModifiedTime().to(TimeUnit.MICROSECONDS);
      return Optional.of(new Look(path, key, found.size(), modified));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** All files beside this one, itself included, the one written to longest ago first. */
  static List<Look> beside(Path file) {
    List<Look> all = new ArrayList<>();
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return all;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        Look.at(entry, LinkOption.NOFOLLOW_LINKS).ifPresent(all::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    all.sort(
        Comparator.comparingLong(Look::modified)
            .thenComparing(Look::path, Comparator.reverseOrder()));
    return all;
  }

  /** Whether the name is that of a log with a number or date behind it. */
  boolean isGenerationOf(Path log) {
    String name = path.getFileName().toString();
    String base = log.getFileName().toString();
    return name.startsWith(base) && GENERATION.matcher(name.substring(base.length())).matches();
  }

  /** Whether the name is that of a packed file. */
  boolean isPacked() {
    return PACKED.matcher(path.toString()).matches();
  }

  /** Whether this may be a later copy of a log, packed or not. */
  boolean isNamedAfter(Path log) {
    String name = path.getFileName().toString();
    String base = log.getFileName().toString();
    return name.startsWith(base) && !name.equals(base);
  }

  /** The print of all of it, or nothing comparable if it is packed. */
  String print() {
    return isPacked() ? "packed" : print(size);
  }

  /** The print of its content before an offset; a word of its own if it cannot be read. */
  String print(long offset) {
    try (Content content = Content.open(path)) {
      return content.print(offset);
    } catch (IOException e) {
      return "unreadable";
    }
  }
}
