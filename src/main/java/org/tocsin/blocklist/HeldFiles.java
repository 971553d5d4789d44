package org.tocsin.blocklist;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Files that never change while they are there. Those that are not large are held in memory for
 * some seconds, so that what many fetch is read once; that one is gone is noticed after these.
 */
@ApplicationScoped
class HeldFiles {

  private static final Duration HELD_FOR = Duration.ofSeconds(10);
  private static final int LARGE = 4 << 20;
  private static final long MOST_BYTES = 64 << 20;

  /**
   * A file that is there.
   *
   * @param size how many bytes it has
   * @param bytes what they are, unless they are too many
   */
  record Held(long size, Optional<ByteBuf> bytes) {

    /** Returns its bytes to be sent; each request reads with an index of its own. */
    Optional<Buffer> sendable() {
      return bytes.map(all -> BufferImpl.buffer(all.duplicate()));
    }

    private static int weight(Optional<Held> held) {
      return 1 + held.flatMap(Held::bytes).map(ByteBuf::readableBytes).orElse(0);
    }
  }

  private final AsyncLoadingCache<Path, Optional<Held>> held =
      Caffeine.newBuilder()
          .executor(Infrastructure.getDefaultWorkerPool())
          .expireAfterWrite(HELD_FOR)
          .maximumWeight(MOST_BYTES)
          .weigher((Path file, Optional<Held> one) -> Held.weight(one))
          .buildAsync(HeldFiles::read);

  /** Returns a file, empty if it is not there, which is not remembered. */
  CompletableFuture<Optional<Held>> of(Path file) {
    // A stage of its own, so that one client that goes away does not end the reading.
    return held.get(file)
        .thenApply(
            found -> {
              if (found.isEmpty()) {
                held.synchronous().invalidate(file);
              }
              return found;
            });
  }

  private static Optional<Held> read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      return Optional.of(
          new Held(size, size < LARGE ? Optional.of(read(channel, (int) size)) : Optional.empty()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be read", e);
    }
  }

  /** Kept outside the heap, where the socket takes it from, until nobody sends it any more. */
  private static ByteBuf read(FileChannel channel, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(size);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("it became shorter while it was read");
      }
    }
    return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes.flip().asReadOnlyBuffer()));
  }
}
