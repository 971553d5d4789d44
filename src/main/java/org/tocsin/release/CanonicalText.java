package org.tocsin.release;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.tocsin.address.Address;
import org.tocsin.publication.ReleaseSets.Change;

/** The texts that are published: a line for each address, in published order. */
final class CanonicalText {

  private CanonicalText() {}

  static byte[] set(List<Address> addresses) {
    return lines(addresses.stream().map(Address::toString));
  }

  /**
   * Returns the text of changes, one of each address: what left, then what joined. For some readers
   * some of it is so already.
   */
  static byte[] delta(List<Change> changes) {
    return lines(
        Stream.concat(
            changes.stream()
                .filter(change -> !change.added())
                .map(change -> "-" + change.address()),
            changes.stream().filter(Change::added).map(change -> "+" + change.address())));
  }

  private static byte[] lines(Stream<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
