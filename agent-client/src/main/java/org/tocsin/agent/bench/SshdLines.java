package org.tocsin.agent.bench;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Lines of the ssh daemon as the system log has them. */
final class SshdLines implements LogMaker.LineWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);
  private static final List<String> USERS =
      List.of("root", "admin", "test", "oracle", "ubuntu", "postgres", "git", "user", "pi", "ftp");

  @Override
  public String harmless(SplittableRandom random, OffsetDateTime time, String source) {
    int port = port(random);
    String user = "user" + random.nextInt(50);
    String message =
        switch (random.nextInt(4)) {
          case 0 ->
              "Accepted publickey for "
                  + user
                  + " from "
                  + source
                  + " port "
                  + port
                  + " ssh2: ED25519 SHA256:"
                  + Long.toString(random.nextLong() >>> 1, 36);
          case 1 -> "pam_unix(sshd:session): session opened for user " + user + " by (uid=0)";
          case 2 -> "pam_unix(sshd:session): session closed for user " + user;
          default -> "Received disconnect from " + source + " port " + port + ":11: bye";
        };
    return line(random, time, message);
  }

  @Override
  public String attack(SplittableRandom random, OffsetDateTime time, String source) {
    int port = port(random);
    String user = USERS.get(random.nextInt(USERS.size())) + random.nextInt(20);
    String message =
        switch (random.nextInt(3)) {
          case 0 -> "Invalid user " + user + " from " + source + " port " + port;
          case 1 ->
              "Failed password for invalid user "
                  + user
                  + " from "
                  + source
                  + " port "
                  + port
                  + " ssh2";
          default -> "Failed password for root from " + source + " port " + port + " ssh2";
        };
    return line(random, time, message);
  }

  private static int port(SplittableRandom random) {
    return 1024 + random.nextInt(60_000);
  }

  private static String line(SplittableRandom random, OffsetDateTime time, String message) {
    return TIME.format(time) + " host sshd[" + (1 + random.nextInt(60_000)) + "]: " + message;
  }
}
