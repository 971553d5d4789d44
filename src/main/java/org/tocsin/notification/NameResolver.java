package org.tocsin.notification;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds out the addresses of a name. */
interface NameResolver {

  /** Returns every address of a name, or of the text of an address. */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /** Asks the operating system. */
  static NameResolver ofTheSystem() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
