package org.tocsin.bench;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * Distinct public IPv4 addresses by number, in a scattered order. Each is written with exactly
 * fifteen characters, so that one can be stamped over another.
 */
final class PublicAddresses {

  static final int LENGTH = 15;

  // No special-purpose network begins with one of these.
  private static final int[] FIRST =
      IntStream.rangeClosed(101, 223)
          .filter(octet -> octet != 127 && octet != 169 && octet != 172)
          .filter(octet -> octet != 192 && octet != 198 && octet != 203)
          .toArray();
  private static final int LOWEST = 100;
  private static final int CHOICES = 156;
  private static final long SIZE = (long) FIRST.length * CHOICES * CHOICES * CHOICES;
  // Has no factor in common with SIZE, so multiplying visits every address once.
  private static final long STRIDE = 2_654_435_761L;

  private PublicAddresses() {}

  /** Writes the address of that number at the place. */
  static void write(long number, byte[] target, int place) {
    long scattered = Math.floorMod(number * STRIDE, SIZE);
    octet(FIRST[(int) (scattered % FIRST.length)], target, place);
    long rest = scattered / FIRST.length;
    for (int octet = 1; octet <= 3; octet++) {
      target[place + octet * 4 - 1] = '.';
      octet(LOWEST + (int) (rest % CHOICES), target, place + octet * 4);
      rest /= CHOICES;
    }
  }

  static String text(long number) {
    byte[] text = new byte[LENGTH];
    write(number, text, 0);
    return new String(text, StandardCharsets.US_ASCII);
  }

  private static void octet(int value, byte[] target, int place) {
    target[place] = (byte) ('0' + value / 100);
    target[place + 1] = (byte) ('0' + value / 10 % 10);
    target[place + 2] = (byte) ('0' + value % 10);
  }
}
