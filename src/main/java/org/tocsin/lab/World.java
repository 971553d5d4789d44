package org.tocsin.lab;

import java.util.List;
import java.util.SplittableRandom;
import org.tocsin.address.Prefix;

/** A made-up community and its surroundings, with the truth about every address. Immutable. */
final class World {

  /** Draws a world. */
  static World of(WorldSize size, Variant variant, Timeline timeline, long seed) {
    throw new UnsupportedOperationException("not drawn yet");
  }

  WorldSize size() {
    throw new UnsupportedOperationException("not drawn yet");
  }

  Variant variant() {
    throw new UnsupportedOperationException("not drawn yet");
  }

  Timeline timeline() {
    throw new UnsupportedOperationException("not drawn yet");
  }

  long seed() {
    throw new UnsupportedOperationException("not drawn yet");
  }

  /** Returns the honest organisations; an organisation's id is its place. */
  List<Organisation> organisations() {
    throw new UnsupportedOperationException("not drawn yet");
  }

  /** Returns the honest agents; an agent's id is its place. */
  List<Agent> agents() {
    throw new UnsupportedOperationException("not drawn yet");
  }

  /** Returns a copy of the numbers of the networks that agents report from. */
  int[] networks() {
    throw new UnsupportedOperationException("not drawn yet");
  }

  /** Returns whether the organisation blocks what it is handed, so that it no longer sees it. */
  boolean enforces(int organisation) {
    throw new UnsupportedOperationException("not drawn yet");
  }

  List<Prefix> allowlist() {
    throw new UnsupportedOperationException("not drawn yet");
  }

  List<Prefix> shared() {
    throw new UnsupportedOperationException("not drawn yet");
  }

  /** Returns what an address truly is. */
  Nature natureOf(int address) {
    throw new UnsupportedOperationException("not drawn yet");
  }

  /** Returns a copy of all addresses of one nature, in the order in which they were drawn. */
  int[] addresses(Nature nature) {
    throw new UnsupportedOperationException("not drawn yet");
  }

  /**
   * Returns what sensors of the community see on one day: contacts with attackers and with harmless
   * addresses that trip a scenario, in time order. The same on every call.
   */
  List<Report> day(int day) {
    throw new UnsupportedOperationException("not drawn yet");
  }

  /**
   * Returns what further sensors would see on one day, in time order: the same attackers, at the
   * rate at which they meet honest sensors, groups included. The honest stream does not change.
   * Call it for each day in turn with the same generator.
   */
  List<Report> sensed(int day, List<Agent> sensors, SplittableRandom random) {
    throw new UnsupportedOperationException("not drawn yet");
  }
}
