package org.tocsin.agent.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Many expressions or phrases at once find what each would find alone. */
final class RegexSetTest {
  @Test
  void findsWhatOneOfItsExpressionsFinds() {
    RegexSet set = RegexSet.compile(List.of("(?i)NIKTO", "sqlmap/\\d", "^x.z$", "(curl|wget)/1"));

    assertThat(set.finds("Mozilla (nikto/2)")).isTrue();
    assertThat(set.finds("sqlmap/1.7")).isTrue();
    assertThat(set.finds("xyz")).isTrue();
    assertThat(set.finds("wget/1.2")).isTrue();
    assertThat(set.finds("sqlmap/x wget/2")).isFalse();
    assertThat(set.finds("")).isFalse();
  }

  @Test
  void foldsLettersBeyondAscii() {
    assertThat(RegexSet.compile(List.of("(?i)kelvin")).finds("\u212Aelvin")).isTrue();
  }

  @Test
  void findsTheLeftmostPhraseAndOfTwoThereTheFirst() {
    PhraseTable table = new PhraseTable(List.of("bcd", "abc", "ab", "zz", "ä"));

    assertThat(table.leftmost("xxabcd")).contains(1);
    assertThat(table.leftmost("xbcdab")).contains(0);
    assertThat(table.leftmost("xä zz")).contains(4);
    assertThat(table.leftmost("none")).isEmpty();
  }

  @Test
  void findsAmongThousandsOfPhrasesWhatASimpleSearchFinds() {
    Random random = new Random(7);
    List<String> phrases = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      phrases.add(word(random, 3 + random.nextInt(5)));
    }
    PhraseTable table = new PhraseTable(phrases);
    for (int i = 0; i < 500; i++) {
      String text = word(random, 30);
      assertThat(table.leftmost(text)).as(text).isEqualTo(simple(phrases, text));
      assertThat(table.anyIn(text)).isEqualTo(simple(phrases, text).isPresent());
    }
  }

  private static Optional<Integer> simple(List<String> phrases, String text) {
    int best = -1;
    for (int i = 0; i < phrases.size(); i++) {
      int at = text.indexOf(phrases.get(i));
      if (at >= 0 && (best < 0 || at < text.indexOf(phrases.get(best)))) {
        best = i;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(best);
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(8)));
    }
    return word.toString();
  }
}
