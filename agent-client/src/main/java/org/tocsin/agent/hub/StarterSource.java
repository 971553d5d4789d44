package org.tocsin.agent.hub;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tocsin.agent.rule.DataDeclaration;

/** The rules that come with the program, as a source among others. None of them has data files. */
record StarterSource(StarterRules rules) implements HubSource {
  @Override
  public String name() {
    return "tocsin";
  }

  @Override
  public byte[] index() {
    Map<RulePath, byte[]> files = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      for (HubItem item : rules.items(kind)) {
        RulePath path = RulePath.parse(item.path().toString()).orElseThrow();
        files.put(path, bytes(item));
      }
    }
    return MadeIndex.of(files);
  }

  private static byte[] bytes(HubItem item) {
    return item.file().text().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<byte[]> content(String path) {
    for (Kind kind : Kind.values()) {
      for (HubItem item : rules.items(kind)) {
        if (item.path().toString().equals(path)) {
          return Optional.of(bytes(item));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> data(DataDeclaration data) {
    return Optional.empty();
  }
}
