package org.tocsin.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HeldFilesTest {

  private final HeldFiles files = new HeldFiles();
  @TempDir Path folder;

  @Test
  void aSmallFileIsReadOnceAndEveryReaderHasAllOfIt() throws Exception {
    Path file = Files.writeString(folder.resolve("small"), "1.1.1.1\n");
    HeldFiles.Held first = files.of(file).join().orElseThrow();
    Files.delete(file);
    HeldFiles.Held second = files.of(file).join().orElseThrow();

    assertThat(first.size()).isEqualTo(8);
    assertThat(first.sendable().orElseThrow().toString()).isEqualTo("1.1.1.1\n");
    assertThat(second.sendable().orElseThrow().toString()).isEqualTo("1.1.1.1\n");
  }

  @Test
  void aLargeFileIsKnownAndNotHeld() throws Exception {
    Path file = Files.write(folder.resolve("large"), new byte[4 << 20]);
    HeldFiles.Held held = files.of(file).join().orElseThrow();

    assertThat(held.size()).isEqualTo(4 << 20);
    assertThat(held.sendable()).isEmpty();
  }

  @Test
  void aFileThatWasNotThereIsFoundAsSoonAsItIs() throws Exception {
    Path file = folder.resolve("later");
    assertThat(files.of(file).join()).isEmpty();

    Files.writeString(file, "1.1.1.1\n");
    assertThat(files.of(file).join()).isPresent();
  }
}
