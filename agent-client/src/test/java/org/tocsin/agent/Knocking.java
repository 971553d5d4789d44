package org.tocsin.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A door, or somebody who knocks at it: {@code listen PORT} or {@code knock FROM TO PORT}. */
final class Knocking {
  private static final int PATIENCE_MILLIS = 700;

  private Knocking() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("listen")) {
      listen(Integer.parseInt(arguments[1]));
    } else {
      knock(arguments[1], new InetSocketAddress(arguments[2], Integer.parseInt(arguments[3])));
    }
  }

  private static void listen(int port) throws IOException {
    try (ServerSocket door = new ServerSocket(port)) {
      System.out.println("listening");
      while (!door.isClosed()) {
        door.accept().close();
      }
    }
  }

  private static void knock(String from, InetSocketAddress to) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      socket.connect(to, PATIENCE_MILLIS);
      System.out.println("open");
    }
  }
}
