package org.tocsin.agent.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs are cut into lines whatever they hold. */
final class LineReaderTest {
  private static List<String> lines(byte[] bytes) throws IOException {
    return lines(new LineReader(new ByteArrayInputStream(bytes)));
  }

  private static List<String> lines(LineReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
      lines.add(line.get());
    }
    return lines;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void dropsOneCarriageReturnAndSkipsEmptyLines() throws IOException {
    assertThat(lines(utf8("a\r\n\n\r\nb\r\r\nc"))).containsExactly("a", "b\r", "c");
  }

  @Test
  void readsUtf8AndWhatIsNoneAsLatin1() throws IOException {
    assertThat(lines(utf8("ä€\n"))).containsExactly("ä€");
    assertThat(lines(new byte[] {'a', (byte) 0xff, 0, (byte) 0xc3, '\n', 'b'}))
        .containsExactly("a\u00ff\u0000\u00c3", "b");
  }

  @Test
  void cutsALongLineAndGoesOnBehindIt() throws IOException {
    LineReader reader =
        new LineReader(new ByteArrayInputStream(utf8("x".repeat(1_000_000) + "\nnext\n")));

    List<String> lines = lines(reader);

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).hasSize(LineReader.LONGEST);
    assertThat(lines.get(1)).isEqualTo("next");
    assertThat(reader.cut()).isEqualTo(1);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void anEndlessLineTakesNoMemory() throws IOException {
    long size = 200_000_000L;
    InputStream endless =
        new InputStream() {
          private long left = size;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            int given = (int) Math.min(length, left);
            java.util.Arrays.fill(bytes, from, from + given, (byte) 'x');
            left -= given;
            return given == 0 ? -1 : given;
          }
        };
    LineReader reader = new LineReader(endless);

    assertThat(lines(reader)).singleElement().asString().hasSize(LineReader.LONGEST);
    assertThat(reader.bytes()).isEqualTo(size);
  }

  @Test
  void readsCompressedLogsAndKnowsHowFarItIs(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("log.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(utf8("one\ntwo\n"));
    }

    LogFile log = LogFile.open(file);
    try (LineReader reader = log.lines()) {
      assertThat(lines(reader)).containsExactly("one", "two");
      assertThat(log.progress()).isEqualTo(1);
    }
  }
}
