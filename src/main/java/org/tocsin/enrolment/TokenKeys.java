package org.tocsin.enrolment;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of agents' tokens. The first signs; all verify, so that a new key can be put in front of
 * the old one and no agent has to log in again. Text form: one key a line, {@code id:base64}, at
 * least 32 bytes each.
 */
public final class TokenKeys {

  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]{1,64}):([A-Za-z0-9+/=]+)");
  private static final int KEY_BYTES = 32;

  record TokenKey(String id, SecretKey key) {}

  private final List<TokenKey> keys;

  private TokenKeys(List<TokenKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException naming the line that is wrong, never its content
   */
  public static TokenKeys parse(String text) {
    List<TokenKey> keys = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        keys.add(parseLine(line.strip(), number));
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no key");
    }
    return new TokenKeys(keys);
  }

  private static TokenKey parseLine(String line, int number) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("line " + number + ": expected id:base64");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(matcher.group(2));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + number + ": the key is not base64", e);
    }
    if (bytes.length < KEY_BYTES) {
      throw new IllegalArgumentException(
          "line " + number + ": the key has " + bytes.length + " bytes, needed are " + KEY_BYTES);
    }
    return new TokenKey(matcher.group(1), new SecretKeySpec(bytes, "HmacSHA256"));
  }

  /** Returns the text form of one new random key. */
  public static String generate(SecureRandom random) {
    byte[] id = new byte[6];
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(id);
    random.nextBytes(key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id)
        + ":"
        + Base64.getEncoder().encodeToString(key)
        + "\n";
  }

  TokenKey signing() {
    return keys.get(0);
  }

  Optional<SecretKey> byId(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).map(TokenKey::key).findFirst();
  }
}
