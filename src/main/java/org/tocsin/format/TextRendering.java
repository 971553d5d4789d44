package org.tocsin.format;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** One way to write a release as characters. */
@FunctionalInterface
interface TextRendering {

  int BUFFER = 1 << 16;

  void write(ReleaseView release, Writer out) throws IOException;

  /** Returns the same in UTF-8. */
  default Rendering encoded() {
    return (release, out) -> {
      Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
      write(release, text);
      text.flush();
    };
  }
}
