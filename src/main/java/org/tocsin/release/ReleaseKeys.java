package org.tocsin.release;

import java.security.SecureRandom;
import java.util.List;

/**
 * The keys that sign heads. All of them sign, so that a reader who knows any of them can verify: a
 * new key is published beside the old one for as long as readers take to learn it.
 */
public final class ReleaseKeys {

  private final List<SigningKey> keys;

  private ReleaseKeys(List<SigningKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** Returns the text of one new key. */
  public static String generate(SecureRandom random) {
    return SigningKey.generate(random) + "\n";
  }

  /**
   * Reads keys, one on each line, a PKCS #11 URI in the place of one that is in a device; empty
   * lines and lines that begin with {@code #} are passed over.
   *
   * @throws IllegalArgumentException if there is none or one is malformed
   */
  public static ReleaseKeys parse(String text) {
    List<SigningKey> keys =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .map(ReleaseKeys::key)
            .toList();
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no key that signs releases");
    }
    return new ReleaseKeys(keys);
  }

  private static SigningKey key(String line) {
    return line.startsWith(Pkcs11Key.SCHEME) ? Pkcs11Key.open(line) : SigningKey.parse(line);
  }

  /** Returns what signatures call the keys. */
  List<String> ids() {
    return keys.stream().map(SigningKey::id).toList();
  }

  List<SigningKey> all() {
    return keys;
  }

  /** Returns the public keys as a JWK set. */
  public String jwks() {
    StringBuilder json = new StringBuilder("{\"keys\":[");
    for (SigningKey key : keys) {
      json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
          .append(
              "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"use\":\"sig\",\"alg\":\"EdDSA\",\"kid\":\"")
          .append(key.id())
          .append("\",\"x\":\"")
          .append(key.x())
          .append("\"}");
    }
    return json.append("]}").toString();
  }
}
