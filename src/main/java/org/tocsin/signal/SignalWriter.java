package org.tocsin.signal;

import java.util.List;

/** Writes batches in one transaction, durably, each signal once. */
@FunctionalInterface
interface SignalWriter {
  void write(List<SignalBatch> batches) throws SignalsNotStored;
}
