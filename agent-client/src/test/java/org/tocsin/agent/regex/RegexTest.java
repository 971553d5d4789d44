package org.tocsin.agent.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Regular expressions mean what they mean to RE2, not to the JDK. */
final class RegexTest {
  private static boolean finds(String regex, String text) {
    return Regex.compile(regex).finds(text);
  }

  @Test
  void dollarIsTheEndAndNotBeforeTheLastNewline() {
    assertThat(finds("a$", "a\n")).isFalse();
    assertThat(finds("(?m)a$", "a\n")).isTrue();
  }

  @Test
  void dotExcludesOnlyTheNewline() {
    assertThat(finds("^a.b$", "a\rb")).isTrue();
    assertThat(finds("^a.b$", "a\u2028b")).isTrue();
    assertThat(finds("^a.b$", "a\nb")).isFalse();
    assertThat(finds("(?s)^a.b$", "a\nb")).isTrue();
  }

  @Test
  void blankExcludesTheVerticalTab() {
    assertThat(finds("\\s", "\u000b")).isFalse();
    assertThat(finds("[[:space:]]", "\u000b")).isTrue();
    assertThat(finds("\\S", "\u000b")).isTrue();
  }

  @Test
  void aBraceThatIsNoCounterStandsForItself() {
    assertThat(finds("^{\"a\":{1}}$", "{\"a\":{1}}")).isFalse();
    assertThat(finds("^{\"a\"}$", "{\"a\"}")).isTrue();
    assertThat(finds("^a{,2}$", "a{,2}")).isTrue();
    assertThat(finds("^a{2}$", "aa")).isTrue();
  }

  @Test
  void bracketsAndAmpersandsInAClassStandForThemselves() {
    assertThat(finds("^[[]$", "[")).isTrue();
    assertThat(finds("^[a&&b]+$", "a&b")).isTrue();
    assertThat(finds("^[]a]+$", "]a")).isTrue();
    assertThat(finds("^[a-]+$", "a-")).isTrue();
    assertThat(finds("^[^]]$", "a")).isTrue();
  }

  @Test
  void namedGroupsMayHaveAnUnderscore() {
    assertThat(Regex.compile("(?P<a_b>x+)").find("yxx").map(match -> match.group(1)))
        .contains("xx");
  }

  @Test
  void aCapitalUTurnsGreedIntoLaziness() {
    assertThat(Regex.compile("(?U)(a+)(a*?)").find("aaa").map(match -> match.group(1)))
        .contains("a");
  }

  @Test
  void posixClassesAreKnown() {
    assertThat(finds("^[[:alpha:]_[:digit:]]+$", "ab_1")).isTrue();
    assertThat(finds("^[[:^alpha:]]+$", "12")).isTrue();
    assertThat(finds("^[[:^alpha:]]+$", "1a")).isFalse();
  }

  @Test
  void theFlagForCaseHoldsToTheEndOfItsGroup() {
    assertThat(finds("^(a(?i)b|c)d$", "aBd")).isTrue();
    assertThat(finds("^(a(?i)b|c)d$", "Cd")).isTrue();
    assertThat(finds("^(a(?i)b|c)d$", "aBD")).isFalse();
    assertThat(finds("(?i)^[a-f]\\x{e4}$", "EÄ")).isTrue();
  }

  @Test
  void wordsAreAsciiOnly() {
    assertThat(finds("^\\w$", "ä")).isFalse();
    assertThat(finds("\\bb", "äb")).isTrue();
    assertThat(finds("\\Bb", "äb")).isFalse();
    assertThat(finds("\\bb", "ab")).isFalse();
  }

  @Test
  void quotedTextStandsForItself() {
    assertThat(finds("^\\Qa.b\\E+$", "a.b")).isTrue();
    assertThat(finds("^\\Qa.b\\E+$", "axb")).isFalse();
  }

  @Test
  void escapesStandForTheirCharacters() {
    assertThat(finds("^\\x41\\x{42}\\103\\t$", "ABC\t")).isTrue();
    assertThat(finds("^\\pL\\p{Greek}\\PL$", "aα1")).isTrue();
    assertThat(finds("^[\\d\\-x]+$", "1-x")).isTrue();
    assertThat(finds("^[^\\D]+$", "12")).isTrue();
  }

  @Test
  void alternativesAreTriedFromTheLeft() {
    Optional<Match> match = Regex.compile("(a|ab)(c|bcd)?").find("abcd");
    assertThat(match.map(held -> held.group(0))).contains("abcd");
  }

  @Test
  void aGroupWithoutPartInTheMatchHoldsNothing() {
    assertThat(Regex.compile("a(b)?c").find("ac").map(match -> match.group(1))).contains("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(?=a)", "(?<!a)b", "(a)\\1", "a++", "(?>a)", "(", "[a", "a{2000}", "\\Z"})
  void whatRe2RefusesIsRefused(String regex) {
    assertThatThrownBy(() -> Regex.compile(regex)).isInstanceOf(RegexRefused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "^(a|a)*$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)(.*)(.*)(.*)x"})
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void noTextStallsASearch(String regex) {
    assertThat(finds(regex, "a".repeat(20_000) + "!")).isFalse();
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void aTextTooLongForTheStackIsSearchedAllTheSame() {
    assertThat(finds("^(ab|c)*$", "ab".repeat(200_000))).isTrue();
  }

  @Test
  void theFallBackFindsTheSameGroups() {
    String text = "a".repeat(3_000) + "b";
    Optional<Match> match = Regex.compile("(a*)*(a*)*(a*)*c|(a*)b").find(text);
    assertThat(match.map(held -> held.group(4).length())).contains(3_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a|ab)(c|bcd)(d*)",
        "^(.*?)(b+)(.*)$",
        "(\\w+)\\b(\\W*)",
        "([^a]|b)+(c?)",
        "(?i)(AB|c)+\\.",
        "(a{1,2}){2,3}?(b)?",
        "(x*)(y+)?z|(c)",
        "[[:alnum:]]+(\\s)?",
        "\\B(b)\\B",
        "(?m)^(\\d*)$",
        "(?s)(.)(.)",
        "(a?)(ab)?",
        "(|a)+",
        "(\\S+)[. ](\\S+)",
        "(?U)(.+)(b|c)",
        "([a-c&&x]+)(\\pL)",
        "((a)|(b)|(c))+",
        "(\\x{e4}|\\.)+",
        "(^a|b$)",
        "(?:a(?i)b)|C"
      })
  void bothEnginesFindTheSame(String source) {
    Regex regex = Regex.compile(source);
    Random random = new Random(source.hashCode());
    for (int i = 0; i < 400; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(9); length > 0; length--) {
        text.append("aabbcxyz01 .\n_ABä\u000b".charAt(random.nextInt(18)));
      }
      assertThat(groups(regex.search(text.toString(), new Effort())))
          .as("%s in %s", source, text)
          .isEqualTo(groups(regex.searchLinearly(text.toString())));
      assertThat(regex.finds(text.toString()))
          .isEqualTo(regex.searchLinearly(text.toString()).isPresent());
    }
  }

  private static List<String> groups(Optional<Match> match) {
    return match
        .map(held -> IntStream.range(0, held.groups()).mapToObj(held::group).toList())
        .orElse(List.of("no match"));
  }

  @Test
  void whatEveryMatchHoldsIsKnown() {
    assertThat(Regex.compile("x?(failed) for (\\w+)|(refused) by .*").needles().anyOf())
        .containsExactly("failed", "refused");
    assertThat(Regex.compile("a.*b").needles().anyOf()).isEmpty();
    assertThat(Regex.compile("(abc)?d").needles().anyOf()).isEmpty();
  }
}
