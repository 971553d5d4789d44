package org.tocsin.agent.decision;

import java.util.List;

/** What others decided and this agent goes by; each answer is one moment's state. */
public interface Adopted {
  List<AdoptedList> lists();

  /** Ranges about which nothing is to be decided, as shared lists say. */
  List<AllowedRange> allowed();

  /** Nothing is adopted from anybody. */
  static Adopted nothing() {
    return new Adopted() {
      @Override
      public List<AdoptedList> lists() {
        return List.of();
      }

      @Override
      public List<AllowedRange> allowed() {
        return List.of();
      }
    };
  }
}
