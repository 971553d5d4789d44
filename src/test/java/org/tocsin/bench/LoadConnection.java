package org.tocsin.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP connection that takes next to nothing from the machine it shares with the
 * server: a blocking socket, whole requests as bytes, and of an answer only what is needed to find
 * its end. For one thread.
 */
final class LoadConnection implements AutoCloseable {

  private static final String LENGTH = "\r\ncontent-length:";
  private static final String HEAD_END = "\r\n\r\n";
  private static final int STATUS = "HTTP/1.1 ".length();

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[16 << 10];

  LoadConnection(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Sends a request, reads the whole answer and returns its status. */
  int exchange(byte[] request) throws IOException {
    out.write(request);
    int filled = 0;
    while (true) {
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read <= 0) {
        throw new EOFException("the server closed a connection in the middle of an answer");
      }
      filled += read;
      String answer = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
      int head = answer.indexOf(HEAD_END);
      if (head >= 0 && filled >= head + HEAD_END.length() + bodyLength(answer.substring(0, head))) {
        return Integer.parseInt(answer.substring(STATUS, STATUS + 3));
      }
    }
  }

  private static int bodyLength(String head) throws IOException {
    int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
    if (at < 0) {
      throw new IOException("an answer has no Content-Length");
    }
    int end = head.indexOf('\r', at + 2);
    return Integer.parseInt(
        head.substring(at + LENGTH.length(), end < 0 ? head.length() : end).strip());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
