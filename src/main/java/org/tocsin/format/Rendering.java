package org.tocsin.format;

import java.io.IOException;
import java.io.OutputStream;

/** One way to write a release. Flushes what it writes to and leaves it open. */
@FunctionalInterface
interface Rendering {

  void write(ReleaseView release, OutputStream out) throws IOException;
}
