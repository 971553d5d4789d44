package org.tocsin.review;

import java.util.List;
import java.util.Optional;

/**
 * Texts that a reason for a decision can begin with, in their order. Every method joins the
 * caller's transaction.
 */
public interface ReasonTemplates {

  /** As many as fit a list that somebody still reads. */
  int MOST = 50;

  /** A text with its number. */
  record Template(long id, String text) {}

  /** Returns them all. */
  List<Template> all();

  /** Adds a text at the end; returns false if it is there already, or there are too many. */
  boolean add(String text);

  /** Moves one before the one before it; returns its text, empty if there is no such one. */
  Optional<String> up(long id);

  /** Takes one away; returns its text, empty if there is no such one. */
  Optional<String> remove(long id);
}
