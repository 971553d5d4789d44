package org.tocsin.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.tocsin.address.Address;

/** Releases to render, and what they are rendered to. */
final class Releases {

  static final String SESSION = "7e1e2c1e-93f5-4b51-8d3f-2a6f7f3f7f10";
  static final Instant ISSUED = Instant.parse("2026-11-22T10:00:00Z");
  static final Instant SINCE = Instant.parse("2026-11-20T23:59:59.987654Z");
  static final Instant EXPIRES = Instant.parse("2026-11-25T12:34:56.5Z");

  private Releases() {}

  /** Both families, neighbours that merge and neighbours that do not, several times. */
  static ReleaseView mixed() {
    return release(
        List.of(
            listed("1.2.3.4", "crowdsecurity/ssh-bf"),
            new Listed(
                address("9.9.8.255"),
                "crowdsecurity/http-probing",
                Instant.parse("2026-11-22T09:58:00Z"),
                Instant.parse("2026-11-22T10:00:00.4Z")),
            listed("9.9.9.0", "crowdsecurity/ssh-bf"),
            listed("9.9.9.1", "crowdsecurity/ssh-bf"),
            listed("9.9.9.2", "crowdsecurity/ssh-bf"),
            new Listed(
                address("217.0.0.200"),
                "operator",
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2029-01-01T00:00:00Z")),
            listed("2a00:1:2::", "crowdsecurity/ssh-bf"),
            listed("2a00:1:2::1", "crowdsecurity/http-cve-2021-41773"),
            listed("2a00:1:2:0:ffff:ffff:ffff:ffff", "crowdsecurity/ssh-bf")));
  }

  static ReleaseView empty() {
    return release(List.of());
  }

  static ReleaseView release(List<Listed> entries) {
    return new ReleaseView(SESSION, 42, ISSUED, entries);
  }

  /** Returns a release of these addresses, put in order, all listed for the same. */
  static ReleaseView of(Collection<Address> addresses, String scenario) {
    List<Listed> entries = new ArrayList<>();
    for (Address address : new TreeSet<>(addresses)) {
      entries.add(new Listed(address, scenario, SINCE, EXPIRES));
    }
    return release(entries);
  }

  static Listed listed(String address, String scenario) {
    return new Listed(address(address), scenario, SINCE, EXPIRES);
  }

  static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  static String text(Rendering rendering, ReleaseView release) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      rendering.write(release, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
