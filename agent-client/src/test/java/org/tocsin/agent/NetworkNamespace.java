package org.tocsin.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A network of its own, with nothing in it but loopback, until it is closed. */
final class NetworkNamespace implements Closeable {
  private final String name;

  private NetworkNamespace(String name) {
    this.name = name;
  }

  /** Makes one; where that is not allowed the test is skipped. */
  static NetworkNamespace make() throws Exception {
    String name = "tocsin-" + UUID.randomUUID().toString().substring(0, 8);
    Ran made;
    try {
      made = Ran.in(Path.of("/"), "ip", "netns", "add", name);
    } catch (IOException e) {
      made = new Ran(127, String.valueOf(e.getMessage()));
    }
    if (made.code() != 0) {
      throw DebianPackage.skipping("network namespace", made.text());
    }
    NetworkNamespace namespace = new NetworkNamespace(name);
    namespace.run("ip", "link", "set", "lo", "up").well();
    return namespace;
  }

  String name() {
    return name;
  }

  /** The command that runs another one in here. */
  List<String> entering() {
    return List.of("ip", "netns", "exec", name);
  }

  Ran run(String... command) throws Exception {
    return Ran.in(
        Path.of("/"),
        Stream.concat(entering().stream(), Stream.of(command)).toArray(String[]::new));
  }

  /** A cable to another one, with these addresses at its ends. */
  void connect(NetworkNamespace other, List<String> here, List<String> there) throws Exception {
    run("ip", "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", other.name)
        .well();
    use(here);
    other.use(there);
  }

  private void use(List<String> addresses) throws Exception {
    for (String address : addresses) {
      // Without nodad an IPv6 address is not used for the first seconds.
      String[] add = {"ip", "addr", "add", address, "dev", "cable"};
      run(address.contains(":")
              ? Stream.concat(Stream.of(add), Stream.of("nodad")).toArray(String[]::new)
              : add)
          .well();
    }
    run("ip", "link", "set", "cable", "up").well();
  }

  @Override
  public void close() throws IOException {
    try {
      Ran.in(Path.of("/"), "ip", "netns", "del", name).well();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
