package org.tocsin.privatelist;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that makes links and recognises them: a link is the number of a list and what nobody
 * without this secret can compute from it. Servers of one database share it; with another one,
 * engines get other links at their next pull.
 */
public final class ListKey {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;
  private static final Base64.Encoder MAC_TEXT = Base64.getUrlEncoder().withoutPadding();

  // As long as the longest that is ever made, so nothing longer is looked at.
  private static final Pattern TOKEN = Pattern.compile("([1-9][0-9]{0,17})-[A-Za-z0-9_-]{43}");

  private final SecretKeySpec key;

  private ListKey(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** Returns the text of a new secret. */
  public static String generate(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }

  /** Reads what {@link #generate} made. */
  public static ListKey parse(String text) {
    byte[] secret;
    try {
      secret = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not one line of base64", e);
    }
    if (secret.length < BYTES) {
      throw new IllegalArgumentException("the key must have at least " + BYTES + " bytes");
    }
    return new ListKey(secret);
  }

  /** Returns the secret part of a list's link. */
  String token(PrivateList list) {
    String signed = "private-list " + list.id() + " " + list.version().link();
    return list.id() + "-" + MAC_TEXT.encodeToString(derive(signed));
  }

  /** Returns 32 bytes that follow from a text and that nobody without this secret can foretell. */
  public byte[] derive(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** Returns which list a token claims to be of. */
  static OptionalLong claimed(String token) {
    Matcher matcher = TOKEN.matcher(token);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** Returns whether a token is the one of this list, in a time that says nothing about it. */
  boolean opens(PrivateList list, String token) {
    return MessageDigest.isEqual(
        token(list).getBytes(StandardCharsets.US_ASCII), token.getBytes(StandardCharsets.US_ASCII));
  }
}
