package org.tocsin.app.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The two passwords of an embedded database, kept in libpq's password file format so that an
 * operator can point PGPASSFILE at them.
 *
 * @param application of the role the server works as
 * @param superuser of the role for maintenance, which the server never uses
 */
record Passwords(String application, String superuser) {
  static final String APPLICATION = "tocsin";
  static final String SUPERUSER = "postgres";

  private static final int RANDOM_BYTES = 24;

  static Passwords drawn() {
    SecureRandom random = new SecureRandom();
    return new Passwords(draw(random), draw(random));
  }

  private static String draw(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static Passwords read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, US_ASCII);
    return new Passwords(passwordOf(APPLICATION, lines, file), passwordOf(SUPERUSER, lines, file));
  }

  private static String passwordOf(String role, List<String> lines, Path file) throws IOException {
    String start = "*:*:*:" + role + ":";
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    file + " has no line for role " + role + "; delete it to have new passwords"));
  }

  void write(Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        draft,
        "*:*:*:%s:%s%n*:*:*:%s:%s%n".formatted(APPLICATION, application, SUPERUSER, superuser),
        US_ASCII);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public String toString() {
    return "Passwords[hidden]";
  }
}
