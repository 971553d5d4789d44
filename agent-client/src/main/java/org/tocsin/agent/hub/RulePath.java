package org.tocsin.agent.hub;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a rule in a hub: {@code KIND/AUTHOR/NAME.yaml}, or {@code
 * KIND/STAGE/AUTHOR/NAME.yaml} where there are stages. Paths come from strangers; one of any other
 * shape is none, so a path can lead neither out of a folder nor to a hidden file.
 *
 * @param kind what it is
 * @param stage the stage; empty where there are none
 * @param author the folder it is in
 * @param file the file
 */
record RulePath(Kind kind, String stage, String author, String file) {
  private static final String WORD = "[A-Za-z0-9][A-Za-z0-9_.-]*";
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<kind>[a-z]+)/((?<stage>"
              + WORD
              + ")/)?(?<author>"
              + WORD
              + ")/(?<file>"
              + WORD
              + "\\.ya?ml)");
  private static final int LONGEST = 250;

  static Optional<RulePath> parse(String path) {
    Matcher matcher = SHAPE.matcher(path);
    if (path.length() > LONGEST || !matcher.matches()) {
      return Optional.empty();
    }
    String stage = Optional.ofNullable(matcher.group("stage")).orElse("");
    for (Kind kind : Kind.values()) {
      if (kind.folder().equals(matcher.group("kind")) && kind.isStaged() != stage.isEmpty()) {
        return Optional.of(
            new RulePath(kind, stage, matcher.group("author"), matcher.group("file")));
      }
    }
    return Optional.empty();
  }

  /** The path itself. */
  String text() {
    return kind.folder() + "/" + staged() + author + "/" + file;
  }

  /** Where the rule stands in the agent's folder if it is loaded. */
  String installed() {
    return kind.folder() + "/" + staged() + file;
  }

  /** What the rule is called if no index says so. */
  String name() {
    return author + "/" + file.substring(0, file.toLowerCase(Locale.ROOT).lastIndexOf(".y"));
  }

  private String staged() {
    return stage.isEmpty() ? "" : stage + "/";
  }
}
