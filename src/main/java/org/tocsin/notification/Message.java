package org.tocsin.notification;

import java.time.Instant;

/**
 * What is sent.
 *
 * @param id the same whenever it is sent again, so that whoever gets it twice can tell
 * @param event what it tells of
 * @param subject what that is about
 * @param title one line
 * @param text what to know
 * @param link where to look
 * @param at when it happened
 */
record Message(
    String id, String event, String subject, String title, String text, String link, Instant at) {

  static Message of(long id, Notice notice, Instant at) {
    return new Message(
        Long.toString(id),
        notice.event().text(),
        notice.subject(),
        notice.title(),
        notice.text(),
        notice.link(),
        at);
  }

  /** A message that says that messages arrive. */
  static Message test(String channel, Instant at) {
    return new Message(
        "test-" + at.toEpochMilli(),
        "test",
        Plain.line(channel, 200),
        "Tocsin: a test",
        "An administrator asked for this message to see whether this channel works.",
        "",
        at);
  }

  /** Returns the text with the link below it. */
  String whole() {
    return link.isEmpty() ? text : text + "\n\n" + link;
  }
}
