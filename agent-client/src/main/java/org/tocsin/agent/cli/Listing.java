package org.tocsin.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows under named columns, printed for people, for scripts or as JSON. */
final class Listing {
  /** How a list is printed. */
  enum Format {
    HUMAN,
    JSON,
    RAW
  }

  private static final int WIDEST = 60;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  private Listing(List<String> columns) {
    this.columns = columns;
  }

  static Listing of(String... columns) {
    return new Listing(List.of(columns));
  }

  /** Adds a row: texts, numbers and booleans, one for each column. */
  Listing row(Object... values) {
    rows.add(List.of(values));
    return this;
  }

  /** Prints it; people read the sentence if there is no row. */
  void print(Format format, PrintWriter out, String ifEmpty) {
    switch (format) {
      case HUMAN -> human(out, ifEmpty);
      case RAW -> raw(out);
      default -> out.println(json());
    }
  }

  private void human(PrintWriter out, String ifEmpty) {
    if (rows.isEmpty()) {
      out.println(ifEmpty);
      return;
    }
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          rows.stream()
              .mapToInt(row -> shown(row.get(column)).length())
              .reduce(columns.get(i).length(), Math::max);
    }
    line(out, columns.stream().map(Object.class::cast).toList(), widths);
    line(out, java.util.Arrays.stream(widths).mapToObj("─"::repeat).toList(), widths);
    rows.forEach(row -> line(out, row, widths));
  }

  private static void line(PrintWriter out, List<? extends Object> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String text = shown(row.get(i));
      line.append(text).append(" ".repeat(widths[i] - text.length() + 2));
    }
    out.println(line.toString().stripTrailing());
  }

  private static String shown(Object value) {
    String text = clean(String.valueOf(value));
    return text.length() <= WIDEST || text.startsWith("─")
        ? text
        : text.substring(0, WIDEST - 1) + "…";
  }

  /** Much of this was written by strangers: nothing of it may steer a terminal. */
  static String clean(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
  }

  private void raw(PrintWriter out) {
    out.println(String.join(",", columns));
    for (List<Object> row : rows) {
      out.println(
          String.join(
              ",", row.stream().map(value -> quoted(clean(String.valueOf(value)))).toList()));
    }
  }

  /** A cell of a row that scripts read. */
  static String quoted(String text) {
    return text.matches("[^\",]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private String json() {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (List<Object> row : rows) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        object.put(columns.get(i), row.get(i));
      }
      objects.add(object);
    }
    return json(objects);
  }

  /** What a text of JSON holds, to be written as part of another. */
  static Object read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      return json;
    }
  }

  static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can always be written as JSON", e);
    }
  }
}
