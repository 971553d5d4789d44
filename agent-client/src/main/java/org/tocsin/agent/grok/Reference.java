package org.tocsin.agent.grok;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference to a named pattern in the text of another.
 *
 * @param name the pattern referred to
 * @param field the field it binds; empty if none
 * @param start where the reference begins
 * @param end where the text goes on
 */
record Reference(String name, String field, int start, int end) {
  private static final Pattern SYNTAX = Pattern.compile("%\\{(\\w+)(?::(\\w+))?}");

  static List<Reference> in(String text) {
    List<Reference> found = new ArrayList<>();
    Matcher matcher = SYNTAX.matcher(text);
    while (matcher.find()) {
      String field = matcher.group(2) == null ? "" : matcher.group(2);
      found.add(new Reference(matcher.group(1), field, matcher.start(), matcher.end()));
    }
    return found;
  }
}
