package org.tocsin.lab;

/** Told how far a run has come. */
@FunctionalInterface
interface Progress {

  /** The run has played this many of its days. */
  void played(int day, int days);
}
