package org.tocsin.agent.acquisition;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands around a line in its file. */
interface Framing {
  /**
   * The line inside, or nothing if its rest is still to come.
   *
   * @param from the offset at which the raw line begins
   */
  Optional<String> open(String raw, long from);

  /** The offset from which on lines are incomplete, if there are such. */
  Optional<Long> incomplete();

  /** What is incomplete and will stay so. */
  List<String> rest();

  /** Nothing is around lines. */
  static Framing none() {
    return new Framing() {
      @Override
      public Optional<String> open(String raw, long from) {
        return Optional.of(raw);
      }

      @Override
      public Optional<Long> incomplete() {
        return Optional.empty();
      }

      @Override
      public List<String> rest() {
        return List.of();
      }
    };
  }

  /** The files of container runtimes: time, stream, F or P for a part, text. */
  static Framing container() {
    return new Container();
  }

  /** Joins the parts of each stream; what has no such frame is a line as it stands. */
  final class Container implements Framing {
    private static final int FIELDS = 4;

    private final Map<String, Part> parts = new LinkedHashMap<>();

    private record Part(StringBuilder text, long from) {
      void add(String more) {
        text.append(more, 0, Math.min(more.length(), LineReader.LONGEST - text.length()));
      }
    }

    @Override
    public Optional<String> open(String raw, long from) {
      String[] fields = raw.split(" ", FIELDS);
      if (fields.length < FIELDS - 1 || !isStream(fields[1])) {
        return Optional.of(raw);
      }
      Part part = parts.computeIfAbsent(fields[1], any -> new Part(new StringBuilder(), from));
      part.add(fields.length == FIELDS ? fields[FIELDS - 1] : "");
      if (fields[2].equals("P") || fields[2].startsWith("P:")) {
        return Optional.empty();
      }
      parts.remove(fields[1]);
      return Optional.of(part.text.toString());
    }

    private static boolean isStream(String text) {
      return text.equals("stdout") || text.equals("stderr");
    }

    @Override
    public Optional<Long> incomplete() {
      return parts.values().stream().map(Part::from).min(Long::compare);
    }

    @Override
    public List<String> rest() {
      List<String> rest = new ArrayList<>();
      for (Iterator<Part> left = parts.values().iterator(); left.hasNext(); left.remove()) {
        rest.add(left.next().text.toString());
      }
      return rest;
    }
  }
}
