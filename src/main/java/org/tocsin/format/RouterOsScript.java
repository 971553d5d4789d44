package org.tocsin.format;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tocsin.address.Address.Family;

/**
 * A script for RouterOS's {@code /import}. It is executed with full rights, so it is made of
 * constants, canonical addresses and numbers only.
 */
final class RouterOsScript {

  /** RouterOS keeps timeouts in 32 bits of a small unit; this is safely below what fits. */
  private static final Duration LONGEST = Duration.ofDays(240);

  /** A timeout of nothing would be an entry that stays for ever. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private RouterOsScript() {}

  static void write(ReleaseView release, Writer out) throws IOException {
    write("/ip firewall address-list ", release.of(Family.IPV4), release.issuedAt(), out);
    write("/ipv6 firewall address-list ", release.of(Family.IPV6), release.issuedAt(), out);
  }

  private static void write(String menu, List<Listed> entries, Instant now, Writer out)
      throws IOException {
    out.write(menu);
    out.write("remove [find where list=tocsin]\n");
    for (Listed entry : entries) {
      out.write(menu);
      out.write("add list=tocsin address=");
      out.write(entry.address().toString());
      out.write(" timeout=");
      out.write(timeout(Duration.between(now, entry.expiresAt())));
      out.write('\n');
    }
  }

  /** Returns days, hours, minutes and seconds as RouterOS itself writes them. */
  private static String timeout(Duration left) {
    Duration bounded = left.compareTo(LONGEST) > 0 ? LONGEST : left;
    long seconds = Math.max(SHORTEST.toSeconds(), bounded.toSeconds());
    StringBuilder text = new StringBuilder(16);
    part(text, seconds / 86_400, 'd');
    part(text, seconds / 3600 % 24, 'h');
    part(text, seconds / 60 % 60, 'm');
    part(text, seconds % 60, 's');
    return text.toString();
  }

  private static void part(StringBuilder text, long number, char unit) {
    if (number > 0) {
      text.append(number).append(unit);
    }
  }
}
