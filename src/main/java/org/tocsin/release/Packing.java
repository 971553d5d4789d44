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
    OutputStream packed(OutputStream out, Effort effort) throws IOException {
      return new ZstdOutputStream(out, effort.zstd);
    }
  },
  /** For nearly all others. */
  GZIP("gzip", ".gz") {
    @Override
    OutputStream packed(OutputStream out, Effort effort) throws IOException {
      return new GZIPOutputStream(out, BUFFER) {
        {
          def.setLevel(effort.gzip);
        }
      };
    }
  };

  private static final int BUFFER = 1 << 16;
  private static final int LONG = 4 << 20;

  /** How much time packing may take. */
  private enum Effort {
    /** For what is kept and fetched by everybody. */
    MOST(Deflater.BEST_COMPRESSION, 9),
    /** For very long sets and deltas: a quarter of the time, a hundredth larger. */
    SOME(6, 6),
    /** For what is replaced with the next release: a tenth of the time, up to a quarter larger. */
    LITTLE(4, 3);

    private final int gzip;
    private final int zstd;

    Effort(int gzip, int zstd) {
      this.gzip = gzip;
      this.zstd = zstd;
    }
  }

  private final String encoding;
  private final String suffix;

  Packing(String encoding, String suffix) {
    this.encoding = encoding;
    this.suffix = suffix;
  }

  abstract OutputStream packed(OutputStream out, Effort effort) throws IOException;

  /** Packs bytes as small as it can. */
  public byte[] pack(byte[] bytes) throws IOException {
    ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length / 3 + 64);
    try (OutputStream out = packed(result, bytes.length > LONG ? Effort.SOME : Effort.MOST)) {
      out.write(bytes);
    }
    return result.toByteArray();
  }

  /** Packs a file into another, quickly. */
  public void pack(Path from, Path to) throws IOException {
    try (OutputStream out = packed(Files.newOutputStream(to), Effort.LITTLE)) {
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
