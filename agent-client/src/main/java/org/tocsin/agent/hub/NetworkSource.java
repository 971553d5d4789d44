package org.tocsin.agent.hub;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.tocsin.agent.rule.DataDeclaration;

/** A hub on the network: the address of its index, below which its files lie. */
record NetworkSource(URI address, Fetch fetch) implements HubSource {
  @Override
  public String name() {
    return address.toString();
  }

  @Override
  public byte[] index() {
    try {
      return fetch.get(address, LONGEST_INDEX);
    } catch (IOException e) {
      throw new InstallationFailed(address + ": " + e.getMessage());
    }
  }

  @Override
  public Optional<byte[]> content(String path) {
    URI file = address.resolve(path);
    try {
      return Optional.of(fetch.get(file, LONGEST_RULE));
    } catch (IOException e) {
      throw new InstallationFailed(file + ": " + e.getMessage());
    }
  }

  @Override
  public Optional<byte[]> data(DataDeclaration data) {
    return data(data, fetch);
  }

  /** A data file from the address the rule gives. */
  static Optional<byte[]> data(DataDeclaration data, Fetch fetch) {
    try {
      URI file = new URI(data.url());
      return HubSource.isAllowed(file)
          ? Optional.of(fetch.get(file, LONGEST_DATA))
          : Optional.empty();
    } catch (URISyntaxException | IOException e) {
      // Without its data a rule loads and finds nothing in it; who installs it is told.
      return Optional.empty();
    }
  }
}
