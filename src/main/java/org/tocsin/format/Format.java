package org.tocsin.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** Every format a release is offered in. Lines end with a line feed, the last one too. */
public enum Format {
  /**
   * The canonical text: one address a line and nothing else, not even a comment. For everything
   * that reads a list of addresses; the set's hash is taken over these bytes.
   */
  PLAIN("plain", Type.TEXT, "tocsin.txt"),

  /**
   * The same set in the fewest prefixes, for devices that count entries. A single address stands
   * without a length.
   */
  CIDR("cidr", Type.TEXT, "tocsin-cidr.txt"),

  /**
   * {@code address,scenario,since,expires_at} under a header line, quoted as RFC 4180 says, for
   * spreadsheets and log management. A field that would start a formula has an apostrophe before
   * it.
   */
  CSV("csv", "text/csv; charset=utf-8", "tocsin.csv"),

  /**
   * One object: {@code session}, {@code serial}, {@code issuedAt}, {@code count} by family, and
   * {@code entries} of {@code address}, {@code scenario}, {@code since}, {@code expiresAt}.
   */
  JSON("json", Type.JSON, "tocsin.json"),

  /** The entries of {@link #JSON}, an object a line, for log pipelines. */
  NDJSON("ndjson", "application/x-ndjson", "tocsin.ndjson"),

  /**
   * Input of {@code ipset restore}: the sets {@code tocsin4} and {@code tocsin6} of type {@code
   * hash:ip}, filled aside and swapped in. May be run again at any time.
   */
  IPSET("ipset", Type.TEXT, "tocsin.ipset"),

  /**
   * Input of {@code nft -f}: the interval sets {@code v4} and {@code v6} of the table {@code inet
   * tocsin}, replaced in one transaction. The operator's own chains in that table use them as
   * {@code @v4} and {@code @v6}.
   */
  NFTABLES("nftables", Type.TEXT, "tocsin.nft"),

  /**
   * A table file of BSD's packet filter, for {@code pfctl -t tocsin -T replace -f}. Large lists
   * need {@code set limit table-entries}.
   */
  PF("pf", Type.TEXT, "tocsin.pf"),

  /**
   * A script for RouterOS's {@code /import}: empties the address list {@code tocsin} of both
   * families and adds every address with the time that was left to it when the release was made.
   * Holds no text but constants, addresses and numbers.
   */
  MIKROTIK("mikrotik", Type.TEXT, "tocsin.rsc"),

  /**
   * One address a line, for HAProxy's {@code acl listed src -f} and, as keys with empty values,
   * {@code map_ip}.
   */
  HAPROXY("haproxy", Type.TEXT, "tocsin.acl"),

  /** Lines {@code ADDRESS 1;} to be included in a {@code geo} block of nginx. */
  NGINX("nginx", Type.TEXT, "tocsin.geo"),

  /**
   * A reputation file of Suricata, {@code ip,category,score}: category 1 with the highest score,
   * 127. The line that goes with it in the categories file is {@code 1,tocsin,Addresses listed by
   * Tocsin}.
   */
  SURICATA("suricata", Type.TEXT, "tocsin.list"),

  /**
   * One address a line, for a FortiGate's external resource of type address. Older devices read
   * 131,072 lines or 10 MB and ignore the rest; {@link #CIDR} is readable there too and shorter.
   */
  FORTINET("fortinet", Type.TEXT, "tocsin-fortinet.txt"),

  /**
   * One address a line, for a PAN-OS external dynamic list of type IP. Models hold 50,000 to
   * 150,000 entries; {@link #CIDR} is readable there too and shorter.
   */
  PALOALTO("paloalto", Type.TEXT, "tocsin-paloalto.txt"),

  /**
   * One MISP event with an {@code ip-src} attribute for each address. {@link MispFeed} makes the
   * feed folder around it.
   */
  MISP("misp", Type.JSON, "tocsin-misp.json"),

  /** One STIX 2.1 bundle with an indicator for each address, for threat intelligence platforms. */
  STIX("stix", "application/stix+json;version=2.1", "tocsin-stix.json");

  /** What several formats share. */
  private static final class Type {
    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";
  }

  private final String path;
  private final String contentType;
  private final String fileName;

  Format(String path, String contentType, String fileName) {
    this.path = path;
    this.contentType = contentType;
    this.fileName = fileName;
  }

  /** Returns the format of this path segment, if there is one. */
  public static Optional<Format> ofPath(String path) {
    return Stream.of(values()).filter(format -> format.path.equals(path)).findFirst();
  }

  /** Returns the path segment that names the format. */
  public String path() {
    return path;
  }

  /** Returns the media type, with the character set where it is text. */
  public String contentType() {
    return contentType;
  }

  /** Returns the name to keep a download under. */
  public String fileName() {
    return fileName;
  }

  /** Writes the release, flushes the stream and leaves it open. */
  public void write(ReleaseView release, OutputStream out) throws IOException {
    rendering().write(release, out);
  }

  private Rendering rendering() {
    return switch (this) {
      case PLAIN, PF, HAPROXY, FORTINET, PALOALTO -> AddressLines.each("\n");
      case CIDR -> AddressLines.aggregated();
      case NGINX -> AddressLines.each(" 1;\n");
      case SURICATA -> AddressLines.each(",1,127\n");
      case CSV -> text(CsvRows::write);
      case IPSET -> text(IpsetScript::write);
      case NFTABLES -> text(NftablesFile::write);
      case MIKROTIK -> text(RouterOsScript::write);
      case JSON -> JsonText::object;
      case NDJSON -> JsonText::objects;
      case MISP -> MispEvent::write;
      case STIX -> StixBundle::write;
    };
  }

  private static Rendering text(TextRendering rendering) {
    return rendering.encoded();
  }
}
