package org.tocsin.blocklist;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tocsin.consumer.Cut;
import org.tocsin.format.Format;
import org.tocsin.publication.ReleaseHistory;
import org.tocsin.release.Head;

/** Writes every document of a release as the server does, without a server around it. */
public final class DocumentWriting {

  private final Supplier<List<ReleaseHistory.Listing>> listings;
  private final KeptListings kept = new KeptListings();
  private final Path folder;
  private final InstantSource clock;
  private final Map<Document, Path> written = new HashMap<>();

  /** Writes listings of one release into a folder. */
  public DocumentWriting(
      Supplier<List<ReleaseHistory.Listing>> listings, Path folder, InstantSource clock) {
    this.listings = listings;
    this.folder = folder;
    this.clock = clock;
  }

  /** Returns what the documents are called: a path below {@code latest/} or of the MISP feed. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    Stream.of(Format.values()).map(Format::path).forEach(names::add);
    names.add("manifest.json");
    names.add("hashes.csv");
    return names;
  }

  /**
   * Renders and packs one, unless it is the same as one before, and returns where it is plain;
   * packed it lies beside that.
   */
  public Path write(String name, Head head) throws IOException {
    Document document =
        Document.inFormat(name, false)
            .or(() -> Document.ofMispFeed(name, head.session().toString()))
            .orElseThrow(() -> new IllegalArgumentException("no document is called " + name));
    Optional<Path> known = Optional.ofNullable(written.get(document));
    if (known.isPresent()) {
      return known.get();
    }
    Path plain =
        new RenderedFile(folder, document)
            .write(head, () -> kept.of(head, listings), Cut.ALL, clock.instant())
            .plain()
            .file();
    written.put(document, plain);
    return plain;
  }
}
