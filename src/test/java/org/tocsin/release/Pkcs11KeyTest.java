package org.tocsin.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in a real token, made by Debian's SoftHSM and OpenSC. */
final class Pkcs11KeyTest {

  private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
  private static final String PIN = "4711";

  @TempDir Path folder;

  private void run(String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
  }

  /** SoftHSM reads its settings from the environment, which this process cannot change. */
  private Path signed() throws Exception {
    Files.createDirectory(folder.resolve("tokens"));
    Files.writeString(
        folder.resolve("softhsm2.conf"), "directories.tokendir = " + folder.resolve("tokens"));
    run(
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "list",
        "--pin",
        PIN,
        "--so-pin",
        PIN);
    run(
        "pkcs11-tool",
        "--module",
        LIBRARY.toString(),
        "--token-label",
        "list",
        "--login",
        "--pin",
        PIN,
        "--keypairgen",
        "--key-type",
        "EC:edwards25519",
        "--label",
        "release 2026");
    Files.writeString(folder.resolve("pin"), PIN + "\n");
    Path written = folder.resolve("head.json");
    run(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        Signs.class.getName(),
        "pkcs11:token=list;object=release%202026?module-path="
            + LIBRARY
            + "&pin-source=file:"
            + folder.resolve("pin"),
        written.toString());
    return written;
  }

  /** Signs in a process of its own. */
  static final class Signs {
    public static void main(String[] arguments) throws Exception {
      ReleaseKeys keys =
          ReleaseKeys.parse(ReleaseKeys.generate(new SecureRandom()) + arguments[0] + "\n");
      Path written = Path.of(arguments[1]);
      Files.write(written, Envelope.seal(new byte[] {1, 2, 3}, keys));
      Files.writeString(written.resolveSibling("keys.json"), keys.jwks());
      List<String> wrong =
          List.of(
              arguments[0].replace("token=list", "token=none"),
              arguments[0].replace("2026", "1999"),
              arguments[0].replace("pin-source", "pin-value"));
      StringBuilder said = new StringBuilder();
      for (String uri : wrong) {
        try {
          ReleaseKeys.parse(uri);
        } catch (IllegalArgumentException e) {
          said.append(e.getMessage()).append('\n');
        }
      }
      Files.writeString(written.resolveSibling("said"), said);
    }
  }

  @Test
  void aKeyInATokenSignsBesideOneInAFile() throws Exception {
    assumeTrue(Files.exists(LIBRARY), "needs Debian's softhsm2 and opensc");
    Path written = signed();

    String sealed = Files.readString(written);
    String jwks = Files.readString(folder.resolve("keys.json"));
    assertThat(sealed.split("\"keyid\"", -1)).hasSize(3);
    assertThat(jwks.split("\"kid\"", -1)).hasSize(3);
    assertThat(Files.readString(folder.resolve("said")).lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("no PKCS #11 token called none"),
            line -> assertThat(line).contains("release 1999"),
            line -> assertThat(line).contains("lacks pin-source"));
  }

  @Test
  void aTokenThatIsNotThereIsSaid() {
    assertThatThrownBy(
            () ->
                ReleaseKeys.parse(
                    "pkcs11:token=a;object=b?module-path=/none.so&pin-source=file:/n"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
