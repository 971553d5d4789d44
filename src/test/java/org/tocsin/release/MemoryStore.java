package org.tocsin.release;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Files in memory, written by a given clock, that may stop being written at any point. */
final class MemoryStore implements ReleaseStore {

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Instant> written = new TreeMap<>();
  private final InstantSource clock;
  private int failsAfter = Integer.MAX_VALUE;
  private boolean keepsWhatFails;
  private int writes;

  MemoryStore(InstantSource clock) {
    this.clock = clock;
  }

  /** Lets so many more writes pass. */
  void failAfter(int more) {
    failsAfter = writes + more;
  }

  /** Keeps, from now on, what it says it could not write. */
  void keepWhatFails() {
    keepsWhatFails = true;
  }

  void recover() {
    failsAfter = Integer.MAX_VALUE;
  }

  int writes() {
    return writes;
  }

  Map<String, byte[]> all() {
    return new TreeMap<>(files);
  }

  void damage(String name, byte[] bytes) {
    files.put(name, bytes);
    written.put(name, clock.instant());
  }

  private void write() throws IOException {
    if (writes >= failsAfter) {
      throw new IOException("No space left on device");
    }
    writes++;
  }

  @Override
  public void put(String name, byte[] bytes) throws IOException {
    if (keepsWhatFails) {
      damage(name, bytes);
    }
    write();
    damage(name, bytes);
  }

  @Override
  public Optional<byte[]> get(String name) {
    return Optional.ofNullable(files.get(name));
  }

  @Override
  public boolean has(String name, long bytes) {
    byte[] file = files.get(name);
    return file != null && file.length == bytes;
  }

  @Override
  public List<String> writtenBefore(Instant instant) {
    return written.entrySet().stream()
        .filter(entry -> entry.getValue().isBefore(instant))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public void touch(String name) throws IOException {
    write();
    written.computeIfPresent(name, (any, before) -> clock.instant());
  }

  @Override
  public void delete(String name) throws IOException {
    write();
    files.remove(name);
    written.remove(name);
  }
}
