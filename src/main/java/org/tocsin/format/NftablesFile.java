package org.tocsin.format;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.tocsin.address.Address.Family;

/**
 * Input of {@code nft -f}, which applies a file in one transaction: the sets are declared (no
 * change if they are there), emptied and filled. Chains that the operator keeps in the same table
 * stay as they are.
 */
final class NftablesFile {

  private NftablesFile() {}

  static void write(ReleaseView release, Writer out) throws IOException {
    out.write(
        """
        table inet tocsin {
          set v4 {
            type ipv4_addr
            flags interval
          }
          set v6 {
            type ipv6_addr
            flags interval
          }
        }
        flush set inet tocsin v4
        flush set inet tocsin v6
        """);
    fill("v4", release.of(Family.IPV4), out);
    fill("v6", release.of(Family.IPV6), out);
  }

  /** Adds all elements with one command; nft compares every further one with what is there. */
  private static void fill(String set, List<Listed> entries, Writer out) throws IOException {
    if (entries.isEmpty()) {
      return; // an empty pair of braces is a syntax error
    }
    out.write("add element inet tocsin " + set + " {\n");
    Aggregation.of(
        entries,
        prefix -> {
          out.write(Aggregation.text(prefix));
          out.write(",\n"); // the last comma is allowed
        });
    out.write("}\n");
  }
}
