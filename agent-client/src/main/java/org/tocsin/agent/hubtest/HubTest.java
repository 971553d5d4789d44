package org.tocsin.agent.hubtest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tocsin.agent.hub.HubFolder;
import org.tocsin.agent.hub.HubItem;
import org.tocsin.agent.hub.Kind;
import org.tocsin.agent.pipeline.RuleSet;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.rule.Section;

/**
 * A test as its folder describes it.
 *
 * @param folder the folder
 * @param rules the rules it runs
 * @param log the log it reads
 * @param labels what is said of the log
 * @param ignoreParsers whether what parsing gives is not looked at
 */
record HubTest(
    Path folder, RuleSet rules, Path log, Map<String, String> labels, boolean ignoreParsers) {
  private static final String OVERRIDES_STAGE = "s00-raw";

  String name() {
    return String.valueOf(folder.getFileName());
  }

  static HubTest read(HubFolder hub, Path folder) {
    Path file = folder.resolve("config.yaml");
    Section config =
        new RuleFile(file.toString(), TextFile.read(file))
            .documents().stream()
                .findFirst()
                .orElseThrow(() -> new HubTestUnusable(file + ": is empty"));
    List<HubItem> parsers = new ArrayList<>(items(hub, Kind.PARSERS, config, folder));
    overrides(config, folder, parsers);
    RuleSet rules =
        new RuleSet(
            parsers,
            items(hub, Kind.SCENARIOS, config, folder),
            items(hub, Kind.POSTOVERFLOWS, config, folder));
    Map<String, String> labels = new LinkedHashMap<>();
    config.section("labels").ifPresent(section -> labels.putAll(section.entries()));
    labels.put("type", config.required("log_type"));
    Path log = folder.resolve(config.required("log_file")).normalize();
    return new HubTest(folder, rules, log, labels, config.flag("ignore_parsers"));
  }

  private static List<HubItem> items(HubFolder hub, Kind kind, Section config, Path folder) {
    String key = kind.name().toLowerCase(java.util.Locale.ROOT);
    return config.texts(key).stream()
        .filter(name -> !name.isBlank())
        .map(name -> hub.find(kind, name, folder))
        .toList();
  }

  /** What the test says of every line, as a parser in front of all others. */
  private static void overrides(Section config, Path folder, List<HubItem> parsers) {
    List<Section> statics = config.sections("override_statics");
    if (statics.isEmpty()) {
      return;
    }
    StringBuilder yaml = new StringBuilder("name: overrides\nstatics:\n");
    for (Section entry : statics) {
      String lead = "  - ";
      for (Map.Entry<String, String> pair : entry.entries().entrySet()) {
        yaml.append(lead).append(pair.getKey()).append(": ").append(quoted(pair.getValue()));
        lead = "    ";
      }
    }
    Path made = folder.resolve("00_overrides.yaml");
    RuleFile file = new RuleFile(config.file() + " override_statics", yaml.toString());
    parsers.add(new HubItem(made, OVERRIDES_STAGE, file));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'\n";
  }
}
