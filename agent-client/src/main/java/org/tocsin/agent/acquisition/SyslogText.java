package org.tocsin.agent.acquisition;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A syslog message as the line that a syslog daemon would have written to a file: time, host,
 * program, text. Both the old form (RFC 3164, as loosely as it is sent) and the new one (RFC 5424)
 * are understood; times are told in UTC.
 */
final class SyslogText {
  private static final int HIGHEST_PRIORITY = 191;
  private static final DateTimeFormatter CLASSIC =
      DateTimeFormatter.ofPattern("MMM d HH:mm:ss", Locale.ROOT);
  private static final Pattern PRIORITY = Pattern.compile("<([0-9]{1,3})>");
  private static final Pattern NEW =
      Pattern.compile("1 (\\S{1,64}) (\\S{1,255}) (\\S{1,255}) (\\S{1,128}) \\S{1,32} ");
  private static final Pattern OLD_TIME =
      Pattern.compile(
          "([A-Z][a-z]{2}) {1,2}([0-9]{1,2})(?: [0-9]{4})? ([0-9]{2}:[0-9]{2}:[0-9]{2})"
              + "(?:[.][0-9]{1,9})?:? ");
  private static final Pattern ISO_TIME = Pattern.compile("([0-9]{4}-\\S{1,40}) ");
  private static final Pattern HOST = Pattern.compile("([^\\s\\[\\]:]+|[0-9a-fA-F:.]+) +(?=\\S)");
  private static final Pattern TAG =
      Pattern.compile("([^\\s\\[\\]:]{1,128})(?:\\[([^\\]\\s]{0,128})\\])?:(?: |$)");

  private SyslogText() {}

  /** The message without its priority; nothing if it has none. */
  static Optional<String> withoutPriority(String message) {
    Matcher priority = PRIORITY.matcher(message);
    if (!priority.lookingAt() || Integer.parseInt(priority.group(1)) > HIGHEST_PRIORITY) {
      return Optional.empty();
    }
    return Optional.of(message.substring(priority.end()));
  }

  /**
   * The message as a line; nothing if it is none.
   *
   * @param sender stands for the host if the message names none
   */
  static Optional<String> line(String message, String sender) {
    return withoutPriority(message)
        .flatMap(rest -> rest.startsWith("1 ") ? ofNew(rest, sender) : ofOld(rest, sender));
  }

  private static Optional<String> ofNew(String text, String sender) {
    Matcher head = NEW.matcher(text);
    if (!head.lookingAt()) {
      return Optional.empty();
    }
    Optional<String> time = utc(head.group(1));
    int behind = behindStructuredData(text, head.end());
    if (time.isEmpty() || behind < 0) {
      return Optional.empty();
    }
    String said = text.substring(Math.min(text.length(), behind + 1));
    String host = head.group(2).equals("-") ? sender : head.group(2);
    String content = said.startsWith("\ufeff") ? said.substring(1) : said;
    return Optional.of(
        time.get() + " " + host + " " + head.group(3) + process(head.group(4)) + ": " + content);
  }

  /** Where structured data ends; -1 if it is malformed. */
  private static int behindStructuredData(String text, int from) {
    if (text.startsWith("-", from)) {
      return ended(text, from + 1);
    }
    int at = from;
    while (at < text.length() && text.charAt(at) == '[') {
      at = behindElement(text, at);
      if (at < 0) {
        return -1;
      }
    }
    return at == from ? -1 : ended(text, at);
  }

  private static int ended(String text, int at) {
    return at == text.length() || text.charAt(at) == ' ' ? at : -1;
  }

  private static int behindElement(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ']' && !quoted) {
        return i + 1;
      }
    }
    return -1;
  }

  private static Optional<String> ofOld(String text, String sender) {
    Matcher old = OLD_TIME.matcher(text);
    Matcher iso = ISO_TIME.matcher(text);
    if (old.lookingAt()) {
      String day = old.group(2).startsWith("0") ? old.group(2).substring(1) : old.group(2);
      String time = old.group(1) + " " + day + " " + old.group(3);
      return Optional.of(time + " " + named(text.substring(old.end()), sender));
    }
    if (iso.lookingAt()) {
      String rest = text.substring(iso.end());
      return utc(iso.group(1)).map(time -> time + " " + named(rest, sender));
    }
    return Optional.empty();
  }

  /** Host and program, of which the first is left out by some and the second by others. */
  private static String named(String text, String sender) {
    Matcher host = HOST.matcher(text);
    boolean begins = TAG.matcher(text).lookingAt();
    boolean hasHost = !begins && host.lookingAt();
    String rest = hasHost ? text.substring(host.end()) : text;
    Matcher tag = TAG.matcher(rest);
    String name = hasHost ? host.group(1) : sender;
    if (!tag.lookingAt()) {
      return name + " " + rest;
    }
    String process = tag.group(2) == null ? "" : process(tag.group(2));
    return name + " " + tag.group(1) + process + ": " + rest.substring(tag.end());
  }

  private static String process(String id) {
    return !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9') ? "[" + id + "]" : "";
  }

  private static Optional<String> utc(String time) {
    try {
      OffsetDateTime read = OffsetDateTime.parse(time);
      return Optional.of(CLASSIC.format(read.withOffsetSameInstant(ZoneOffset.UTC)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
