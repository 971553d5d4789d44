package org.tocsin.curation;

import java.util.function.Supplier;

/** Runs steps of which each is done entirely or not at all. */
public interface Transactions {

  /** Runs one step and returns what it returns. */
  <T> T call(Supplier<T> step);
}
