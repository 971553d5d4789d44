package org.tocsin.blocklist;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.tocsin.format.Format;
import org.tocsin.format.MispFeed;
import org.tocsin.format.ReleaseView;

/**
 * One rendering of a release that is offered.
 *
 * @param name what its file is called
 * @param contentType what it is
 * @param writer how it is rendered
 */
record Document(String name, String contentType, Writer writer) {

  /** Renders a release. */
  interface Writer {
    void write(ReleaseView release, OutputStream out) throws IOException;
  }

  /** Documents are the same if they are called the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Document document && name.equals(document.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** One address a line and nothing else: the same bytes of the same type under several names. */
  private static final Set<Format> SAME =
      EnumSet.of(Format.PLAIN, Format.PF, Format.HAPROXY, Format.FORTINET, Format.PALOALTO);

  private static final Set<Format> LINES =
      EnumSet.of(Format.PLAIN, Format.FORTINET, Format.PALOALTO);

  /**
   * Returns the document that is the newest release in a format.
   *
   * @param aggregated whether plain lists of addresses are to be as short as prefixes make them
   */
  static Optional<Document> inFormat(String path, boolean aggregated) {
    return Format.ofPath(path)
        .map(format -> aggregated && LINES.contains(format) ? Format.CIDR : format)
        .map(format -> SAME.contains(format) ? Format.PLAIN : format)
        .map(format -> new Document(format.fileName(), format.contentType(), format::write));
  }

  /**
   * Returns a file of the MISP feed; what is none of the others is the event, if it is called so.
   */
  static Optional<Document> ofMispFeed(String file, String session) {
    return switch (file) {
      case "manifest.json" ->
          Optional.of(
              new Document("misp-manifest.json", "application/json", MispFeed::writeManifest));
      case "hashes.csv" ->
          Optional.of(
              new Document("misp-hashes.csv", "text/csv; charset=utf-8", MispFeed::writeHashes));
      default ->
          file.equals(MispFeed.eventFileName(session))
              ? inFormat(Format.MISP.path(), false)
              : Optional.empty();
    };
  }
}
