package org.tocsin.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port for programs that cannot draw one themselves. */
final class FreePort {

  private FreePort() {}

  /** Returns a loopback port that was free a moment ago. */
  static int draw() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BenchmarkFailed("no free port", e);
    }
  }
}
