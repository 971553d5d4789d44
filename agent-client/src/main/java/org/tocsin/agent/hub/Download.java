package org.tocsin.agent.hub;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.tocsin.agent.rule.DataDeclaration;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.rule.RuleRefused;
import org.tocsin.agent.rule.Section;

/**
 * A rule's file as it came from its source: exactly the content that the index vouches for, and
 * readable as rules are.
 */
final class Download {
  private final byte[] content;
  private final List<DataDeclaration> data;

  private Download(byte[] content, List<DataDeclaration> data) {
    this.content = content;
    this.data = data;
  }

  /** Gets the newest version; nothing if the source does not have the file. */
  static Optional<Download> of(Shelf.Offer offer) {
    CatalogueItem item = offer.item();
    return item.content()
        .map(text -> decoded(item, text))
        .or(() -> offer.source().content(item.path().text()))
        .map(content -> new Download(content, checked(item, content)));
  }

  private static byte[] decoded(CatalogueItem item, String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new InstallationFailed(item.title() + ": its content in the index is not Base64");
    }
  }

  private static List<DataDeclaration> checked(CatalogueItem item, byte[] content) {
    if (content.length > HubSource.LONGEST_RULE) {
      throw new InstallationFailed(item.title() + ": is larger than a rule may be");
    }
    String digest = Digest.of(content);
    if (!digest.equals(item.digest())) {
      throw new InstallationFailed(
          item.title()
              + " "
              + item.version()
              + ": what came has the digest "
              + digest
              + ", but the index says "
              + item.digest());
    }
    try {
      return declarations(item, new String(content, StandardCharsets.UTF_8));
    } catch (RuleRefused e) {
      throw new InstallationFailed(item.title() + ": " + e.getMessage());
    }
  }

  private static List<DataDeclaration> declarations(CatalogueItem item, String text) {
    List<DataDeclaration> found = new ArrayList<>();
    for (Section document : new RuleFile(item.path().text(), text).documents()) {
      if (item.kind() != Kind.COLLECTIONS && item.kind() != Kind.CONTEXTS) {
        found.addAll(DataDeclaration.of(document));
      }
    }
    for (DataDeclaration data : found) {
      if (!RuleName.isDataFile(data.file())) {
        throw new InstallationFailed(item.title() + ": not a name for a data file: " + data.file());
      }
    }
    return found;
  }

  byte[] content() {
    return content;
  }

  /** The data files that the rule needs. */
  List<DataDeclaration> data() {
    return data;
  }
}
