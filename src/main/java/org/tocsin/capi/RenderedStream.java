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

/**
 * One stream as bytes, plain and gzip, ready to be sent to any number of clients. Kept outside the
 * heap, where the socket takes it from: copying it there for each request cost more than sending
 * it.
 */
final class RenderedStream {

  private static final JsonFactory JSON = new JsonFactory();

  private final ByteBuf plain;
  private final ByteBuf gzip;

  private RenderedStream(byte[] plain, byte[] gzip) {
    this.plain = offHeap(plain);
    this.gzip = offHeap(gzip);
  }

  /**
   * A buffer of the JDK, which the garbage collector frees when the last request that sends it has
   * ended.
   */
  private static ByteBuf offHeap(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(buffer.asReadOnlyBuffer()));
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
  static RenderedStream flat(Deliverable list) {
    return render(
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
  static RenderedStream grouped(Deliverable list) {
    Map<String, List<Deliverable.Entry>> byScenario = new LinkedHashMap<>();
    list.entries()
        .forEach(
            entry ->
                byScenario.computeIfAbsent(entry.scenario(), name -> new ArrayList<>()).add(entry));
    return render(
        json -> {
          json.writeArrayFieldStart("new");
          for (Map.Entry<String, List<Deliverable.Entry>> group : byScenario.entrySet()) {
            writeGroup(json, group.getKey(), group.getValue());
          }
          json.writeEndArray();
          writeWithdrawn(json, list.withdrawn());
          json.writeObjectFieldStart("links");
          json.writeArrayFieldStart("blocklists");
          json.writeEndArray();
          json.writeArrayFieldStart("allowlists");
          json.writeEndArray();
          json.writeEndObject();
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

  private static RenderedStream render(Body body) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try {
      try (JsonGenerator json = JSON.createGenerator(plain)) {
        json.writeStartObject();
        body.write(json);
        json.writeEndObject();
      }
      try (GZIPOutputStream gzip = new BestGzip(compressed)) {
        plain.writeTo(gzip);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return new RenderedStream(plain.toByteArray(), compressed.toByteArray());
  }

  /** Compressed once and sent many times. */
  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
