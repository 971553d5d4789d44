package org.tocsin.format;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.tocsin.address.Address.Family;

/**
 * Input of {@code ipset restore}: both sets are filled under another name first and swapped with
 * the live ones at the end, so rules that use them never see half a list, and a torn download stops
 * before the swap.
 */
final class IpsetScript {

  /**
   * The same in every release: {@code create -exist} accepts a set that is already there only if it
   * was made with the same limit. It is a bound and costs no memory.
   */
  private static final int MAX_ELEMENTS = 1 << 24;

  /** What the kernel starts with by default. */
  private static final int SMALLEST_TABLE = 1024;

  private IpsetScript() {}

  static void write(ReleaseView release, Writer out) throws IOException {
    fill("tocsin4", "inet", release.of(Family.IPV4), out);
    fill("tocsin6", "inet6", release.of(Family.IPV6), out);
    swap("tocsin4", out);
    swap("tocsin6", out);
  }

  private static void fill(String name, String family, List<Listed> entries, Writer out)
      throws IOException {
    create(name, family, SMALLEST_TABLE, out);
    create(name + "-new", family, tableFor(entries.size()), out);
    out.write("flush " + name + "-new\n");
    String add = "add " + name + "-new ";
    for (Listed entry : entries) {
      out.write(add);
      out.write(entry.address().toString());
      out.write(" -exist\n");
    }
  }

  private static void create(String name, String family, int table, Writer out) throws IOException {
    out.write(
        "create %s hash:ip family %s hashsize %d maxelem %d -exist\n"
            .formatted(name, family, table, MAX_ELEMENTS));
  }

  /** Returns a power of two that spares the kernel from growing the table while it is filled. */
  private static int tableFor(int entries) {
    return Math.max(SMALLEST_TABLE, Integer.highestOneBit(entries));
  }

  private static void swap(String name, Writer out) throws IOException {
    out.write("swap %s %s-new\ndestroy %s-new\n".formatted(name, name, name));
  }
}
