package org.tocsin.review;

import org.tocsin.curation.Curator;
import org.tocsin.curation.RuleBook;

/** The curator of the ledgers that the cases belong to, and the rules in force. */
public interface Curation {

  /** Returns the curator. */
  Curator curator();

  /** Returns the rules in force. */
  RuleBook book();
}
