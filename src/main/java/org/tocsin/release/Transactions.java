package org.tocsin.release;

import java.util.function.Supplier;

/** Does something in a transaction of its own. */
interface Transactions {

  /** Returns what the work returns, after what it did is committed. */
  <T> T in(Supplier<T> work);
}
