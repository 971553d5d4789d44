package org.tocsin.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tocsin.operator.AuditQuestion;

/**
 * What is looked for in the record, as it was typed; what is empty leaves nothing out.
 *
 * @param operator by whom
 * @param act how the act begins
 * @param subject what the subject has in it
 * @param from from when on, in UTC
 * @param to until when, in UTC
 */
record AuditAsked(String operator, String act, String subject, String from, String to) {

  static final AuditAsked NOTHING = new AuditAsked("", "", "", "", "");

  static AuditAsked of(
      Optional<String> operator,
      Optional<String> act,
      Optional<String> subject,
      Optional<String> from,
      Optional<String> to) {
    return new AuditAsked(
        operator.orElse("").strip(),
        act.orElse("").strip(),
        subject.orElse("").strip(),
        from.orElse("").strip(),
        to.orElse("").strip());
  }

  AuditQuestion question() {
    return new AuditQuestion(
        wanted(operator), wanted(act), wanted(subject), instant(from), instant(to));
  }

  private static Optional<String> wanted(String text) {
    return Optional.of(text).filter(given -> !given.isEmpty());
  }

  /** Takes a day, or a time without a zone, as one in UTC. */
  private static Optional<String> instant(String text) {
    return wanted(text)
        .map(given -> given.matches("\\d{4}-\\d\\d-\\d\\d") ? given + "T00:00" : given)
        .map(given -> given.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d)$", "$1T$2:00"))
        .map(given -> given.replaceFirst("^(\\S+T\\d\\d:\\d\\d:\\d\\d)$", "$1Z"));
  }

  /** Returns all of it as a query, to which more can be added. */
  String query() {
    return "operator="
        + encoded(operator)
        + "&act="
        + encoded(act)
        + "&subject="
        + encoded(subject)
        + "&from="
        + encoded(from)
        + "&to="
        + encoded(to);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
