package org.tocsin.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tocsin.address.Address;
import org.tocsin.curation.rules.RulesProblem;
import org.tocsin.curation.rules.YamlMap;
import org.tocsin.evidence.Network;

/** Reads the {@code signals.csv} of a case: no quotes, {@code #} before a line for people. */
final class SignalCsv {

  private static final List<String> COLUMNS =
      List.of("t_offset", "org", "asn", "prefix", "agent", "ip", "scenario");

  /** A column that may follow: how long before its arrival it happened, as the agent says. */
  private static final List<String> MORE = List.of("age");

  private static final int MOST_LINES = 100_000;

  private final String file;
  private final Set<Long> organisations;
  private final List<RulesProblem> problems;
  private List<String> header = List.of();

  SignalCsv(String file, Set<Long> organisations, List<RulesProblem> problems) {
    this.file = file;
    this.organisations = organisations;
    this.problems = problems;
  }

  /** Returns the signals in the order of their arrival. */
  List<RuleCase.Signal> read(String text) {
    List<RuleCase.Signal> signals = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (number > MOST_LINES) {
        refuse(number, "", "more than " + MOST_LINES + " lines");
        break;
      }
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> cells = List.of(line.split(",", -1)).stream().map(String::strip).toList();
      if (!header.isEmpty()) {
        signals.add(new Row(number, cells).signal());
      } else if (!header(number, cells)) {
        return List.of();
      }
    }
    if (header.isEmpty()) {
      refuse(1, "", "the file is empty");
    }
    signals.sort(Comparator.comparing(RuleCase.Signal::offset));
    return signals;
  }

  private boolean header(int number, List<String> cells) {
    header = cells;
    boolean known =
        cells.size() >= COLUMNS.size()
            && cells.subList(0, COLUMNS.size()).equals(COLUMNS)
            && MORE.containsAll(cells.subList(COLUMNS.size(), cells.size()))
            && cells.stream().distinct().count() == cells.size();
    if (!known) {
      refuse(
          number,
          "",
          "expected the columns "
              + String.join(",", COLUMNS)
              + " and perhaps "
              + String.join(",", MORE));
    }
    return known;
  }

  private void refuse(int line, String key, String message) {
    problems.add(new RulesProblem(file, line, key, message));
  }

  /** One line, of which each cell is asked for by its column. */
  private final class Row {
    private final int number;
    private final List<String> cells;

    Row(int number, List<String> cells) {
      this.number = number;
      this.cells = cells;
      if (cells.size() != header.size()) {
        refuse(number, "", "expected " + header.size() + " columns, found " + cells.size());
      }
    }

    RuleCase.Signal signal() {
      long organisation =
          value("org", 0L, "the number of an organisation of the case", this::organisation);
      return new RuleCase.Signal(
          value("t_offset", Duration.ZERO, "a time such as 0s, 15m or 3d", YamlMap::durationOf),
          organisation,
          new Network(value("asn", 0L, "a number", this::asn), cell("prefix")),
          value("agent", "", "some text", this::words),
          value("ip", ANY, "an IP address", Address::parse),
          value("scenario", "", "some text", this::words),
          cell("age").isEmpty()
              ? Duration.ZERO
              : value("age", Duration.ZERO, "a time such as 48h", YamlMap::durationOf));
    }

    private Optional<Long> organisation(String text) {
      return asn(text).filter(organisations::contains);
    }

    private Optional<Long> asn(String text) {
      return Optional.of(text).filter(digits -> digits.matches("\\d{1,10}")).map(Long::valueOf);
    }

    private Optional<String> words(String text) {
      return Optional.of(text).filter(words -> !words.isEmpty());
    }

    private String cell(String column) {
      int index = header.indexOf(column);
      return index >= 0 && index < cells.size() ? cells.get(index) : "";
    }

    private <T> T value(
        String column, T standIn, String expected, Function<String, Optional<T>> read) {
      String text = cell(column);
      Optional<T> value = read.apply(text);
      if (value.isEmpty() && cells.size() == header.size()) {
        refuse(number, column, "expected " + expected + ", found '" + YamlMap.shown(text) + "'");
      }
      return value.orElse(standIn);
    }
  }

  private static final Address ANY = new Address(Address.Family.IPV4, 0, 0);
}
