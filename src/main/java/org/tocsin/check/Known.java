package org.tocsin.check;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a check remembers, so that the next one notices a release that goes back or was changed.
 *
 * @param session the session
 * @param serial the release's number in it
 * @param setSha256 the checksum of its set
 * @param log how long the transparency log was, if there was one
 */
public record Known(UUID session, long serial, String setSha256, Optional<Log> log) {

  private static final String TITLE = "tocsin check 1";
  private static final String FORM =
      TITLE
          + "\nsession [0-9a-f-]{36}\nserial (0|[1-9][0-9]{0,17})\nset [0-9a-f]{64}\n"
          + "(log (0|[1-9][0-9]{0,12}) [A-Za-z0-9+/]{43}=\n)?";

  /**
   * A transparency log at a moment.
   *
   * @param size how many entries it had
   * @param root its root in base64
   */
  public record Log(long size, String root) {}

  /** Returns this as the text of a small file. */
  public String text() {
    return TITLE
        + "\nsession "
        + session
        + "\nserial "
        + serial
        + "\nset "
        + setSha256
        + "\n"
        + log.map(one -> "log " + one.size() + " " + one.root() + "\n").orElse("");
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Known parse(String text) {
    if (!text.matches(FORM)) {
      throw new IllegalArgumentException("not written by an earlier check");
    }
    List<String> words = List.of(text.substring(TITLE.length()).strip().split("[ \n]"));
    return new Known(
        UUID.fromString(words.get(1)),
        Long.parseLong(words.get(3)),
        words.get(5),
        words.size() < 9
            ? Optional.empty()
            : Optional.of(new Log(Long.parseLong(words.get(7)), words.get(8))));
  }
}
