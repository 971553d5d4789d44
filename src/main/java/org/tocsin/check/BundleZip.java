package org.tocsin.check;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A bundle's ZIP file, read no further than asked. Which files it has and how long they say they
 * are is looked at first; of none is more unpacked than that.
 */
final class BundleZip implements ReleaseFiles, Closeable {

  private static final long MOST_PACKED = 512L << 20;
  private static final int MOST_FILES = 20_000;

  /** What is in the file is not what a bundle has, as opposed to a file that cannot be read. */
  static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(String message) {
      super(message);
    }
  }

  private final ZipFile zip;
  private final Set<String> names;

  private BundleZip(ZipFile zip) throws Damaged {
    this.zip = zip;
    this.names = names(zip);
  }

  static BundleZip open(Path file) throws IOException {
    if (Files.size(file) > MOST_PACKED) {
      throw new Damaged("the bundle is longer than " + MOST_PACKED + " bytes");
    }
    ZipFile zip = zip(file);
    try {
      return new BundleZip(zip);
    } catch (Damaged e) {
      zip.close();
      throw e;
    }
  }

  private static ZipFile zip(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile());
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new Damaged("the bundle is no whole ZIP file");
    }
  }

  private static Set<String> names(ZipFile zip) throws Damaged {
    if (zip.size() > MOST_FILES) {
      throw new Damaged("the bundle has " + zip.size() + " files, at most " + MOST_FILES);
    }
    Set<String> names = new TreeSet<>();
    long bytes = 0;
    for (ZipEntry entry : List.copyOf(zip.stream().toList())) {
      String name = entry.getName();
      if (!BundleNames.isKnown(name)) {
        throw new Damaged("the bundle has a file that no release has: " + Quoted.of(name));
      }
      if (!names.add(name)) {
        throw new Damaged("the bundle has two files called " + name);
      }
      if (entry.getSize() < 0 || entry.getSize() > BundleNames.most(name)) {
        throw new Damaged(
            "the bundle: %s would have %s bytes, at most %s are read"
                .formatted(name, entry.getSize(), BundleNames.most(name)));
      }
      bytes += entry.getSize();
    }
    if (bytes > ReadFiles.MOST_BYTES) {
      throw new Damaged("the bundle would have " + bytes + " bytes unpacked");
    }
    return names;
  }

  /** Returns the names of all its files. */
  Set<String> names() {
    return new TreeSet<>(names);
  }

  @Override
  public Optional<byte[]> get(String url, long most) throws IOException {
    Optional<String> name = BundleNames.of(url).filter(names::contains);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    ZipEntry entry = zip.getEntry(name.get());
    int length = (int) Math.min(entry.getSize(), most + 1);
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length || (length == entry.getSize() && in.read() >= 0)) {
        throw new Damaged("the bundle: " + name.get() + " is not as long as is said of it");
      }
      return Optional.of(bytes);
    } catch (ZipException | EOFException e) {
      throw new Damaged("the bundle: " + name.get() + " cannot be unpacked");
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
