package org.tocsin.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** The three ways in which the same cells are shown. */
final class LabPagesTest {

  private static final LabResult RESULT = MadeUpCells.result("./tocsin lab --methods \"a<b>&c\"");
  private static final LabResult.Setting WORST = new LabResult.Setting("A4", 0.30, 1);

  private static String table(boolean colours) {
    StringWriter text = new StringWriter();
    LabTable table = new LabTable(new PrintWriter(text), colours);
    table.setting(RESULT, WORST);
    table.closing(RESULT);
    return text.toString();
  }

  @Test
  void theTableSaysWhatWasMissedWithoutColours() {
    assertThat(table(false))
        .contains("A4 real-sensor farming, budget 30 %")
        .containsPattern("victims listed for everybody, ever +1 +wanted 0 +✗ MISSED")
        .containsPattern("time to publish, median +10\\.0 +wanted ≤ 12\\.0 +✓ met")
        .doesNotContain("\u001b");
  }

  @Test
  void theTableHasOneColumnForEveryFigureAndARowForEveryMethod() {
    List<String> rows = table(false).lines().filter(line -> line.contains("count 3")).toList();
    assertThat(rows).hasSize(Figure.Group.values().length);
    assertThat(rows.get(0).strip().split(" {2,}")).hasSize(Figure.Group.LIES.figures().size() + 1);
    assertThat(rows).allMatch(row -> row.length() <= 180);
  }

  @Test
  void coloursAddNothingButColours() {
    assertThat(table(true)).contains("\u001b[31;1m");
    assertThat(table(true).replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(table(false));
  }

  @Test
  void markdownIsTheSameWhateverTheProcessorDid() {
    String text = new LabMarkdown(RESULT).text();
    assertThat(text)
        .contains("### A4 real-sensor farming, budget 5 %")
        .contains("| victims listed for everybody, ever | 0 | 1 | **MISSED** |")
        .contains("**ours**")
        .doesNotContain("CPU")
        .doesNotContain("12.3");
    long columns = -1;
    for (String line : text.lines().toList()) {
      if (!line.startsWith("|")) {
        columns = -1;
      } else {
        long here = line.chars().filter(c -> c == '|').count();
        assertThat(columns == -1 || columns == here).as(line).isTrue();
        columns = here;
      }
    }
  }

  @Test
  void thePageNeedsNothingElse() {
    assertThat(new LabReport(RESULT).html())
        .doesNotContain("<script", "<link", "@import", "url(", "src=", "http:", "https:")
        .contains("prefers-color-scheme: dark");
  }

  @Test
  void thePageEscapesWhatItIsGiven() {
    assertThat(new LabReport(RESULT).html())
        .contains("count 3 &lt;agents&gt;", "&quot;a&lt;b&gt;&amp;c&quot;")
        .doesNotContain("<agents>", "a<b>");
  }

  @Test
  void thePageMarksWhatWasMissedAndDrawsACurveForEachMethod() {
    String html = new LabReport(RESULT).html();
    assertThat(html)
        .contains("<td class=\"missed\">1</td>")
        .contains("<span class=\"badge missed\">")
        .contains("class=\"l ours\"")
        .contains("class=\"l s1\"");
    assertThat(html.split("<svg ", -1)).as("three drawings for the one campaign").hasSize(4);
  }

  @Test
  void everyDrawingIsWellFormed() throws Exception {
    String html = new LabReport(RESULT).html();
    for (String part : html.split("<figure>", -1)) {
      if (part.startsWith("<svg")) {
        String svg = part.substring(0, part.indexOf("</figure>"));
        assertThat(
                DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)))
                    .getDocumentElement()
                    .getTagName())
            .isEqualTo("svg");
        assertThat(svg).doesNotContain("NaN", "Infinity");
      }
    }
  }

  @Test
  void progressOnAConsoleIsOneLineAndIsCleared() {
    StringWriter text = new StringWriter();
    ProgressLine line = new ProgressLine(new PrintWriter(text), true);
    for (int i = 0; i <= 100; i++) {
      line.show(i / 100.0, "A4");
    }
    line.end();
    assertThat(text.toString()).doesNotContain("\n").endsWith("\r").contains("100 %  A4");
    assertThat(text.toString().split("\r")).allMatch(drawn -> drawn.length() <= 100);
  }

  @Test
  void progressElsewhereIsAPlainLineEveryTenthOfTheWay() {
    StringWriter text = new StringWriter();
    ProgressLine line = new ProgressLine(new PrintWriter(text), false);
    for (int i = 0; i <= 1_000; i++) {
      line.show(i / 1_000.0, "A4");
    }
    line.end();
    assertThat(text.toString().lines()).hasSize(11).first().isEqualTo("  0 %  A4");
    assertThat(text.toString()).doesNotContain("\r");
  }
}
