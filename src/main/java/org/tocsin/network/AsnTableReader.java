package org.tocsin.network;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tocsin.address.Address;

/**
 * Reads a table line by line, strictly and within bounds: a table that is only nearly understood
 * would count reporters of one network as reporters of two.
 */
final class AsnTableReader {

  private static final int LONGEST_LINE = 1_000;
  private static final int MOST_RANGES = 4_000_000;
  private static final int FIELDS = 5;
  private static final int SHOWN = 50;

  private final InputStream in;
  private final byte[] buffer = new byte[LONGEST_LINE];
  private final AsnRanges ipv4 = new AsnRanges();
  private final AsnRanges ipv6 = new AsnRanges();
  private int line;

  private AsnTableReader(InputStream in) {
    this.in = in;
  }

  static AsnTable read(InputStream text) throws IOException, AsnTableRefused {
    return new AsnTableReader(new BufferedInputStream(text, 1 << 16)).read();
  }

  private AsnTable read() throws IOException, AsnTableRefused {
    for (Optional<String> next = next(); next.isPresent(); next = next()) {
      if (line > MOST_RANGES) {
        throw refused("there are more than " + MOST_RANGES + " ranges");
      }
      add(next.get());
    }
    if (line == 0) {
      throw new AsnTableRefused(1, "the table is empty");
    }
    return new AsnTable(line, ipv4.segments(), ipv6.segments());
  }

  /** Returns the next line without its end; descriptions may be in any encoding. */
  private Optional<String> next() throws IOException, AsnTableRefused {
    int length = 0;
    int read = in.read();
    if (read < 0) {
      return Optional.empty();
    }
    line++;
    for (; read >= 0 && read != '\n'; read = in.read()) {
      if (length == LONGEST_LINE) {
        throw refused("the line is longer than " + LONGEST_LINE + " bytes");
      }
      buffer[length++] = (byte) read;
    }
    return Optional.of(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
  }

  private void add(String text) throws AsnTableRefused {
    String[] fields = text.split("\t", FIELDS);
    if (fields.length < FIELDS) {
      throw refused("expected " + FIELDS + " fields with tabs between them");
    }
    Address first = address(fields[0]);
    Address last = address(fields[1]);
    if (first.family() != last.family()) {
      throw refused("the range begins in one family and ends in the other");
    }
    if (first.compareTo(last) > 0) {
      throw refused("the range ends before it begins");
    }
    AsnRanges ranges = first.family() == Address.Family.IPV4 ? ipv4 : ipv6;
    ranges.add(first, last, asn(fields[2]), line);
  }

  private Address address(String text) throws AsnTableRefused {
    Optional<Address> address = text.indexOf('%') < 0 ? Address.parse(text) : Optional.empty();
    if (address.isEmpty()) {
      throw refused("not an IP address: " + shown(text));
    }
    return address.get();
  }

  private int asn(String text) throws AsnTableRefused {
    try {
      if (!text.isEmpty() && Character.digit(text.charAt(0), 10) >= 0) {
        return Integer.parseUnsignedInt(text);
      }
    } catch (NumberFormatException e) {
      // Said below, in words.
    }
    throw refused("not the number of an autonomous system: " + shown(text));
  }

  /** What a file holds may be anything; only a little of it, and only what is plain text. */
  private static String shown(String text) {
    String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
    return "\"" + plain.substring(0, Math.min(plain.length(), SHOWN)) + "\"";
  }

  private AsnTableRefused refused(String problem) {
    return new AsnTableRefused(line, problem);
  }
}
