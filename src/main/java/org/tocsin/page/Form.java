package org.tocsin.page;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A form that somebody sent. Only whoever was sent the page of the same session knows the token
 * that opens it, so no other site can have a visitor's browser send one.
 */
public final class Form {

  private static final String TOKEN = "csrf";
  private static final int LARGEST = 64 << 10;
  private static final int MOST_FIELDS = 1_000;
  private static final Pattern SPLIT = Pattern.compile("&");
  private static final Pattern NOT_PRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}]");

  private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n?|\\n");

  private final Map<String, List<String>> fields;

  private Form(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  /** Reads a form of a session. */
  public static Form of(byte[] body, String token) {
    return of(body, token, LARGEST);
  }

  /** Reads a form of a session that may be larger than others are. */
  public static Form of(byte[] body, String token, int largest) {
    Form form = new Form(read(body, largest));
    List<String> sent = form.all(TOKEN);
    if (token.isEmpty() || sent.size() != 1 || !same(sent.get(0), token)) {
      throw new Refusal(
          403,
          "This form is not from a page of your session. Load the page again, then repeat it.");
    }
    return form;
  }

  /** Reads a form of somebody who has no session yet. */
  public static Form withoutSession(byte[] body) {
    return new Form(read(body, LARGEST));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, List<String>> read(byte[] body, int largest) {
    if (body.length > largest) {
      throw new Refusal(413, "The form is larger than " + largest + " bytes.");
    }
    Map<String, List<String>> fields = new LinkedHashMap<>();
    String[] parts = SPLIT.split(utf8(body), MOST_FIELDS + 1);
    if (parts.length > MOST_FIELDS) {
      throw new Refusal(413, "The form has more than " + MOST_FIELDS + " fields.");
    }
    for (String part : parts) {
      int at = part.indexOf('=');
      if (at > 0) {
        fields
            .computeIfAbsent(decoded(part.substring(0, at)), name -> new ArrayList<>())
            .add(decoded(part.substring(at + 1)));
      }
    }
    return fields;
  }

  private static String utf8(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(400, "The form is not UTF-8.");
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "The form has a broken percent sign.");
    }
  }

  /** Returns all values of a field. */
  public List<String> all(String field) {
    return fields.getOrDefault(field, List.of());
  }

  /** Returns a printable text of a field, if it is not blank. */
  public Optional<String> text(String field, int longest) {
    return all(field).stream()
        .findFirst()
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(
            text -> {
              if (text.length() > longest || NOT_PRINTABLE.matcher(text).find()) {
                throw new Refusal(
                    400,
                    "'"
                        + field
                        + "' must be printable text of at most "
                        + longest
                        + " characters.");
              }
              return text;
            });
  }

  /** Returns the text of a field as it is, but with one sign for each line's end. */
  public String raw(String field, int longest) {
    String text = all(field).stream().findFirst().orElse("").replace("\r\n", "\n");
    if (text.length() > longest) {
      throw new Refusal(413, "'" + field + "' must have at most " + longest + " characters.");
    }
    return text;
  }

  /** Returns a printable text that must be there. */
  public String needed(String field, int longest) {
    return text(field, longest)
        .orElseThrow(() -> new Refusal(400, "'" + field + "' must be filled in."));
  }

  /** Returns a printable text of several lines that must be there. */
  public String prose(String field, int longest) {
    String text =
        all(field).stream()
            .findFirst()
            .map(given -> LINE_BREAK.matcher(given).replaceAll("\n").strip())
            .orElse("");
    if (text.isEmpty()) {
      throw new Refusal(400, "'" + field + "' must be filled in.");
    }
    if (text.length() > longest || NOT_PRINTABLE.matcher(text.replace('\n', ' ')).find()) {
      throw new Refusal(
          400, "'" + field + "' must be printable text of at most " + longest + " characters.");
    }
    return text;
  }

  /** Returns a whole number that must be there. */
  public long number(String field) {
    try {
      return Long.parseLong(needed(field, 19));
    } catch (NumberFormatException e) {
      throw new Refusal(400, "'" + field + "' must be a whole number.");
    }
  }
}
