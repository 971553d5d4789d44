package org.tocsin.agent.bench;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Makes a log of one kind, with a share of lines that are attacks. */
public final class LogMaker {
  /** What kinds of logs it makes. */
  public enum Kind {
    NGINX("nginx"),
    SSHD("syslog");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /** What rules call such a log. */
    String type() {
      return type;
    }

    /** The collection of the hub for it. */
    String collection() {
      return "crowdsecurity/" + word();
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static final double ATTACKS = 0.05;
  private static final double LINES_PER_SECOND = 50;
  private static final int VISITORS = 20_000;
  private static final int ATTACKERS = 200;

  private final SplittableRandom random;
  private final LineWriter writer;
  private OffsetDateTime time = OffsetDateTime.of(2026, 3, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  /** Writes the two kinds of lines of a log. */
  interface LineWriter {
    String harmless(SplittableRandom random, OffsetDateTime time, String source);

    String attack(SplittableRandom random, OffsetDateTime time, String source);
  }

  public LogMaker(Kind kind, long seed) {
    this.random = new SplittableRandom(seed);
    this.writer = kind == Kind.NGINX ? new NginxLines() : new SshdLines();
  }

  /** Makes so many lines, one after another. */
  public void make(int lines, Consumer<String> out) {
    for (int i = 0; i < lines; i++) {
      time = time.plusNanos((long) (random.nextDouble() * 2e9 / LINES_PER_SECOND));
      boolean attack = random.nextDouble() < ATTACKS;
      out.accept(
          attack
              ? writer.attack(random, time, attacker())
              : writer.harmless(random, time, visitor()));
    }
  }

  /** Few attackers are at work at a time, and each for a while. */
  private String attacker() {
    long shift = time.toEpochSecond() / 60;
    return address(203, (int) ((shift + random.nextInt(3)) % ATTACKERS));
  }

  private String visitor() {
    return address(10 + random.nextInt(80), random.nextInt(VISITORS));
  }

  private static String address(int first, int number) {
    return first + "." + (number >> 14 & 255) + "." + (number >> 7 & 127) + "." + (number & 127);
  }
}
