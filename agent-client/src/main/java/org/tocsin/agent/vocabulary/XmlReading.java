package org.tocsin.agent.vocabulary;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Values in XML by path. A rule asks the same line for a dozen of them, so the line read last is
 * kept.
 */
final class XmlReading {
  private record Read(String xml, Optional<XmlElement> root) {}

  private final AtomicReference<Read> last = new AtomicReference<>(new Read("", Optional.empty()));

  /** The text of the element at the path up to its first child; nothing if there is none. */
  String text(String xml, String path) {
    return element(xml, path).map(XmlElement::text).orElse("");
  }

  String attribute(String xml, String path, String attribute) {
    return element(xml, path).map(found -> found.attribute(attribute)).orElse("");
  }

  private Optional<XmlElement> element(String xml, String path) {
    return read(xml).root().flatMap(root -> XmlPath.parse(path).find(root));
  }

  private Read read(String xml) {
    Read held = last.get();
    if (held != null && held.xml().equals(xml)) {
      return held;
    }
    Read fresh = new Read(xml, XmlElement.parse(xml));
    last.set(fresh);
    return fresh;
  }
}
