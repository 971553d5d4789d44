package org.tocsin.blocklist;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.tocsin.consumer.Cut;
import org.tocsin.format.ReleaseView;
import org.tocsin.publication.ReleaseHistory;
import org.tocsin.release.Head;
import org.tocsin.release.Packing;
import org.tocsin.release.Sha256;

/** One document written into a folder, under a name of its own, with its packed forms beside it. */
record RenderedFile(Path folder, Document document) {

  private static final String CACHING = "no-cache";

  /** Renders what a consumer gets of a release. */
  ServedFile write(Head head, Supplier<List<ReleaseHistory.Listing>> listings, Cut cut, Instant now)
      throws IOException {
    Files.createDirectories(folder);
    Path file = Files.createTempFile(folder, document.name() + ".", "");
    CutView view = CutView.of(head, listings.get(), cut);
    String digest = render(view.release(), file);
    packAll(file);
    return new ServedFile(
        file,
        digest,
        new ServedFile.About(
            document.contentType(),
            Optional.of(head.serial()),
            Optional.of(now),
            CACHING,
            view.left()));
  }

  private String render(ReleaseView view, Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (OutputStream out =
        new BufferedOutputStream(
            new DigestOutputStream(Files.newOutputStream(file), digest), 1 << 16)) {
      document.writer().write(view, out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** At the same time, since it is most of the work: all but one elsewhere, and that one here. */
  private static void packAll(Path file) {
    List<Packing> all = List.of(Packing.values());
    List<CompletableFuture<Void>> elsewhere =
        all.stream()
            .skip(1)
            .map(packing -> CompletableFuture.runAsync(() -> pack(packing, file)))
            .toList();
    pack(all.get(0), file);
    elsewhere.forEach(CompletableFuture::join);
  }

  private static void pack(Packing packing, Path file) {
    try {
      packing.pack(file, file.resolveSibling(file.getFileName() + packing.suffix()));
    } catch (IOException e) {
      throw new UncheckedIOException("a release could not be packed", e);
    }
  }
}
