package org.tocsin.agent.decision;

import java.util.List;

/** Lists that a test sets. */
final class FakeAdopted implements Adopted {
  List<AdoptedList> lists = List.of();
  List<AllowedRange> allowed = List.of();

  @Override
  public List<AdoptedList> lists() {
    return lists;
  }

  @Override
  public List<AllowedRange> allowed() {
    return allowed;
  }
}
