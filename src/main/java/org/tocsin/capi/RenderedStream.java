package org.tocsin.capi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.tocsin.address.Address;
import org.tocsin.distribution.Deliverable;

/** One stream as bytes, plain and gzip, ready to be sent to any number of clients. */
final class RenderedStream {

  private static final JsonFactory JSON = new JsonFactory();

  private final ByteBuf plain;
  private final ByteBuf gzip;

  private RenderedStream(ByteBuf plain, ByteBuf gzip) {
    this.plain = plain;
    this.gzip = gzip;
  }

  /** Who a rendering is for, which decides what it may cost. */
  enum Audience {
    /**
     * Compressed as well as can be and kept outside the heap, where the socket takes it from:
     * copying it there for each request cost more than sending it.
     */
    EVERYBODY(Deflater.BEST_COMPRESSION),
    /** Sent to few and forgotten soon, so made quickly and kept where it is collected quickly. */
    ONE_ORGANISATION(Deflater.BEST_SPEED);

    private final int level;

    Audience(int level) {
      this.level = level;
    }
  }

  /**
   * A buffer of the JDK, which the garbage collector frees when the last request that sends it has
   * ended.
   */
  private static ByteBuf offHeap(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(buffer.asReadOnlyBuffer()));
  }

  private static ByteBuf onHeap(byte[] bytes) {
    return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes).asReadOnly());
  }

  /** Returns how much memory this takes. */
  int bytes() {
    return plain.readableBytes() + gzip.readableBytes();
  }

  /** Returns the JSON. */
  Buffer plain() {
    return sendable(plain);
  }

  /** Returns the JSON, compressed. */
  Buffer gzip() {
    return sendable(gzip);
  }

  /** Each request reads with an index of its own. */
  private static Buffer sendable(ByteBuf bytes) {
    return BufferImpl.buffer(bytes.duplicate());
  }

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** The flat shape of v2: every one of the six fields, or the engine dies. */
  static RenderedStream flat(Deliverable list, Audience audience) {
    return render(
        audience,
        json -> {
          json.writeArrayFieldStart("new");
          for (Deliverable.Entry entry : list.entries()) {
            flatDecision(json, entry.address(), entry.scenario(), GoDuration.of(entry.remaining()));
          }
          json.writeEndArray();
          json.writeArrayFieldStart("deleted");
          for (Address address : list.withdrawn()) {
            flatDecision(json, address, "", "0h0m0s");
          }
          json.writeEndArray();
        });
  }

  private static void flatDecision(
      JsonGenerator json, Address address, String scenario, String duration) throws IOException {
    json.writeStartObject();
    json.writeStringField("duration", duration);
    json.writeStringField("origin", "CAPI");
    json.writeStringField("scenario", scenario);
    json.writeStringField("scope", "ip");
    json.writeStringField("type", "ban");
    json.writeStringField("value", address.toString());
    json.writeEndObject();
  }

  /**
   * The grouped shape of v3. A group is there only if it has a decision: engines take its first one
   * unseen.
   */
  static RenderedStream grouped(Deliverable list, Links links, Audience audience) {
    Map<String, List<Deliverable.Entry>> byScenario = new LinkedHashMap<>();
    list.entries()
        .forEach(
            entry ->
                byScenario.computeIfAbsent(entry.scenario(), name -> new ArrayList<>()).add(entry));
    return render(
        audience,
        json -> {
          json.writeArrayFieldStart("new");
          for (Map.Entry<String, List<Deliverable.Entry>> group : byScenario.entrySet()) {
            writeGroup(json, group.getKey(), group.getValue());
          }
          json.writeEndArray();
          writeWithdrawn(json, list.withdrawn());
          links.write(json);
        });
  }

  private static void writeGroup(
      JsonGenerator json, String scenario, List<Deliverable.Entry> entries) throws IOException {
    json.writeStartObject();
    json.writeStringField("scenario", scenario);
    json.writeStringField("scope", "ip");
    json.writeArrayFieldStart("decisions");
    for (Deliverable.Entry entry : entries) {
      json.writeStartObject();
      json.writeStringField("value", entry.address().toString());
      json.writeStringField("duration", GoDuration.of(entry.remaining()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeWithdrawn(JsonGenerator json, List<Address> withdrawn)
      throws IOException {
    json.writeArrayFieldStart("deleted");
    if (!withdrawn.isEmpty()) {
      json.writeStartObject();
      json.writeStringField("scope", "ip");
      json.writeArrayFieldStart("decisions");
      for (Address address : withdrawn) {
        json.writeString(address.toString());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static RenderedStream render(Audience audience, Body body) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try {
      try (JsonGenerator json = JSON.createGenerator(plain)) {
        json.writeStartObject();
        body.write(json);
        json.writeEndObject();
      }
      try (GZIPOutputStream gzip = new LevelledGzip(compressed, audience.level)) {
        plain.writeTo(gzip);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    byte[] bytes = plain.toByteArray();
    byte[] gzip = compressed.toByteArray();
    return audience == Audience.EVERYBODY
        ? new RenderedStream(offHeap(bytes), offHeap(gzip))
        : new RenderedStream(onHeap(bytes), onHeap(gzip));
  }

  private static final class LevelledGzip extends GZIPOutputStream {
    LevelledGzip(ByteArrayOutputStream out, int level) throws IOException {
      super(out);
      def.setLevel(level);
    }
  }
}
