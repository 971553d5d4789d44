package org.tocsin.notification;

/**
 * Something that operators may want to be told of.
 *
 * @param event what kind of thing it is
 * @param subject what it is about; the same subject is told once for as long as it lasts
 * @param title one line
 * @param text what to know, in lines
 * @param link where to look
 */
public record Notice(Event event, String subject, String title, String text, String link) {

  private static final int LONGEST_LINE = 200;
  private static final int LONGEST_TEXT = 2_000;

  /**
   * Keeps what is told printable, whatever went into it, so that no line can be added to a message
   * and no text can be turned around.
   */
  public Notice {
    subject = Plain.line(subject, LONGEST_LINE);
    title = Plain.line(title, LONGEST_LINE);
    text = Plain.lines(text, LONGEST_TEXT);
    link = Plain.line(link, LONGEST_LINE);
  }
}
