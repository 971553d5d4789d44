package org.tocsin.agent.regex;

import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A compiled regular expression of RE2's syntax. Safe for use by several threads. */
public final class Regex {
  private static final int STEPS = 200_000;
  private static final int LONGEST = 100_000;

  private final com.google.re2j.Pattern linear;
  private final Pattern ascii;
  private final Pattern anyText;
  private final boolean sameForAll;
  private final Needles needles;

  private Regex(com.google.re2j.Pattern linear, Node node) {
    this.linear = linear;
    this.ascii = Pattern.compile(JavaSyntax.forAscii(node), Pattern.UNIX_LINES);
    this.sameForAll = !JavaSyntax.hasWordEdge(node);
    this.anyText =
        sameForAll ? ascii : Pattern.compile(JavaSyntax.forAnyText(node), Pattern.UNIX_LINES);
    this.needles = Needles.of(node);
  }

  /** Compiles the expression or refuses it, exactly where RE2 would. */
  public static Regex compile(String source) {
    if (source.length() > LONGEST) {
      throw new RegexRefused("longer than " + LONGEST + " characters");
    }
    try {
      return new Regex(com.google.re2j.Pattern.compile(source), RegexParser.parse(source));
    } catch (PatternSyntaxException e) {
      throw new RegexRefused(e.getDescription() + ": " + e.getPattern());
    } catch (java.util.regex.PatternSyntaxException | StackOverflowError e) {
      throw new RegexRefused("too complex");
    }
  }

  /** Whether the expression matches anywhere in the text. */
  public boolean finds(String text) {
    return find(text).isPresent();
  }

  /** The leftmost match in the text, if there is one. */
  public Optional<Match> find(String text) {
    return find(text, new Effort());
  }

  /** The same as one of several searches that share what they may cost. */
  public Optional<Match> find(String text, Effort effort) {
    return lacksNeedles(text) ? Optional.empty() : search(text, effort);
  }

  private boolean lacksNeedles(String text) {
    List<String> anyOf = needles.anyOf();
    if (anyOf.isEmpty() || needles.foldCase()) {
      return false;
    }
    for (int i = 0; i < anyOf.size(); i++) {
      if (text.contains(anyOf.get(i))) {
        return false;
      }
    }
    return true;
  }

  Optional<Match> search(String text, Effort effort) {
    Pattern pattern = sameForAll || isAscii(text) ? ascii : anyText;
    try {
      Matcher matcher = pattern.matcher(new CountedText(text, STEPS + text.length()));
      return matcher.find() ? Optional.of(new Match(text, spans(matcher))) : Optional.empty();
    } catch (CountedText.TooManySteps | StackOverflowError e) {
      return searchLinearly(text.substring(0, effort.grant(text.length())));
    }
  }

  private static int[] spans(Matcher matcher) {
    int[] spans = new int[2 * (matcher.groupCount() + 1)];
    for (int group = 0; group < spans.length / 2; group++) {
      spans[2 * group] = matcher.start(group);
      spans[2 * group + 1] = matcher.end(group);
    }
    return spans;
  }

  /** The same search by the other engine, for texts that cost the first too many steps. */
  Optional<Match> searchLinearly(String text) {
    com.google.re2j.Matcher matcher = linear.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    int[] spans = new int[2 * (matcher.groupCount() + 1)];
    for (int group = 0; group < spans.length / 2; group++) {
      spans[2 * group] = matcher.start(group);
      spans[2 * group + 1] = matcher.end(group);
    }
    return Optional.of(new Match(text, spans));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  Needles needles() {
    return needles;
  }

  public String source() {
    return linear.pattern();
  }
}
