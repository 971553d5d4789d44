package org.tocsin.release;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * How a file is stored beside its plain bytes, each made once. The first a client names is sent.
 */
public enum Packing {
  /** Smaller, for clients that know it. */
  ZSTD("zstd", ".zst") {
    @Override
    OutputStream packed(OutputStream out) throws IOException {
      return new ZstdOutputStream(out, ZSTD_LEVEL);
    }
  },
  /** For nearly all others. */
  GZIP("gzip", ".gz") {
    @Override
    OutputStream packed(OutputStream out) throws IOException {
      return new GZIPOutputStream(out) {
        {
          def.setLevel(Deflater.BEST_COMPRESSION);
        }
      };
    }
  };

  private static final int ZSTD_LEVEL = 9;

  private final String encoding;
  private final String suffix;

  Packing(String encoding, String suffix) {
    this.encoding = encoding;
    this.suffix = suffix;
  }

  abstract OutputStream packed(OutputStream out) throws IOException;

  byte[] pack(byte[] bytes) throws IOException {
    ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length / 3 + 64);
    try (OutputStream out = packed(result)) {
      out.write(bytes);
    }
    return result.toByteArray();
  }

  /** Packs a file into another. */
  public void pack(Path from, Path to) throws IOException {
    try (OutputStream out = packed(Files.newOutputStream(to))) {
      Files.copy(from, out);
    }
  }

  /** Returns what HTTP calls it. */
  public String encoding() {
    return encoding;
  }

  /** Returns what is appended to a file's name. */
  public String suffix() {
    return suffix;
  }
}
