package org.tocsin.agent.community;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.tocsin.agent.verification.ListRefused;
import org.tocsin.agent.verification.TrustedKeys;

/**
 * The keys that are trusted, in the state folder: pinned when the agent enrols or first pulls, from
 * then on changed by signed heads alone. They are those of one server; another server's are none.
 */
final class KeyFile {
  static final String NAME = "keys.json";
  private static final String SERVER = "server";

  private final ObjectMapper json = new ObjectMapper();
  private final StateFiles files;
  private final ServerUrl server;

  KeyFile(StateFiles files, ServerUrl server) {
    this.files = files;
    this.server = server;
  }

  /**
   * Empty when no key of this server was pinned yet; damaged keys are an error, not a new start.
   */
  Optional<TrustedKeys> read() throws IOException {
    Optional<byte[]> text = files.read(NAME);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    JsonNode set = tree(text.get());
    if (!set.path(SERVER).asText().equals(server.toString())) {
      return Optional.empty();
    }
    try {
      return Optional.of(TrustedKeys.read(text.get()));
    } catch (ListRefused refused) {
      throw new IOException(NAME + " is damaged: " + refused.getMessage(), refused);
    }
  }

  private JsonNode tree(byte[] text) throws IOException {
    try {
      JsonNode set = json.readTree(text);
      if (set.has(SERVER)) {
        return set;
      }
    } catch (JsonProcessingException e) {
      throw new IOException(NAME + " is damaged: it is not JSON", e);
    }
    throw new IOException(NAME + " is damaged: it names no server");
  }

  void write(TrustedKeys keys) throws IOException {
    ObjectNode set = (ObjectNode) json.readTree(keys.jwkSet());
    set.put(SERVER, server.toString());
    byte[] bytes = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(set);
    files.write(NAME, out -> out.write(bytes));
  }
}
