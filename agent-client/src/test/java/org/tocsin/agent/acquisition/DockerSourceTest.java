package org.tocsin.agent.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers' outputs are read, one that comes and goes too. */
final class DockerSourceTest {
  private final Desk desk = new Desk();

  /** As much of a container engine as is asked for; each connection gets one answer. */
  private static final class Engine implements AutoCloseable {
    final Map<String, byte[]> answers = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    private final ServerSocketChannel server;

    Engine(Path socket) throws IOException {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
      Threads.start("engine", this::serve);
    }

    void answers(String path, String body) {
      answers.put(path, body.getBytes(StandardCharsets.UTF_8));
    }

    private void serve() {
      while (server.isOpen()) {
        try (SocketChannel client = server.accept()) {
          ByteBuffer request = ByteBuffer.allocate(4096);
          client.read(request);
          String target =
              new String(request.array(), 0, request.position(), StandardCharsets.UTF_8)
                  .split(" ", 3)[1];
          asked.add(target);
          byte[] body = answers.getOrDefault(target.replaceFirst("[?].*", ""), new byte[0]);
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          out.writeBytes("HTTP/1.0 200 OK\r\nX: y\r\n\r\n".getBytes(StandardCharsets.UTF_8));
          out.writeBytes(body);
          ByteBuffer left = ByteBuffer.wrap(out.toByteArray());
          while (left.hasRemaining()) {
            client.write(left);
          }
        } catch (IOException e) {
          return;
        }
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private static byte[] frame(int stream, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + bytes.length)
        .put((byte) stream)
        .put(new byte[3])
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List.of(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private DockerSource source(Path folder, Positions positions) {
    Origin.Docker origin =
        new Origin.Docker(
            folder.resolve("docker.sock"),
            List.of("web"),
            List.of(com.google.re2j.Pattern.compile("^tty")),
            new Origin.Streams(true, true),
            new Origin.Since(List.of(), List.of(), Optional.empty()));
    return new DockerSource(origin, desk.outlet(origin), positions);
  }

  @Test
  void readsFramesAndTerminalsAndGoesOnBehindTheLastLine(@TempDir Path folder) throws IOException {
    Positions positions = desk.positions(folder);
    DockerSource source = source(folder, positions);
    try (Engine engine = new Engine(folder.resolve("docker.sock"))) {
      engine.answers("/containers/json", "[]");
      source.work().forEach(work -> Threads.start("docker", work));
      Desk.until(() -> engine.asked.size() >= 2);
      engine.answers("/containers/w/json", "{\"Config\":{\"Tty\":false}}");
      engine.answers("/containers/t/json", "{\"Config\":{\"Tty\":true}}");
      engine.answers.put(
          "/containers/w/logs",
          joined(
              frame(1, "2026-03-01T12:00:01.000000001Z long "),
              frame(2, "2026-03-01T12:00:02.5Z error\n"),
              frame(1, "2026-03-01T12:00:02.6Z line\n")));
      engine.answers("/containers/t/logs", "2026-03-01T12:00:03Z from a terminal\r\n");
      engine.answers(
          "/containers/json",
          """
          [{"Id":"w","Names":["/web"],"State":"running"},
           {"Id":"t","Names":["/tty1"],"State":"exited"},
           {"Id":"o","Names":["/other"],"State":"running"}]""");

      Desk.until(
          () ->
              desk.lines.size() == 3
                  && engine.asked.stream().anyMatch(a -> a.contains("since=1772366402.600000000")));
    } finally {
      desk.stop.ask();
      source.close();
    }
    assertThat(desk.raws()).containsExactlyInAnyOrder("error", "long line", "from a terminal");
    assertThat(desk.lines).allMatch(line -> line.module().equals("docker"));
    assertThat(desk.lines).extracting("source").contains("web", "tty1").doesNotContain("other");
  }
}
