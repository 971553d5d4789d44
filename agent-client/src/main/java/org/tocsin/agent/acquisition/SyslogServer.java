package org.tocsin.agent.acquisition;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes syslog messages by UDP and TCP. Nothing that a sender does ends it. */
final class SyslogServer implements Source {
  private static final int WAITING = 1 << 22;
  private static final int BACKLOG = 64;

  /**
   * What senders may take up.
   *
   * @param connections how many at once
   * @param idle how long a connection may say nothing
   */
  record Limits(int connections, Duration idle) {
    static final Limits USUAL = new Limits(64, Duration.ofMinutes(10));
  }

  private final Origin.Syslog origin;
  private final Outlet outlet;
  private final Limits limits;
  private final Optional<DatagramSocket> datagrams;
  private final Optional<ServerSocket> connections;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  SyslogServer(Origin.Syslog origin, Outlet outlet, Limits limits) {
    this.origin = origin;
    this.outlet = outlet;
    this.limits = limits;
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByName(origin.host()), origin.port());
      datagrams = origin.udp() ? Optional.of(new DatagramSocket(address)) : Optional.empty();
      connections = origin.tcp() ? Optional.of(listen(address)) : Optional.empty();
    } catch (IOException e) {
      throw new SourceUnusable(
          outlet.name()
              + ": cannot listen at "
              + origin.host()
              + ":"
              + origin.port()
              + ": "
              + e.getMessage());
    }
  }

  private ServerSocket listen(InetSocketAddress address) throws IOException {
    try {
      return new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
    } catch (IOException e) {
      datagrams.ifPresent(DatagramSocket::close);
      throw e;
    }
  }

  /** The ports it listens at, that for UDP first. */
  List<Integer> ports() {
    List<Integer> ports = new ArrayList<>();
    datagrams.ifPresent(socket -> ports.add(socket.getLocalPort()));
    connections.ifPresent(socket -> ports.add(socket.getLocalPort()));
    return ports;
  }

  @Override
  public List<Runnable> work() {
    List<Runnable> work = new ArrayList<>();
    datagrams.ifPresent(socket -> work.add(() -> receive(socket)));
    connections.ifPresent(socket -> work.add(() -> accept(socket)));
    return work;
  }

  private void receive(DatagramSocket socket) {
    byte[] buffer = new byte[origin.longest() + 1];
    LineText text = new LineText();
    try {
      socket.setReceiveBufferSize(WAITING);
    } catch (SocketException e) {
      outlet.note("the buffer for datagrams stays small: " + e.getMessage());
    }
    while (!outlet.stop().asked()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        outlet.read(packet.getLength());
        int length = Math.min(packet.getLength(), origin.longest());
        outlet.cut(packet.getLength() - length);
        take(text.of(buffer, 0, length).stripTrailing(), packet.getAddress());
      } catch (IOException e) {
        pauseAfter(e);
      }
    }
  }

  private void accept(ServerSocket server) {
    while (!outlet.stop().asked()) {
      try {
        Socket socket = server.accept();
        if (open.size() >= limits.connections) {
          outlet.note("more than " + limits.connections + " connections; one was refused");
          socket.close();
          continue;
        }
        begin(socket);
      } catch (IOException e) {
        pauseAfter(e);
      }
    }
  }

  /** A machine that has no thread to give refuses this one sender, and hears the next. */
  private void begin(Socket socket) throws IOException {
    open.add(socket);
    try {
      outlet
          .stop()
          .start(outlet.name() + " " + sender(socket.getInetAddress()), () -> serve(socket));
    } catch (OutOfMemoryError e) {
      open.remove(socket);
      socket.close();
      throw new IOException("no thread for one more sender", e);
    }
  }

  private void pauseAfter(IOException e) {
    if (!outlet.stop().asked()) {
      outlet.note("cannot receive: " + e.getMessage());
      outlet.stop().within(Duration.ofSeconds(1));
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setSoTimeout((int) limits.idle.toMillis());
      SyslogFrames frames = new SyslogFrames(socket.getInputStream(), origin.longest());
      long bytes = 0;
      long cut = 0;
      for (Optional<String> next = frames.next();
          next.isPresent() && !outlet.stop().asked();
          next = frames.next()) {
        outlet.read(frames.bytes() - bytes);
        outlet.cut(frames.cut() - cut);
        bytes = frames.bytes();
        cut = frames.cut();
        take(next.get(), socket.getInetAddress());
      }
    } catch (SocketTimeoutException e) {
      outlet.note("a silent connection was closed: " + sender(socket.getInetAddress()));
    } catch (IOException e) {
      if (!outlet.stop().asked()) {
        outlet.note(sender(socket.getInetAddress()) + ": connection lost: " + e.getMessage());
      }
    } finally {
      open.remove(socket);
    }
  }

  private void take(String message, InetAddress from) {
    String sender = sender(from);
    if (message.isBlank()) {
      return;
    }
    Optional<String> line =
        origin.parsed()
            ? SyslogText.line(message, sender)
            : Optional.of(SyslogText.withoutPriority(message).orElse(message));
    line.ifPresentOrElse(
        whole -> outlet.give(whole.replace('\n', ' '), sender),
        () -> outlet.drop("no syslog message from " + sender));
  }

  private static String sender(InetAddress address) {
    return address.getHostAddress().replaceFirst("%.*", "");
  }

  @Override
  public void close() {
    datagrams.ifPresent(DatagramSocket::close);
    connections.ifPresent(this::closeQuietly);
    open.forEach(this::closeQuietly);
  }

  private void closeQuietly(java.io.Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      outlet.note("a socket was not closed: " + e.getMessage());
    }
  }
}
