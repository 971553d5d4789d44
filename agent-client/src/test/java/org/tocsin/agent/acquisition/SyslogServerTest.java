package org.tocsin.agent.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages come out as a syslog daemon would write them, whatever else senders send. */
final class SyslogServerTest {
  private final Desk desk = new Desk();
  private SyslogServer server = start(true, new SyslogServer.Limits(2, Duration.ofMinutes(1)));

  private SyslogServer start(boolean parsed, SyslogServer.Limits limits) {
    Origin.Syslog origin = new Origin.Syslog("127.0.0.1", 0, true, true, 100, parsed);
    SyslogServer started = new SyslogServer(origin, desk.outlet(origin), limits);
    started.work().forEach(work -> Threads.start("test", work));
    return started;
  }

  @AfterEach
  void stop() {
    desk.stop.ask();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<34>Oct 11 22:14:15 mymachine su[12]: 'su root' failed"
            + "|Oct 11 22:14:15 mymachine su[12]: 'su root' failed",
        "<34>Oct  1 22:14:15 mymachine sshd: x|Oct 1 22:14:15 mymachine sshd: x",
        "<13>Feb 05 17:32:18 su: no host|Feb 5 17:32:18 9.9.9.9 su: no host",
        "<13>Feb 5 17:32:18 host words only|Feb 5 17:32:18 host words only",
        "<13>2026-03-01T12:00:00.5+01:00 host app[7]: m|Mar 1 11:00:00 host app[7]: m",
        "<165>1 2003-10-11T22:14:15.003Z h app 42 ID47 - \ufeffan event"
            + "|Oct 11 22:14:15 h app[42]: an event",
        "<165>1 2003-10-11T22:14:15-07:00 - app - - [a b=\"c\\\"]d\"][e] text"
            + "|Oct 12 05:14:15 9.9.9.9 app: text",
        "<165>1 2003-10-11T22:14:15Z h app 42 - -|Oct 11 22:14:15 h app[42]: ``",
      })
  void writesMessagesLikeASyslogDaemon(String message, String line) {
    assertThat(SyslogText.line(message, "9.9.9.9")).hasValue(line.replace("``", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "no priority",
    "<192>Oct 11 22:14:15 h a: too high",
    "<>Oct 11 22:14:15 h a: none",
    "<13>no time",
    "<13>1 2003-10-11T22:14:15Z h app 42 ID [never closed",
    "<13>1 yesterday h app 42 ID - x",
  })
  void whatIsNoMessageIsNone(String message) {
    assertThat(SyslogText.line(message, "9.9.9.9")).isEmpty();
  }

  @Test
  void takesDatagramsAndSurvivesBadOnes() throws IOException {
    sendDatagram("garbage");
    sendDatagram("<13>Feb 5 17:32:18 host app: " + "x".repeat(200));
    sendDatagram("<13>Feb 5 17:32:18 host app: good");

    Desk.until(() -> desk.lines.size() == 2);
    assertThat(desk.raws().get(0)).hasSize(100 - "<13>".length());
    assertThat(desk.raws().get(1)).isEqualTo("Feb 5 17:32:18 host app: good");
    assertThat(desk.lines.get(1).source()).isEqualTo("127.0.0.1");
    assertThat(desk.lines.get(1).module()).isEqualTo("syslog");
    assertThat(desk.notes).containsExactly("test: no syslog message from 127.0.0.1");
  }

  @Test
  void takesBothFramingsOnOneConnection() throws IOException {
    try (Socket socket = connect()) {
      send(socket, "<13>Feb 5 17:32:18 h a: 1\n");
      send(socket, "27 <13>Feb 5 17:32:18 h a: 2\n3");
      send(socket, "30 <13>Feb 5 17:32:18 h a: three\n");
      send(socket, "<13>Feb 5 17:32:18 h a: " + "x".repeat(100_000) + "\n");
      send(socket, "<13>Feb 5 17:32:18 h a: end");
    }

    Desk.until(() -> desk.lines.size() == 5);
    assertThat(desk.raws().get(0)).endsWith("a: 1");
    assertThat(desk.raws().get(1)).endsWith("a: 2\n3".replace("\n", " "));
    assertThat(desk.raws().get(3)).hasSize(96);
    assertThat(desk.raws().get(4)).endsWith("a: end");
  }

  @Test
  void refusesConnectionsBeyondTheLimit() throws IOException {
    try (Socket first = connect();
        Socket second = connect()) {
      send(first, "<13>Feb 5 17:32:18 h a: 1\n");
      send(second, "<13>Feb 5 17:32:18 h a: 2\n");
      Desk.until(() -> desk.lines.size() == 2);
      try (Socket third = connect()) {
        assertThat(third.getInputStream().read()).isEqualTo(-1);
      }
      send(first, "<13>Feb 5 17:32:18 h a: 3\n");
      Desk.until(() -> desk.lines.size() == 3);
    }
  }

  @Test
  void stripsOnlyThePriorityIfSoConfigured() throws IOException {
    server.close();
    server = start(false, SyslogServer.Limits.USUAL);
    sendDatagram("<13>anything at all");
    Desk.until(() -> desk.lines.size() == 1);
    assertThat(desk.raws()).containsExactly("anything at all");
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.ports().get(1));
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void sendDatagram(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(
              bytes, bytes.length, InetAddress.getLoopbackAddress(), server.ports().get(0)));
    }
  }
}
