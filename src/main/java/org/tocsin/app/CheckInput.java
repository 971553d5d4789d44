package org.tocsin.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tocsin.check.FolderFiles;
import org.tocsin.check.HttpFiles;
import org.tocsin.check.Known;
import org.tocsin.check.ReleaseFiles;
import org.tocsin.check.TrustedKeys;

/** What commands that check releases are given: places, keys and what they remember. */
final class CheckInput {

  static final String KEY_VARIABLE = "TOCSIN_CONSUMER_KEY";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String KEYS = "/blocklist/keys.json";
  private static final int LONGEST_KEYS = 1 << 20;
  private static final int LONGEST_STATE = 4 << 10;

  private CheckInput() {}

  /** Returns the files of a server or of a folder. */
  static ReleaseFiles files(String place, Optional<String> consumerKey) throws Unusable {
    if (place.startsWith("http://") || place.startsWith("https://")) {
      try {
        return new HttpFiles(place, keyOfConsumer(consumerKey), PATIENCE);
      } catch (IllegalArgumentException e) {
        throw new Unusable(PlainLine.of(place) + " is no address of a server");
      }
    }
    Path folder = Path.of(place);
    Path inDataFolder = folder.resolve("releases");
    for (Path one : List.of(folder, inDataFolder)) {
      if (Files.isRegularFile(one.resolve("head.json"))) {
        return new FolderFiles(one);
      }
    }
    throw new Unusable(PlainLine.of(place) + " is neither a URL nor a folder with a head.json");
  }

  private static Optional<String> keyOfConsumer(Optional<String> consumerKey) throws Unusable {
    Optional<String> key =
        consumerKey
            .or(() -> Optional.ofNullable(System.getenv(KEY_VARIABLE)))
            .map(String::strip)
            .filter(given -> !given.isEmpty());
    if (key.isPresent() && !key.get().matches("[!-~]+")) {
      throw new Unusable("the consumer's key has characters that no such key has");
    }
    return key;
  }

  /** Returns what an earlier check remembered in a file, which need not be there yet. */
  static Optional<Known> known(Optional<Path> state) throws Unusable, IOException {
    if (state.isEmpty() || !Files.exists(state.get())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Known.parse(text(state.get(), LONGEST_STATE)));
    } catch (IllegalArgumentException e) {
      throw new Unusable(state.get() + " was not written by an earlier check");
    }
  }

  /** Remembers it for the next check. The old state stays whole until the new one is. */
  static void remember(Known known, Path file) throws Unusable {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    try {
      Files.writeString(draft, known.text());
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Unusable("cannot write " + file);
    }
  }

  /** Returns the keys in a file. */
  static TrustedKeys trusted(Path keys) throws Unusable, IOException {
    try {
      return TrustedKeys.parse(text(keys, LONGEST_KEYS).getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new Unusable(keys + ": " + e.getMessage());
    }
  }

  /** Returns the keys in a file, or without one those beside the head. */
  static TrustedKeys trusted(Optional<Path> keys, ReleaseFiles files, String place)
      throws Unusable, IOException {
    if (keys.isPresent()) {
      return trusted(keys.get());
    }
    Optional<byte[]> beside = files.get(KEYS, LONGEST_KEYS);
    if (beside.isEmpty()) {
      throw new Unusable("there is no keys.json in " + PlainLine.of(place) + ", --keys is needed");
    }
    try {
      return TrustedKeys.parse(beside.get());
    } catch (IllegalArgumentException e) {
      throw new Unusable(KEYS + ": " + e.getMessage());
    }
  }

  private static String text(Path file, int most) throws Unusable, IOException {
    if (!Files.isRegularFile(file)) {
      throw new Unusable("there is no file " + file);
    }
    if (Files.size(file) > most) {
      throw new Unusable(file + " is longer than " + most + " bytes");
    }
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
