package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AsnTableFileTest {

  private static final String LINE = "1.0.0.0\t1.0.0.255\t13335\tUS\tCLOUDFLARENET\n";

  @TempDir Path folder = Path.of("");

  private Path compressed(String text) throws IOException {
    Path file = folder.resolve("table.tsv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return file;
  }

  @Test
  void readsATablePlainOrCompressed() throws IOException {
    assertThat(AsnTableFile.read(Files.writeString(folder.resolve("table.tsv"), LINE)).ranges())
        .isEqualTo(1);
    assertThat(AsnTableFile.read(compressed(LINE)).ranges()).isEqualTo(1);
  }

  @Test
  void saysFileAndLineOfATableThatIsWrong() throws IOException {
    Path wrong = compressed(LINE + "hello\n");

    assertThatThrownBy(() -> AsnTableFile.read(wrong))
        .hasMessage(wrong + ": line 2: expected 5 fields with tabs between them");
  }

  @Test
  void saysWhichFileCannotBeRead() throws IOException {
    Path missing = folder.resolve("missing.tsv");
    assertThatThrownBy(() -> AsnTableFile.read(missing))
        .hasMessage("cannot read the table of autonomous systems " + missing);
    Path cut = compressed(LINE);
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - 9));
    assertThatThrownBy(() -> AsnTableFile.read(cut))
        .hasMessage("cannot read the table of autonomous systems " + cut);
  }
}
