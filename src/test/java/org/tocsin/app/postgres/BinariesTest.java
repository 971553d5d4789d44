package org.tocsin.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {
  @TempDir Path folder;

  @Test
  void keepsWhatIsWholeAndReplacesWhatIsNot() throws Exception {
    Path interrupted = Files.createDirectories(folder.resolve("postgres-unpacking-1/bin"));
    Path older = Files.createDirectories(folder.resolve("postgres-bin-17.0-00000000/bin"));
    Binaries unpacked = Binaries.in(folder);
    assertThat(unpacked.version()).startsWith(unpacked.major() + ".");
    assertThat(interrupted.getParent()).doesNotExist();

    Path program = Path.of(unpacked.program("postgres"));
    FileTime marked = FileTime.fromMillis(86_400_000);
    Files.setLastModifiedTime(program, marked);
    assertThat(Binaries.in(folder)).isEqualTo(unpacked);
    assertThat(Files.getLastModifiedTime(program)).isEqualTo(marked);

    Files.delete(program);
    assertThat(Binaries.in(folder)).isEqualTo(unpacked);
    assertThat(program).isExecutable();

    unpacked.removeOthers();
    assertThat(older.getParent()).doesNotExist();
    assertThat(unpacked.home()).isDirectory();
  }
}
