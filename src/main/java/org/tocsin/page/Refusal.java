package org.tocsin.page;

import jakarta.ws.rs.WebApplicationException;

/** A request for a page, or a form, that is refused; the message tells people what to do. */
public final class Refusal extends WebApplicationException {

  private static final long serialVersionUID = 1L;

  private final String sentence;

  /** Refuses. */
  public Refusal(int status, String sentence) {
    super(sentence, status);
    this.sentence = sentence;
  }

  /** Returns what to do. */
  public String sentence() {
    return sentence;
  }

  /** There is no such thing, or not for whoever asks: the two are told alike. */
  public static Refusal notFound(String what) {
    return new Refusal(404, "There is no such " + what + ".");
  }
}
