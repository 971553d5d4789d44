package org.tocsin.agent.rule;

import java.util.List;
import java.util.Set;

/**
 * A data file that a rule says it needs.
 *
 * @param url where it comes from
 * @param file its name in the data folder
 * @param type how it is used, as the rule spells it
 */
public record DataDeclaration(String url, String file, String type) {
  private static final Set<String> KEYS =
      Set.of("source_url", "dest_file", "type", "strategy", "size", "ttl", "cache");

  /** The declarations of a document. */
  public static List<DataDeclaration> of(Section document) {
    return document.sections("data").stream()
        .map(
            data -> {
              data.only(KEYS);
              return new DataDeclaration(
                  data.textOrEmpty("source_url"),
                  data.required("dest_file"),
                  data.textOrEmpty("type"));
            })
        .toList();
  }
}
