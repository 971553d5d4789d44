package org.tocsin.agent.hub;

import java.nio.file.Path;
import org.tocsin.agent.rule.RuleFile;

/**
 * A rule file of the hub.
 *
 * @param path where it is
 * @param stage the stage it belongs to; empty for scenarios
 * @param file what stands in it
 */
public record HubItem(Path path, String stage, RuleFile file) {

  /** Under what path engines install it, which is the order they load it in. */
  public String installedPath() {
    return stage + "/" + path.getFileName();
  }
}
