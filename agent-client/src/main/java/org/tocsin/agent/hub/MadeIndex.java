package org.tocsin.agent.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.rule.Section;

/** An index of rules that come without one. What they hold is the only version there is of them. */
final class MadeIndex {
  private static final int SHORT = 8;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private MadeIndex() {}

  /** The index of these files by their paths. */
  static byte[] of(Map<RulePath, byte[]> files) {
    ObjectNode index = JSON.createObjectNode();
    for (Kind kind : Kind.values()) {
      index.putObject(kind.folder());
    }
    files.forEach(
        (path, content) ->
            index.withObject("/" + path.kind().folder()).set(path.name(), item(path, content)));
    try {
      return JSON.writeValueAsBytes(index);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and lists are always JSON", e);
    }
  }

  private static ObjectNode item(RulePath path, byte[] content) {
    String digest = Digest.of(content);
    String version = digest.substring(0, SHORT);
    ObjectNode item = JSON.createObjectNode();
    item.put("path", path.text());
    item.put("version", version);
    item.putObject("versions").putObject(version).put("digest", digest);
    String text = new String(content, StandardCharsets.UTF_8);
    for (Section document : new RuleFile(path.text(), text).documents()) {
      document.text("description").ifPresent(said -> item.put("description", said));
      if (path.kind() == Kind.COLLECTIONS) {
        for (Kind kind : Kind.values()) {
          ArrayNode members = item.withArray(kind.folder());
          document.texts(kind.folder()).forEach(members::add);
        }
      }
    }
    return item;
  }
}
