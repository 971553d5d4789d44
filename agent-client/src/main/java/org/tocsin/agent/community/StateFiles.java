package org.tocsin.agent.community;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;

/** A flat folder of files, each of which is there as a whole or not at all, whatever happens. */
interface StateFiles {
  /** What is to be written. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Empty when there is no such file. */
  Optional<byte[]> read(String name) throws IOException;

  /** When this returns, the file survives a power cut; until then the old one does. */
  void write(String name, Content content) throws IOException;

  void delete(String name) throws IOException;

  Set<String> names() throws IOException;
}
