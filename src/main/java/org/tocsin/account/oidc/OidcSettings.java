package org.tocsin.account.oidc;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.tocsin.account.Role;
import org.tocsin.sealing.Secret;

/**
 * What the server's configuration says of an OpenID provider.
 *
 * @param provider the provider, if there is one
 */
public record OidcSettings(Optional<Provider> provider) {

  /**
   * A provider.
   *
   * @param issuer who it says it is, and where its description begins
   * @param clientId who we are to it
   * @param clientSecret what shows that
   * @param name what people call it
   * @param roleClaim which claim has the groups of who signs in
   * @param groups the group of each role that has one
   */
  public record Provider(
      URI issuer,
      String clientId,
      Secret clientSecret,
      String name,
      String roleClaim,
      Map<Role, String> groups) {

    /** Refuses an issuer that could be overheard. */
    public Provider {
      if (!isSafe(issuer)) {
        throw new IllegalArgumentException("'" + issuer + "' does not begin with https://");
      }
      groups = Map.copyOf(groups);
    }
  }

  /** Returns whether nobody between here and there reads along: encrypted, or on this machine. */
  static boolean isSafe(URI uri) {
    return uri.getHost() != null
        && ("https".equals(uri.getScheme())
            || ("http".equals(uri.getScheme())
                && uri.getHost().matches("127\\.0\\.0\\.1|localhost")));
  }
}
