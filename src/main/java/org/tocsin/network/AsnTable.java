package org.tocsin.network;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.tocsin.address.Address;
import org.tocsin.address.Span;

/**
 * Which autonomous system announces which range. Of ranges inside each other the smallest counts.
 * Immutable and thread-safe; a look-up is a binary search.
 */
public final class AsnTable {

  /** Knows no range: every address is in system 0. */
  public static final AsnTable EMPTY = new AsnTable(0, AsnSegments.NONE, AsnSegments.NONE);

  private static final long MOST = 0xffffffffL;

  private final int ranges;
  private final AsnSegments ipv4;
  private final AsnSegments ipv6;

  AsnTable(int ranges, AsnSegments ipv4, AsnSegments ipv6) {
    this.ranges = ranges;
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  /**
   * Reads the public form: a range a line, {@code first TAB last TAB number TAB country TAB
   * description}, in any order, both families mixed or not. Country and description are not looked
   * at.
   *
   * @throws AsnTableRefused naming the first line that is wrong
   */
  public static AsnTable read(InputStream text) throws IOException, AsnTableRefused {
    return AsnTableReader.read(text);
  }

  /** Returns the number of the system that an address belongs to, 0 if unknown. */
  public long asn(Address address) {
    return (address.family() == Address.Family.IPV4 ? ipv4 : ipv6).asn(address);
  }

  /** Returns the addresses that belong to a system, in order and apart from each other. */
  public List<Span> spans(long asn) {
    if (asn <= 0 || asn > MOST) {
      return List.of();
    }
    return Stream.concat(
            ipv4.spans((int) asn, Address.Family.IPV4).stream(),
            ipv6.spans((int) asn, Address.Family.IPV6).stream())
        .toList();
  }

  /** Returns how many ranges were read. */
  public int ranges() {
    return ranges;
  }
}
