package org.tocsin.agent.address;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tocsin.agent.address.Address.Family;

/**
 * Reads canonical text and nothing else: each value in its one spelling, each after the one before
 * it, every line with its end.
 */
public final class CanonicalText {
  private static final int LONGEST_LINE = 64;

  private final byte[] text;
  private final Builder into = new Builder();
  private int line;
  private boolean any;
  private Prefix last = new Prefix(new Address(Family.IPV4, 0, 0), 0);
  private long lastSingle = -1;

  private CanonicalText(byte[] text, int line) {
    this.text = text;
    this.line = line;
  }

  /** Where text is not canonical, and why. */
  public static final class NotCanonical extends Exception {
    private final int line;
    private final String why;

    NotCanonical(int line, String why) {
      super("line " + line + " " + why);
      this.line = line;
      this.why = why;
    }

    /** What is wrong with it. */
    public String why() {
      return why;
    }

    /** Which line, the first being 1. */
    public int line() {
      return line;
    }
  }

  /** A part of a text, in which every line begins with a mark. */
  public record Part(int from, int to, int firstLine, String mark) {}

  /** Reads a whole text. */
  public static AddressSet read(byte[] text) throws NotCanonical {
    return read(text, new Part(0, text.length, 1, ""));
  }

  /** Reads a part of a text. */
  public static AddressSet read(byte[] text, Part part) throws NotCanonical {
    CanonicalText reading = new CanonicalText(text, part.firstLine());
    int at = part.from();
    while (at < part.to()) {
      at = reading.line(at, part);
      reading.line++;
    }
    return reading.into.build();
  }

  private int line(int from, Part part) throws NotCanonical {
    int end = from;
    while (end < part.to() && text[end] != '\n') {
      end++;
    }
    if (end == part.to()) {
      throw new NotCanonical(line, "the line has no end");
    }
    int begin = from + part.mark().length();
    if (begin > end || !part.mark().equals(ascii(from, begin))) {
      throw new NotCanonical(line, "does not begin with '" + part.mark() + "'");
    }
    if (end - begin > LONGEST_LINE) {
      throw new NotCanonical(line, "is too long for an address");
    }
    long single = single(begin, end);
    if (single >= 0) {
      takeSingle(single);
    } else {
      take(range(ascii(begin, end)));
    }
    return end + 1;
  }

  private String ascii(int from, int to) {
    return from == to ? "" : new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private void takeSingle(long bits) throws NotCanonical {
    boolean after =
        lastSingle >= 0
            ? bits > lastSingle
            : !any || (last.network().family() == Family.IPV4 && bits >= last.network().low());
    if (!after) {
      throw new NotCanonical(line, "is not after the line before it");
    }
    any = true;
    lastSingle = bits;
    into.addSingle(bits);
  }

  private void take(Prefix value) throws NotCanonical {
    Prefix before =
        lastSingle >= 0
            ? new Prefix(new Address(Family.IPV4, 0, lastSingle), Family.IPV4.bits())
            : last;
    if (any && Builder.ORDER.compare(before, value) >= 0) {
      throw new NotCanonical(line, "is not after the line before it");
    }
    any = true;
    lastSingle = -1;
    last = value;
    into.add(value);
  }

  private Prefix range(String value) throws NotCanonical {
    Optional<Prefix> read =
        value.indexOf('/') >= 0
            ? Prefix.parse(value)
            : Address.parse(value).map(one -> Prefix.around(one, one.family().bits()));
    return read.filter(one -> one.canonical().equals(value))
        .orElseThrow(() -> new NotCanonical(line, "is no address or range in canonical text"));
  }

  /** The bits of a single IPv4 address in canonical text, or -1 for anything else. */
  private long single(int from, int to) {
    long bits = 0;
    int dots = 0;
    int octet = -1;
    for (int i = from; i < to; i++) {
      int sign = text[i];
      if (sign == '.') {
        if (octet < 0 || ++dots > 3) {
          return -1;
        }
        bits = bits << 8 | octet;
        octet = -1;
      } else if (sign < '0' || sign > '9' || octet == 0 || octet > 25) {
        return -1;
      } else {
        octet = Math.max(octet, 0) * 10 + sign - '0';
        if (octet > 255) {
          return -1;
        }
      }
    }
    return dots == 3 && octet >= 0 ? bits << 8 | octet : -1;
  }
}
