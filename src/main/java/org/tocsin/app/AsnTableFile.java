package org.tocsin.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.tocsin.network.AsnTable;
import org.tocsin.network.AsnTableRefused;

/** Reads the operator's table of autonomous systems, compressed if its name ends in .gz. */
final class AsnTableFile {

  private AsnTableFile() {}

  static AsnTable read(Path file) {
    try (InputStream bytes = Files.newInputStream(file);
        InputStream text =
            file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes) {
      return AsnTable.read(text);
    } catch (AsnTableRefused e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the table of autonomous systems " + file, e);
    }
  }
}
