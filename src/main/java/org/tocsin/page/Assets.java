package org.tocsin.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Styles, scripts and pictures of pages. Their paths have their hash, so they can be kept for ever.
 */
@ApplicationScoped
public class Assets {

  static final String FOLDER = "/console/assets/";

  private static final int HASH_LETTERS = 12;
  private static final List<String> NAMES =
      List.of("console.css", "console.js", "passkey.js", "icon.svg");

  /** A file. */
  record Asset(String type, String hash, String text) {}

  private final Map<String, Asset> all = new LinkedHashMap<>();

  Assets() {
    for (String name : NAMES) {
      byte[] bytes = read(name);
      all.put(
          name,
          new Asset(
              type(name) + ";charset=UTF-8",
              hash(bytes),
              new String(bytes, StandardCharsets.UTF_8)));
    }
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".css" -> "text/css";
      case ".js" -> "text/javascript";
      default -> "image/svg+xml";
    };
  }

  private static byte[] read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/console/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
          .substring(0, HASH_LETTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns where a file is. */
  public String path(String name) {
    return FOLDER + find(name).map(Asset::hash).orElseThrow() + "/" + name;
  }

  Optional<Asset> find(String name) {
    return Optional.ofNullable(all.get(name));
  }
}
