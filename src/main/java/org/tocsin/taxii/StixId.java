package org.tocsin.taxii;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object's identifier.
 *
 * @param type the object's type
 * @param uuid what tells it from others
 */
record StixId(String type, UUID uuid) {

  private static final Pattern FORM =
      Pattern.compile("([a-z0-9-]{1,250})--([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  static Optional<StixId> read(String text) {
    Matcher found = FORM.matcher(text.toLowerCase(Locale.ROOT));
    return found.matches()
        ? Optional.of(new StixId(found.group(1), UUID.fromString(found.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return type + "--" + uuid;
  }
}
