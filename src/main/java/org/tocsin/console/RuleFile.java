package org.tocsin.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of the rules.
 *
 * @param name its name
 * @param text what is in it
 */
record RuleFile(String name, String text) {

  /** What a page can show and a form can send. */
  static final int LONGEST = 100_000;

  boolean editable() {
    return text.length() <= LONGEST;
  }

  String sha256() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  long lines() {
    return text.lines().count();
  }

  int bytes() {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Returns what it is called when it is saved. */
  String savedAs() {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.matches("[A-Za-z0-9._-]{1,100}") ? last : "rules.yaml";
  }
}
