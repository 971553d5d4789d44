package org.tocsin.agent.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tocsin.agent.rule.DataDeclaration;

/** Where rules come from. What it gives is not believed before its digest was looked at. */
public interface HubSource {
  /** The largest index that is read. */
  int LONGEST_INDEX = 64 << 20;

  /** The largest rule file that is read. */
  int LONGEST_RULE = 4 << 20;

  /** The largest data file that is read. */
  int LONGEST_DATA = 128 << 20;

  /** What the source is called when it is asked for again. */
  String name();

  /** The index of all its rules. */
  byte[] index();

  /** The file of a rule by its path in the hub. */
  Optional<byte[]> content(String path);

  /** A data file that a rule names; nothing if it cannot be had. */
  Optional<byte[]> data(DataDeclaration data);

  /** The source a person means: an address on the network, or a folder. */
  static HubSource of(String text, Fetch fetch) {
    if (text.contains("://")) {
      return new NetworkSource(allowed(text), fetch);
    }
    try {
      return new FolderSource(Path.of(text), fetch);
    } catch (InvalidPathException e) {
      throw new HubUnusable(text + ": not a path: " + e.getReason());
    }
  }

  /**
   * An address that may be asked. Digests come from the same place as what they vouch for, so on
   * the way to another machine nobody may change either.
   */
  private static URI allowed(String text) {
    try {
      URI address = new URI(text.strip());
      if (isAllowed(address)) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw new HubUnusable(text + ": not a URL: " + e.getReason());
    }
    throw new HubUnusable(text + ": a hub has to be an https:// URL or a folder");
  }

  /** Whether an address is encrypted, or on this machine. */
  static boolean isAllowed(URI address) {
    String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    String host = Optional.ofNullable(address.getHost()).orElse("");
    boolean here = Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
    return !host.isEmpty()
        && address.getRawUserInfo() == null
        && (scheme.equals("https") || (scheme.equals("http") && here));
  }
}
