package org.tocsin.agent.scenario;

/** About how many bytes all buckets take. Belongs to one thread at a time. */
final class Footprint {
  private long bytes;

  void add(long more) {
    bytes += more;
  }

  long bytes() {
    return bytes;
  }
}
