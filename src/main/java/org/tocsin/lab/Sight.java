package org.tocsin.lab;

/** What the members of a community can see of the list they are served. */
interface Sight {

  /** Returns whether everybody gets the address now. */
  boolean listed(int address);

  /** Returns whether this member gets the address now. */
  boolean delivered(int address, int organisation);

  /** Returns all that this member gets now, in ascending unsigned order of address. */
  int[] deliveredTo(int organisation);
}
