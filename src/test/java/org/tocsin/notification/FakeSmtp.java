package org.tocsin.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of a mail server as sending a message needs, on loopback. */
final class FakeSmtp implements AutoCloseable {

  /** A message that was taken. */
  record Mail(String from, List<String> to, List<String> lines) {
    List<String> headers() {
      return lines.subList(0, lines.indexOf(""));
    }

    String body() {
      return String.join("\n", lines.subList(lines.indexOf("") + 1, lines.size()));
    }
  }

  final List<Mail> mails = new CopyOnWriteArrayList<>();
  final List<String> commands = new CopyOnWriteArrayList<>();
  private final ServerSocket socket;
  private final String extension;
  private final String answerToMail;

  FakeSmtp(String extension, String answerToMail) throws IOException {
    this.extension = extension;
    this.answerToMail = answerToMail;
    socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "fake smtp");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        talk(
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8)),
            client.getOutputStream());
      } catch (IOException e) {
        commands.add("connection lost");
      }
    }
  }

  private void talk(BufferedReader in, OutputStream out) throws IOException {
    String from = "";
    List<String> to = new ArrayList<>();
    say(out, "220 fake");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      String command = line.toUpperCase(Locale.ROOT);
      if (command.startsWith("EHLO")) {
        say(out, extension.isEmpty() ? "250 fake" : "250-fake\r\n250 " + extension);
      } else if (command.startsWith("MAIL FROM")) {
        from = line;
        say(out, answerToMail);
      } else if (command.startsWith("RCPT TO")) {
        to.add(line);
        say(out, "250 ok");
      } else if (command.startsWith("AUTH")) {
        say(out, "535 no");
      } else if (command.startsWith("DATA")) {
        say(out, "354 go on");
        mails.add(new Mail(from, List.copyOf(to), data(in)));
        say(out, "250 taken");
      } else {
        say(out, command.startsWith("QUIT") ? "221 bye" : "250 ok");
      }
    }
  }

  private static List<String> data(BufferedReader in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
