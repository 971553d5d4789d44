package org.tocsin.signal;

import java.util.concurrent.CompletionStage;

/** Where signals are kept. */
public interface SignalStore {

  /**
   * Stores a batch. The stage completes after the commit that holds the batch. It fails with {@link
   * SignalsNotStored}, and then the same batch may be sent again without harm.
   */
  CompletionStage<Void> store(SignalBatch batch);

  /** Returns how many distinct signals are held within retention. */
  long count();

  /** Returns how many distinct signals were ever stored, those that are dropped by now included. */
  long received();
}
