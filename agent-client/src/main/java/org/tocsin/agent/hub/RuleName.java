package org.tocsin.agent.hub;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** The names of rules, {@code AUTHOR/NAME}, and of the files they are in. */
final class RuleName {
  private static final String WORD = "[A-Za-z0-9][A-Za-z0-9_.-]*";
  private static final Pattern SHAPE = Pattern.compile(WORD + "/" + WORD);
  private static final Pattern DATA = Pattern.compile(WORD + "(?:/" + WORD + ")*");
  private static final int LONGEST = 200;

  private RuleName() {}

  static boolean isOne(String name) {
    return name.length() <= LONGEST && SHAPE.matcher(name).matches();
  }

  /** Whether a data file may be called so: a path below its folder, through no hidden one. */
  static boolean isDataFile(String name) {
    return name.length() <= LONGEST && DATA.matcher(name).matches();
  }

  static boolean isYaml(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }
}
