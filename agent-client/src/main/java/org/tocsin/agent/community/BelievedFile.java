package org.tocsin.agent.community;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.tocsin.agent.verification.Believed;
import org.tocsin.agent.verification.ListHead.Release;
import org.tocsin.agent.verification.LogMemory;

/**
 * What was believed last of one server and of its log, apart from the list, so that nobody can lead
 * back behind it when the list's own files are damaged. Damage of this one is an error, not a new
 * start. The agent's count of lists is in it too, and goes on whatever the server.
 */
final class BelievedFile {
  static final String NAME = "believed.json";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final StateFiles files;
  private final ServerUrl server;

  BelievedFile(StateFiles files, ServerUrl server) {
    this.files = files;
    this.server = server;
  }

  /** What is remembered, without a list. */
  Held read() throws IOException {
    Optional<byte[]> text = files.read(NAME);
    if (text.isEmpty()) {
      return Held.NOTHING;
    }
    try {
      return held(JSON.readTree(text.get()));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      throw new IOException(
          NAME
              + ", what was believed of the community's list last, is damaged ("
              + Words.of(e)
              + "); put it back, or delete it, and an older release than that may be believed",
          e);
    }
  }

  private Held held(JsonNode node) throws IOException {
    JsonNode version = node.path("version");
    JsonNode serial = node.path("serial");
    String setSha256 = node.path("setSha256").asText();
    if (!version.canConvertToLong()
        || !serial.canConvertToLong()
        || !node.path("server").isTextual()
        || !SHA256.matcher(setSha256).matches()) {
      throw new IOException("something is missing");
    }
    UUID session = UUID.fromString(node.path("session").asText());
    Instant issuedAt = Instant.parse(node.path("issuedAt").asText());
    Optional<LogMemory> log = log(node.path("log"));
    if (!node.path("server").asText().equals(server.toString())) {
      return Held.NOTHING.counting(version.longValue());
    }
    Believed last = new Believed(new Release(session, serial.longValue(), setSha256), issuedAt);
    return new Held(
        Optional.empty(), Optional.of(last), log, Optional.empty(), version.longValue());
  }

  private static Optional<LogMemory> log(JsonNode node) throws JsonProcessingException {
    return node.isNull() || node.isMissingNode()
        ? Optional.empty()
        : Optional.of(JSON.treeToValue(node, LogMemory.class));
  }

  void write(Held held) throws IOException {
    Believed last = held.believed().orElseThrow();
    ObjectNode node = JSON.createObjectNode();
    node.put("server", server.toString());
    node.put("version", held.version());
    node.put("session", last.release().session().toString());
    node.put("serial", last.release().serial());
    node.put("setSha256", last.release().setSha256());
    node.put("issuedAt", last.issuedAt().toString());
    held.log().ifPresent(log -> node.set("log", JSON.valueToTree(log)));
    byte[] text = JSON.writeValueAsBytes(node);
    files.write(NAME, out -> out.write(text));
  }
}
