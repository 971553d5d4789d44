package org.tocsin.agent.vocabulary;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of an XML text in a log line. Read leniently: text before the root is skipped and
 * namespaces do not matter. Document types and entities of their own are off.
 */
final class XmlElement {
  private static final int DEEPEST = 200;
  private static final XMLInputFactory FACTORY = factory();

  private final String name;
  private final Map<String, String> attributes = new HashMap<>();
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private XmlElement(String name) {
    this.name = name;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    return factory;
  }

  /** The root element, or nothing if the text is not XML. */
  static Optional<XmlElement> parse(String xml) {
    int start = xml.indexOf('<');
    if (start < 0) {
      return Optional.empty();
    }
    try {
      XMLStreamReader reader;
      synchronized (FACTORY) {
        reader = FACTORY.createXMLStreamReader(new StringReader(xml.substring(start)));
      }
      return read(reader);
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  private static Optional<XmlElement> read(XMLStreamReader reader) throws XMLStreamException {
    Deque<XmlElement> open = new ArrayDeque<>();
    while (reader.hasNext()) {
      int what = reader.next();
      if (what == XMLStreamConstants.START_ELEMENT) {
        XmlElement element = element(reader);
        if (!open.isEmpty()) {
          open.getLast().children.add(element);
        }
        open.addLast(element);
        if (open.size() > DEEPEST) {
          return Optional.empty();
        }
      } else if (what == XMLStreamConstants.END_ELEMENT) {
        XmlElement closed = open.removeLast();
        if (open.isEmpty()) {
          return Optional.of(closed);
        }
      } else if (reader.isCharacters() && !open.isEmpty()) {
        open.getLast().append(reader.getText());
      }
    }
    return Optional.empty();
  }

  private static XmlElement element(XMLStreamReader reader) {
    XmlElement element = new XmlElement(reader.getLocalName());
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      element.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return element;
  }

  private void append(String more) {
    if (children.isEmpty()) {
      text.append(more);
    }
  }

  String name() {
    return name;
  }

  String attribute(String attribute) {
    return attributes.getOrDefault(attribute, "");
  }

  boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  String text() {
    return text.toString();
  }

  List<XmlElement> children() {
    return children;
  }
}
