package org.tocsin.curation.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tocsin.address.Prefix;
import org.tocsin.curation.HubDigests;

/** Reads texts that hold one thing on a line, with {@code #} before what is for people. */
final class PlainText {

  /** Past so many bad lines the file is another kind of file. */
  private static final int MOST_REPORTED = 20;

  private static final int DIGEST_LENGTH = 64;

  private final String file;
  private final List<RulesProblem> problems;
  private int bad;

  private PlainText(String file, List<RulesProblem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** A range and where it stands. */
  record RangeAt(Prefix range, String file, int line) {}

  /** Reads addresses and ranges without host bits. */
  static List<RangeAt> ranges(String file, String text, List<RulesProblem> problems) {
    List<RangeAt> ranges = new ArrayList<>();
    new PlainText(file, problems)
        .each(
            text,
            (line, words) -> {
              Prefix.Reading reading = Prefix.read(words);
              if (reading instanceof Prefix.Reading.Accepted accepted) {
                ranges.add(new RangeAt(accepted.prefix(), file, line));
              }
              return reading instanceof Prefix.Reading.Refused refused
                  ? Optional.of("'" + YamlMap.shown(words) + "': " + refused.problem())
                  : Optional.empty();
            });
    return ranges;
  }

  /** Reads {@code sha256 scenario-name}. */
  static HubDigests digests(String file, String text, List<RulesProblem> problems) {
    Set<String> names = new HashSet<>();
    Set<String> digests = new HashSet<>();
    new PlainText(file, problems)
        .each(
            text,
            (line, words) -> {
              int blank = words.indexOf(' ');
              if (blank != DIGEST_LENGTH
                  || !isDigest(words.substring(0, blank))
                  || !words.substring(blank + 1).matches("\\S+/\\S+")) {
                return Optional.of(
                    "expected a SHA-256 in hex and a scenario, found '"
                        + YamlMap.shown(words)
                        + "'");
              }
              digests.add(words.substring(0, blank));
              names.add(words.substring(blank + 1));
              return Optional.empty();
            });
    return new HubDigests(names, digests);
  }

  static boolean isDigest(String text) {
    return text.length() == DIGEST_LENGTH && text.matches("[0-9a-f]+");
  }

  private interface LineReader {
    Optional<String> problem(int line, String words);
  }

  private void each(String text, LineReader reader) {
    int line = 0;
    for (String whole : (Iterable<String>) text.lines()::iterator) {
      line++;
      int comment = whole.indexOf('#');
      String words = (comment < 0 ? whole : whole.substring(0, comment)).strip();
      if (!words.isEmpty()) {
        int here = line;
        reader.problem(line, words).ifPresent(message -> report(here, message));
      }
    }
    if (bad > MOST_REPORTED) {
      problems.add(
          new RulesProblem(file, line, "", "and " + (bad - MOST_REPORTED) + " more bad lines"));
    }
  }

  private void report(int line, String message) {
    bad++;
    if (bad <= MOST_REPORTED) {
      problems.add(new RulesProblem(file, line, "", message));
    }
  }
}
