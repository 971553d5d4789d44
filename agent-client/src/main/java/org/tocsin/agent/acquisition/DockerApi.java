package org.tocsin.agent.acquisition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The few questions asked to a container engine, over its socket. They are asked as HTTP 1.0, so
 * that an answer ends with its connection and comes in no chunks.
 */
final class DockerApi {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_ANSWER = 16 << 20;
  private static final int LONGEST_HEAD = 16 << 10;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");

  /** A container as the list of them has it. */
  record Container(String id, String name, boolean running) {}

  private final Path socket;

  DockerApi(Path socket) {
    this.socket = socket;
  }

  List<Container> containers() throws IOException {
    List<Container> containers = new ArrayList<>();
    for (JsonNode one : json("/containers/json?all=1")) {
      String name = one.path("Names").path(0).asText().replaceFirst("^/", "");
      boolean running = one.path("State").asText().equals("running");
      containers.add(new Container(one.path("Id").asText(), name, running));
    }
    return containers;
  }

  /** Whether a container writes to a terminal, so that its outputs are one. */
  boolean hasTerminal(String id) throws IOException {
    return json("/containers/" + id + "/json").path("Config").path("Tty").asBoolean();
  }

  private JsonNode json(String path) throws IOException {
    try (Answer answer = get(path)) {
      byte[] body = answer.body.readNBytes(LONGEST_ANSWER);
      return JSON.readTree(body);
    }
  }

  /** An answer whose body is still to be read; closing it from another thread ends the reading. */
  record Answer(SocketChannel channel, InputStream body) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  Answer get(String path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      String request = "GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      Matcher status = STATUS.matcher(head(in));
      if (!status.lookingAt() || !status.group(1).equals("200")) {
        throw new IOException("the answer to " + path + " was no success");
      }
      return new Answer(channel, in);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int c = in.read();
      if (c < 0 || head.length() > LONGEST_HEAD) {
        throw new IOException("the answer has no proper beginning");
      }
      head.append((char) c);
    }
    return head.toString();
  }
}
