package org.tocsin.agent.hub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A hub in a folder that a test fills, with an index. */
public final class SmallSource {
  private final Path root;
  private final ObjectNode index = JsonMapper.builder().build().createObjectNode();

  public SmallSource(Path root) {
    this.root = root;
    for (Kind kind : Kind.values()) {
      index.putObject(kind.folder());
    }
    offer(Kind.PARSERS, "parsers/s01-parse/me/door.yaml", "me/door", parser(1));
    offer(Kind.SCENARIOS, "scenarios/me/knock.yaml", "me/knock", scenario("me/knock"));
    offer(Kind.SCENARIOS, "scenarios/me/ring.yaml", "me/ring", scenario("me/ring"));
    offer(
        Kind.POSTOVERFLOWS,
        "postoverflows/s01-whitelist/me/friends.yaml",
        "me/friends",
        "name: me/friends\nwhitelist: {reason: a friend, ip: [192.0.2.9]}\n");
    offer(Kind.CONTEXTS, "contexts/me/more.yaml", "me/more", "context: {user: [evt.Meta.user]}\n");
    collection(
        "me/inner", Map.of(Kind.SCENARIOS, List.of("me/ring"), Kind.CONTEXTS, List.of("me/more")));
    collection(
        "me/house",
        Map.of(
            Kind.PARSERS,
            List.of("me/door"),
            Kind.SCENARIOS,
            List.of("me/knock"),
            Kind.POSTOVERFLOWS,
            List.of("me/friends"),
            Kind.COLLECTIONS,
            List.of("me/inner")));
  }

  static String parser(int version) {
    return "# "
        + version
        + "\nname: me/door\nfilter: evt.Parsed.program == 'door'\nonsuccess: next_stage\n"
        + "statics: [{meta: log_type, value: knock}]\n";
  }

  private static String scenario(String name) {
    return "type: trigger\nname: " + name + "\ndescription: d\nfilter: 1 == 2\n";
  }

  public void collection(String name, Map<Kind, List<String>> members) {
    StringBuilder text = new StringBuilder("name: " + name + "\ndescription: some rules\n");
    members.forEach(
        (kind, names) -> text.append(kind.folder() + ": [" + String.join(", ", names) + "]\n"));
    offer(Kind.COLLECTIONS, "collections/" + name + ".yaml", name, text.toString());
    ObjectNode entry = entry(Kind.COLLECTIONS, name);
    members.forEach((kind, names) -> names.forEach(entry.withArray(kind.folder())::add));
    save();
  }

  /** Offers a text as the newest version of a rule. */
  public void offer(Kind kind, String path, String name, String text) {
    write(root.resolve(path), text);
    ObjectNode entry = index.withObject("/" + kind.folder()).withObject(pointer(name));
    ObjectNode versions = entry.withObject("/versions");
    String version = "0." + (versions.size() + 1);
    entry.put("path", path).put("version", version).put("description", "what " + name + " does");
    versions.putObject(version).put("digest", Digest.of(text.getBytes(StandardCharsets.UTF_8)));
    save();
  }

  public ObjectNode entry(Kind kind, String name) {
    return index.withObject("/" + kind.folder()).withObject(pointer(name));
  }

  private static String pointer(String name) {
    return "/" + name.replace("/", "~1");
  }

  public void save() {
    write(root.resolve(".index.json"), index.toString());
  }

  public String index() {
    return index.toString();
  }

  public Path root() {
    return root;
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
