package org.tocsin.agent.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.agent.event.Moment;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.Language;
import org.tocsin.agent.expression.Nil;
import org.tocsin.agent.expression.Type;

/** The functions of rules do what they do in the engine the rules were written for. */
final class FunctionsTest {
  private static final Map<String, List<String>> FILES =
      Map.of(
          "list.txt", List.of("# a comment", "", "/admin", "/login"),
          "regex.txt", List.of("(?i)bot\\d", "^x$"),
          "tags.json",
              List.of(
                  "# a comment",
                  "{\"pattern\":\"/exact\",\"tag\":\"equal\",\"type\":\"equals\"}",
                  "{\"pattern\":\"xac\",\"tag\":\"second\",\"type\":\"contains\"}",
                  "{\"pattern\":\"/ex\",\"tag\":\"first\",\"type\":\"contains\"}",
                  "{\"pattern\":\"^/r[0-9]\",\"tag\":\"regex\",\"type\":\"regex\"}"));
  private final Map<String, Object> unmarshaled = new HashMap<>();
  private final DataFiles files = new DataFiles(name -> Optional.ofNullable(FILES.get(name)));

  private Object value(String source) {
    return value(source, Nil.NIL);
  }

  private Object value(String source, Object x) {
    files.load("list.txt", DataFiles.Kind.LIST);
    files.load("regex.txt", DataFiles.Kind.REGEXES);
    files.load("tags.json", DataFiles.Kind.TAGS);
    return Language.of(Vocabulary.over(files, new Stashes(() -> Instant.EPOCH)))
        .with("x", Type.ANY)
        .with("map", Type.ANY)
        .compile(source)
        .evaluate(x, unmarshaled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "Upper('straße') => STRAßE",
        "Lower('ÄB') => äb",
        "TrimPrefix('aab', 'a') => ab",
        "TrimSuffix('baa', 'a') => ba",
        "TrimSpace(' \\ta \\n') => a",
        "Trim('xxaxx', 'x') => a",
        "Split('a,b,', ',') => [a, b, ]",
        "Split('ab', '') => [a, b]",
        "Match('a*c', 'abc') => true",
        "Match('a?c', 'abc') => true",
        "Match('*', '') => true",
        "Match('', '') => true",
        "Match('**', '') => false",
        "Match('a**', 'a') => false",
        "Match('a**', 'ab') => true",
        "Match('?', '') => false",
        "Match('a', 'ab') => false",
        "Sprintf('%v-%s-%d %+v %%', 404.0, 'a', 3, [1, 'b']) => 404-a-3 [1 b] %",
        "Sprintf('%.2f|%5s|%-3s|', 1.5, 'a', 'b') => 1.50|    a|b  |",
        "Sprintf('%v', 1e21) => 1e+21",
        "QueryUnescape('a+b%20c%C3%A4') => a b cä",
        "PathUnescape('a+b%20c') => a+b c",
        "QueryUnescape('a+%zz') => a+%zz",
        "PathUnescape('%4') => %4",
        "JsonExtract('{\"a\":{\"b\":[{\"c\":\"x\\\\\"y\"}]}}', 'a.b[0].c') => x\\\"y",
        "JsonExtract('[1, {\"k\":2}]', '[1].k') => 2",
        "JsonExtract('{\"a\":{\"b\": 1 }}', 'a') => {\"b\": 1 }",
        "JsonExtract('{\"a\":1, broken', 'a') => 1",
        "JsonExtract('{\"a\":1}', 'b') => ~~",
        "JsonExtract('not json', 'a') => ~~",
        "JsonExtractUnescape('{\"a\":\"x\\\\\"y\"}', 'a') => x\"y",
        "JsonExtractUnescape('{\"a\":1}', 'a') => ~~",
        "IpInRange('10.1.2.3', '10.0.0.0/8') => true",
        "IpInRange('::1', '10.0.0.0/8') => false",
        "IpInRange('no', '10.0.0.0/8') => false",
        "IpInRange('10.1.2.3', 'no') => false",
        "IsIP('1.2.3.4') => true",
        "IsIP('1.2.3') => false",
        "IsIPV6('::1') => true",
        "IsIPV6('::ffff:1.2.3.4') => false",
        "IpToRange('2001:db8:1:2:3::4', '/64') => 2001:db8:1:2::/64",
        "IpToRange('no', '/64') => ~~",
        "File('list.txt') => [/admin, /login]",
        "File('nowhere') => []",
        "any(File('list.txt'), {'/x/login' contains #}) => true",
        "any(File('list.txt'), {Upper('/x/login') contains Upper(#)}) => true",
        "any(File('list.txt'), {'/x/logi' contains #}) => false",
        "any(File('list.txt'), {'x /admin' matches # + '$'}) => true",
        "any(File('list.txt'), {'x /admin' matches '^' + #}) => false",
        "any(File('list.txt'), {x == nil ? # == '/login' : false}) => true",
        "any(File('list.txt'), {'/LOGIN' matches Upper(#)}) => true",
        "any(File('list.txt'), {'/login' matches Upper(#)}) => false",
        "count(File('list.txt'), {Upper(#) contains 'IN'}) => 2",
        "RegexpInFile('a BOT7 b', 'regex.txt') => true",
        "RegexpInFile('bot', 'regex.txt') => false",
        "RegexpInFile('x', 'nowhere') => false",
        "LookupFile('/exact', 'tags.json') => equal",
        "LookupFile('/exact/', 'tags.json') => first",
        "LookupFile('/r7', 'tags.json') => regex",
        "LookupFile('none', 'tags.json') => ~~",
        "LookupFile('/exact', 'nowhere') => ~~",
        "GetFromStash('nowhere', 'key') => ~~",
        "Distance('48.85', '2.35', '48.85', '2.35') => 0.0",
        "Distance('0', '0', '48.85', '2.35') => 0.0",
        "Distance('48.8566', '2.3522', '51.5074', '-0.1278') > 343 => true",
        "Distance('48.8566', '2.3522', '51.5074', '-0.1278') < 344 => true"
      })
  void gives(String source, String expected) {
    assertThat(value(source).toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UnmarshalJSON('{', map, 'k')",
        "UnmarshalJSON('{} x', map, 'k')",
        "UnmarshalJSON('', map, 'k')",
        "ParseKV('nothing here', map, 'k')",
        "ParseKVLax('nothing here', map, 'k')",
        "Distance('a', '0', '1', '1')",
        "MedianInterval([])",
        "'x' matches Upper('(')",
        "any(Split('(,a', ','), 'x' matches #)",
        "int(Upper('x'))",
        "Upper(x)",
        "XMLGetNodeValue('<a/>', '//a[last()]')"
      })
  void fails(String source) {
    assertThatThrownBy(() -> value(source)).isInstanceOf(EvaluationFailure.class);
  }

  @Test
  void unmarshalsJsonWithNumbersAsFractions() {
    assertThat(value("UnmarshalJSON(x, map, 'k')", "{\"a\":[1,\"b\",null,true],\"c\":{}}"))
        .isEqualTo(Nil.NIL);
    assertThat(unmarshaled)
        .isEqualTo(Map.of("k", Map.of("a", List.of(1.0, "b", Nil.NIL, true), "c", Map.of())));
  }

  @Test
  void readsKeysAndValues() {
    value("ParseKV(x, map, 'k')", "a=1 b=\"two \\\" words\" c= d=x=y");
    assertThat(unmarshaled.get("k")).hasToString("{a=1, b=two \\\" words, c=, d=x}");
    assertThat(value("map.k.missing")).isEqualTo("");
  }

  @Test
  void readsKeysAndValuesWithBlanksLaxly() {
    value("ParseKVLax(x, map, 'k')", "pid=7 msg=two words here u_x=\"a \\\"b=c\\\"\" z.y-w=end");
    assertThat(unmarshaled.get("k"))
        .hasToString("{msg=two words here, pid=7, u_x=a \"b=c\", z.y-w=end}");
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void noLineOfKeysAndValuesStalls() {
    for (String text : new String[] {"\\\"", "\"", "a=\"", "=", "a=", "a b=\""}) {
      String line = "k=v " + text.repeat(60_000 / text.length());
      assertThat(value("ParseKV(x, map, 'k')", line)).isEqualTo(Nil.NIL);
      assertThat(value("ParseKVLax(x, map, 'k')", line)).isEqualTo(Nil.NIL);
    }
  }

  @Test
  void readsXmlByPath() {
    String xml =
        "- <Event xmlns='urn:x'><System><Id>4625</Id></System><EventData>"
            + "<Data Name='User'>root<b/>more</Data><Data Name='Ip'>192.0.2.1</Data>"
            + "</EventData></Event> trailing";

    assertThat(value("XMLGetNodeValue(x, '/Event/System[1]/Id')", xml)).isEqualTo("4625");
    assertThat(value("XMLGetNodeValue(x, \"/Event/EventData[1]/Data[@Name='User']\")", xml))
        .isEqualTo("root");
    assertThat(value("XMLGetNodeValue(x, '/Event/EventData/Data[2]')", xml)).isEqualTo("192.0.2.1");
    assertThat(value("XMLGetAttributeValue(x, '/Event/EventData/Data[2]', 'Name')", xml))
        .isEqualTo("Ip");
    assertThat(value("XMLGetNodeValue(x, '/Event/Nothing')", xml)).isEqualTo("");
    assertThat(value("XMLGetNodeValue(x, '/Event')", "<Event>")).isEqualTo("");
  }

  @Test
  void xmlMayNotReachOutOfItself() {
    String xml = "<!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><a>&f;</a>";
    assertThat(value("XMLGetNodeValue(x, '/a')", xml)).isEqualTo("");
  }

  @Test
  void xmlThatIsNestedTooDeeplyIsNone() {
    String xml = "<a>".repeat(50_000);
    assertThat(value("XMLGetNodeValue(x, '/a')", xml)).isEqualTo("");
  }

  @Test
  void jsonThatIsNestedTooDeeplyIsNone() {
    assertThatThrownBy(() -> value("UnmarshalJSON(x, map, 'k')", "[".repeat(100_000)))
        .isInstanceOf(EvaluationFailure.class);
    assertThat(value("JsonExtract(x, 'a')", "{\"b\":" + "[".repeat(100_000))).isEqualTo("");
  }

  @Test
  void theMedianOfAnEvenNumberOfGapsIsTheMeanOfTheTwoInTheMiddle() {
    List<Object> times = new ArrayList<>();
    for (int second : new int[] {0, 10, 40, 41, 100}) {
      times.add(new Moment(OffsetDateTime.parse("2026-01-01T00:00:00Z").plusSeconds(second)));
    }
    assertThat(value("MedianInterval(x) == duration('20s')", times)).isEqualTo(true);
    assertThat(value("MedianInterval(x[:-1]) == duration('10s')", times)).isEqualTo(true);
  }

  @Test
  void theFirstLoadOfADataFileStays() {
    assertThat(files.load("list.txt", DataFiles.Kind.LIST)).isTrue();
    files.load("list.txt", DataFiles.Kind.REGEXES);
    assertThat(value("RegexpInFile('/admin', 'list.txt')")).isEqualTo(false);
    assertThat(files.load("nowhere", DataFiles.Kind.LIST)).isFalse();
  }

  @Test
  void aLineOfADataFileWithoutMeaningIsRefused() {
    DataFiles broken = new DataFiles(name -> Optional.of(List.of("(")));
    assertThatThrownBy(() -> broken.load("r", DataFiles.Kind.REGEXES))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> broken.load("t", DataFiles.Kind.TAGS))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
