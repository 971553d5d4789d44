package org.tocsin.agent.address;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.tocsin.agent.address.Address.Family;

/**
 * A set of addresses and ranges, immutable and compact: four bytes for a single IPv4 address, 24
 * for anything else. It has one canonical order (IPv4 first, numeric, the longer range last) and so
 * one canonical text. A range and the addresses in it are values of their own.
 */
public final class AddressSet {
  private static final AddressSet EMPTY =
      new AddressSet(Singles.NONE, Rows.none(Family.IPV4), Rows.none(Family.IPV6));

  private final Singles singles;
  private final Rows ranges;
  private final Rows sixes;

  private AddressSet(Singles singles, Rows ranges, Rows sixes) {
    this.singles = singles;
    this.ranges = ranges;
    this.sixes = sixes;
  }

  /** The set of nothing. */
  public static AddressSet empty() {
    return EMPTY;
  }

  /** A set of values in any order; what occurs twice is in it once. */
  public static AddressSet of(Collection<Prefix> values) {
    TreeSet<Prefix> sorted = new TreeSet<>(Builder.ORDER);
    sorted.addAll(values);
    Builder builder = new Builder();
    sorted.forEach(builder::add);
    return builder.build();
  }

  /** Whether the address, or a range around it, is in the set. */
  public boolean contains(Address address) {
    return address.family() == Family.IPV4
        ? singles.has(address.low()) || ranges.cover(address)
        : sixes.cover(address);
  }

  /** Whether exactly this range, or this single address, is a value of the set. */
  public boolean has(Prefix value) {
    if (value.network().family() == Family.IPV6) {
      return sixes.has(value);
    }
    return value.length() == Family.IPV4.bits()
        ? singles.has(value.network().low())
        : ranges.has(value);
  }

  /** How many values there are. */
  public int size() {
    return count(Family.IPV4) + count(Family.IPV6);
  }

  /** How many values of a family there are. */
  public int count(Family family) {
    return family == Family.IPV4 ? singles.size() + ranges.size() : sixes.size();
  }

  /** What is in either set. */
  public AddressSet plus(AddressSet more) {
    return new AddressSet(
        singles.plus(more.singles), ranges.plus(more.ranges), sixes.plus(more.sixes));
  }

  /** What is in this set and is no value of the other. */
  public AddressSet minus(AddressSet less) {
    return new AddressSet(
        singles.minus(less.singles), ranges.minus(less.ranges), sixes.minus(less.sixes));
  }

  /** Hands out every value in canonical order, a single address as a range of its own. */
  public void forEach(Consumer<Prefix> values) {
    int range = 0;
    for (int i = 0; i < singles.size(); i++) {
      long bits = singles.at(i);
      while (range < ranges.size() && ranges.low(range) <= bits) {
        values.accept(ranges.at(range++));
      }
      values.accept(new Prefix(new Address(Family.IPV4, 0, bits), Family.IPV4.bits()));
    }
    while (range < ranges.size()) {
      values.accept(ranges.at(range++));
    }
    for (int i = 0; i < sixes.size(); i++) {
      values.accept(sixes.at(i));
    }
  }

  /** Writes the canonical text: a value a line, a single address without a length. */
  public void writeTo(OutputStream out) throws IOException {
    SetText text = new SetText(out);
    int range = 0;
    for (int i = 0; i < singles.size(); i++) {
      long bits = singles.at(i);
      while (range < ranges.size() && ranges.low(range) <= bits) {
        text.line(ranges.at(range++));
      }
      text.line(bits);
    }
    while (range < ranges.size()) {
      text.line(ranges.at(range++));
    }
    for (int i = 0; i < sixes.size(); i++) {
      text.line(sixes.at(i));
    }
    text.flush();
  }

  /** SHA-256 over the canonical text, in hex. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written anywhere", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressSet set && set.size() == size() && set.minus(this).size() == 0;
  }

  @Override
  public int hashCode() {
    return size();
  }

  @Override
  public String toString() {
    return "AddressSet[" + size() + "]";
  }

  static AddressSet of(Singles singles, Rows ranges, Rows sixes) {
    return new AddressSet(singles, ranges, sixes);
  }
}
