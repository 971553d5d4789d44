package org.tocsin.lab;

import java.util.List;
import java.util.Set;

/**
 * A way of keeping a blocklist. It is made for one {@link Community} and sees reports in time
 * order. The list changes only within {@link #advanceTo}.
 */
interface Method {

  /** Returns the name shown in tables. */
  String name();

  /** Takes one report; {@code at} never goes back. */
  void accept(Report report);

  /** Brings the list up to this time, which is a whole {@link Timeline#TICK}. */
  void advanceTo(long time);

  /** Returns whether everybody gets the address now. */
  boolean lists(int address);

  /** Returns whether the organisation gets the address now, in whichever tier. */
  boolean delivers(int address, int organisation);

  /** Returns all that the organisation gets now, in ascending unsigned order of address. */
  int[] deliveredTo(int organisation);

  /** Returns what entered and left since the last call, in time order. */
  List<Change> drain();

  /** Takes that a person found a listed address to be no attacker. */
  default void overrule(int address) {}

  /** Returns how many items a human was asked to look at so far. */
  default long reviews() {
    return 0;
  }

  /** Returns the organisations that were ever found to have named what cannot have attacked. */
  default Set<Integer> contradicted() {
    return Set.of();
  }

  /** Makes a method for one community. A method is used for one run. */
  interface Maker {
    /** Returns the name of what it makes. */
    String name();

    /** Returns a method that has seen nothing yet. */
    Method make(Community community);
  }
}
