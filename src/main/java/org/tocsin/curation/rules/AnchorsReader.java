package org.tocsin.curation.rules;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.tocsin.curation.Rules;

/** Reads {@code anchors.yaml}: organisations by their number, never by a name. */
final class AnchorsReader {

  private AnchorsReader() {}

  static Rules.Anchors read(YamlMap file) {
    Map<Long, Integer> seen = new HashMap<>();
    Rules.Anchors anchors =
        new Rules.Anchors(numbers(file, "honeypots", seen), numbers(file, "vouched", seen));
    file.done();
    return anchors;
  }

  private static Set<Long> numbers(YamlMap file, String key, Map<Long, Integer> seen) {
    Set<Long> numbers = new LinkedHashSet<>();
    if (!file.has(key)) {
      return numbers;
    }
    for (YamlMap.Line line : file.lines(key)) {
      if (!line.text().matches("[1-9]\\d{0,17}")) {
        file.refuse(
            line.line(),
            key,
            "expected the number of an organisation, found '" + YamlMap.shown(line.text()) + "'");
        continue;
      }
      Long number = Long.valueOf(line.text());
      Integer other = seen.putIfAbsent(number, line.line());
      if (other != null) {
        file.refuse(line.line(), key, number + " is also in line " + other);
      }
      numbers.add(number);
    }
    return numbers;
  }
}
