package org.tocsin.lab;

import java.util.List;

/** A method with one list, the same for everybody. */
interface OneList extends Method {

  /** Returns that list. */
  Published published();

  @Override
  default boolean lists(int address) {
    return published().contains(address);
  }

  @Override
  default boolean delivers(int address, int organisation) {
    return lists(address);
  }

  @Override
  default int[] deliveredTo(int organisation) {
    return published().all();
  }

  @Override
  default List<Change> drain() {
    return published().drain();
  }
}
