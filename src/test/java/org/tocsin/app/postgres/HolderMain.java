package org.tocsin.app.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/** A server in miniature for tests to kill: claims a folder, stores a row, says so, and waits. */
final class HolderMain {
  private HolderMain() {}

  /** Starts this class in a process of its own; returns once its row is committed. */
  static Process launch(Path data, boolean withDatabase) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HolderMain.class.getName(),
                data.toString(),
                String.valueOf(withDatabase))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = new BufferedReader(process.inputReader(US_ASCII)).readLine();
    if (!"holding".equals(line)) {
      process.destroyForcibly();
      throw new IOException("the holder did not start: " + line);
    }
    return process;
  }

  public static void main(String[] arguments) throws Exception {
    DataFolder folder = DataFolder.claim(Path.of(arguments[0]));
    if (Boolean.parseBoolean(arguments[1])) {
      EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, Settings.standard());
      Rows.execute(postgres, "CREATE TABLE kept (n int)");
      Rows.execute(postgres, "INSERT INTO kept VALUES (42)");
    }
    System.out.println("holding");
    new InputStreamReader(System.in, US_ASCII).read();
    throw new IllegalStateException("was to be killed, holding " + folder.path());
  }
}
