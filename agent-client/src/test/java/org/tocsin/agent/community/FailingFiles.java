package org.tocsin.agent.community;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** A folder whose n-th change fails, before it is done or after, and every one behind it. */
final class FailingFiles implements StateFiles {
  private final StateFiles real;
  private final boolean done;
  private int left;

  FailingFiles(StateFiles real, int failing, boolean done) {
    this.real = real;
    this.left = failing;
    this.done = done;
  }

  boolean hasFailed() {
    return left < 0;
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    return real.read(name);
  }

  @Override
  public void write(String name, Content content) throws IOException {
    change(() -> real.write(name, content));
  }

  @Override
  public void delete(String name) throws IOException {
    change(() -> real.delete(name));
  }

  @Override
  public Set<String> names() throws IOException {
    return real.names();
  }

  private interface Change {
    void make() throws IOException;
  }

  private void change(Change change) throws IOException {
    if (--left >= 0) {
      change.make();
      return;
    }
    if (left == -1 && done) {
      change.make();
    }
    throw new IOException("no space left on device");
  }
}
