package org.tocsin.agent.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * The text of a rule file under the name that refusals give it.
 *
 * @param name the file
 * @param text what stands in it
 */
public record RuleFile(String name, String text) {
  private static final int LONGEST = 4 << 20;
  private static final int MOST_ALIASES = 50;

  /** The documents in the file; empty ones are left out. */
  public List<Section> documents() {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setSchema(new FailsafeSchema())
            .setCodePointLimit(LONGEST)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .build();
    List<Section> documents = new ArrayList<>();
    try {
      for (Node node : new Compose(settings).composeAllFromString(text)) {
        if (node instanceof MappingNode mapping) {
          documents.add(new Section(name, mapping));
        } else if (!isEmpty(node)) {
          throw new RuleRefused(name, Section.line(node), "", "expected keys and values");
        }
      }
      return documents;
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new RuleRefused(name, line, "", "not YAML: " + e.getProblem());
    } catch (YamlEngineException | StackOverflowError e) {
      String problem = Optional.ofNullable(e.getMessage()).orElse("nested too deeply");
      throw new RuleRefused(name, 1, "", "not YAML: " + problem);
    }
  }

  private static boolean isEmpty(Node node) {
    return node.getTag().equals(Tag.NULL)
        || Section.scalar(node).filter(String::isEmpty).isPresent();
  }
}
