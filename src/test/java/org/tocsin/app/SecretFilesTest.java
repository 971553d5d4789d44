package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretFilesTest {

  @TempDir Path folder = Path.of("");

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static String told(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .map(String::valueOf)
        .reduce("", String::concat);
  }

  @Test
  void onlyTheOwnerMayReadWhatIsWritten() throws IOException {
    Path file = folder.resolve("secret");
    SecretFile.write(file, "geheim ü");

    assertThat(file).hasContent("geheim ü");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void aFileThatOthersCouldReadIsReplacedByOneTheyCannot() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    SecretFile.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void aDraftOfACrashedWriteIsReplacedAndNeverFollowed() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "untouched");
    Files.createSymbolicLink(folder.resolve("secret.new"), elsewhere);
    SecretFile.write(folder.resolve("secret"), "new");

    assertThat(elsewhere).hasContent("untouched");
    assertThat(folder.resolve("secret")).hasContent("new").isRegularFile();
    assertThat(folder.resolve("secret.new")).doesNotExist();
  }

  @Test
  void aWriteThatFailsLeavesTheOldFileAndDoesNotTellTheSecret() throws IOException {
    Path file = Files.createDirectories(folder.resolve("secret").resolve("full")).getParent();

    assertThatThrownBy(() -> SecretFile.write(folder.resolve("secret"), "geheim"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(String.valueOf(file))
        .satisfies(failure -> assertThat(told(failure)).doesNotContain("geheim"));
    assertThat(folder.resolve("secret/full")).isDirectory();
  }

  @Test
  void keysAreMadeOnceAndReadAgain() throws IOException {
    Path file = folder.resolve("token.keys");
    TokenKeyFile.readOrCreate(folder, new SecureRandom());
    String text = Files.readString(file);
    TokenKeyFile.readOrCreate(folder, new SecureRandom());

    assertThat(text).matches("[A-Za-z0-9_-]{8}:[A-Za-z0-9+/]{43}=\n");
    assertThat(file).hasContent(text.strip());
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GEHEIM | line 1: expected id:base64",
        "a:GEHEIM | line 1: the key has 4 bytes, needed are 32",
        "a:GEHEIM=G | line 1: the key is not base64",
        "a:GEHEIM!! | line 1: expected id:base64",
        "'' | there is no key"
      })
  void badKeysAreRefusedByFileAndLineAndNeverShown(String text, String problem) throws IOException {
    Files.writeString(folder.resolve("token.keys"), text + "\n");

    assertThatThrownBy(() -> TokenKeyFile.readOrCreate(folder, new SecureRandom()))
        .hasMessageContaining("token.keys")
        .hasMessageContaining(problem)
        .satisfies(failure -> assertThat(told(failure)).doesNotContain("GEHEIM"));
    assertThat(Files.readString(folder.resolve("token.keys"))).isEqualTo(text + "\n");
  }

  @Test
  void theKeyOfPrefixesIsMadeOnceAndRefusedByFileWithoutBeingShown() throws IOException {
    Path file = folder.resolve("network.key");
    NetworkKeyFile.readOrCreate(folder, new SecureRandom());
    String text = Files.readString(file);
    NetworkKeyFile.readOrCreate(folder, new SecureRandom());

    assertThat(text).matches("[A-Za-z0-9+/]{43}=\n");
    assertThat(file).hasContent(text.strip());
    assertThat(mode(file)).isEqualTo("rw-------");
    Files.writeString(file, "GEHEIM!");
    assertThatThrownBy(() -> NetworkKeyFile.readOrCreate(folder, new SecureRandom()))
        .hasMessage(file + ": the key is not one line of base64")
        .satisfies(failure -> assertThat(told(failure)).doesNotContain("GEHEIM"));
  }

  @Test
  void keysThatAreNotTextAreRefusedWithoutBeingShown() throws IOException {
    Files.write(folder.resolve("token.keys"), new byte[] {'a', ':', (byte) 0xff, (byte) 0xfe});

    assertThatThrownBy(() -> TokenKeyFile.readOrCreate(folder, new SecureRandom()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("token.keys");
  }
}
