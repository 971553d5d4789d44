package org.tocsin.agent.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tocsin.agent.expression.EvaluationFailure;

/** A path from the root of an XML text, like {@code /Event/EventData[1]/Data[@Name='x']}. */
final class XmlPath {
  private static final Pattern STEP =
      Pattern.compile("/([\\w*:.-]+)(?:\\[(?:(\\d{1,6})|@([\\w:.-]+)=['\"]([^'\"]*)['\"])])?");
  private static final int MOST_KEPT = 2_000;
  private static final ConcurrentHashMap<String, XmlPath> KEPT = new ConcurrentHashMap<>();

  private record Step(String name, int number, String attribute, String value) {
    List<XmlElement> among(List<XmlElement> elements) {
      List<XmlElement> named = new ArrayList<>();
      for (XmlElement element : elements) {
        boolean fits = name.equals("*") || element.name().equals(name);
        boolean has =
            attribute.isEmpty()
                || (element.has(attribute) && element.attribute(attribute).equals(value));
        if (fits && has) {
          named.add(element);
        }
      }
      if (number == 0) {
        return named;
      }
      return number <= named.size() ? List.of(named.get(number - 1)) : List.of();
    }
  }

  private final List<Step> steps = new ArrayList<>();

  private XmlPath(String path) {
    Matcher step = STEP.matcher(path);
    int end = 0;
    while (step.find() && step.start() == end) {
      int number = step.group(2) == null ? 0 : Integer.parseInt(step.group(2));
      String attribute = step.group(3) == null ? "" : step.group(3);
      String value = step.group(4) == null ? "" : step.group(4);
      steps.add(new Step(step.group(1), number, attribute, value));
      end = step.end();
    }
    if (end != path.length() || steps.isEmpty()) {
      throw new EvaluationFailure("unknown XML path " + path);
    }
  }

  static XmlPath parse(String path) {
    XmlPath kept = KEPT.get(path);
    if (kept != null) {
      return kept;
    }
    XmlPath fresh = new XmlPath(path);
    if (KEPT.size() < MOST_KEPT) {
      KEPT.put(path, fresh);
    }
    return fresh;
  }

  /** The first element at this path. */
  Optional<XmlElement> find(XmlElement root) {
    List<XmlElement> here = List.of(root);
    for (int i = 0; i < steps.size(); i++) {
      if (i > 0) {
        here = here.stream().flatMap(element -> element.children().stream()).toList();
      }
      here = steps.get(i).among(here);
    }
    return here.stream().findFirst();
  }
}
