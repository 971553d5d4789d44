package org.tocsin.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** nginx serving files that are already compressed, the way it does that best. */
final class Nginx {

  private static final String STREAM = "stream";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Nginx() {}

  /** Starts it with one file, compressed with gzip, and returns the file's address. */
  static URI serve(Path program, byte[] gzip, Scratch scratch) {
    return serve(program, Map.of(STREAM, gzip), scratch).resolve(STREAM);
  }

  /**
   * Starts it and returns the address that files' names are relative to.
   *
   * @param files all compressed with gzip
   */
  static URI serve(Path program, Map<String, byte[]> files, Scratch scratch) {
    Path folder = scratch.folder();
    int port = FreePort.draw();
    try {
      Files.createDirectory(folder.resolve("www"));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve("www").resolve(file.getKey()), file.getValue());
      }
      Files.writeString(folder.resolve("nginx.conf"), configuration(folder, port));
    } catch (IOException e) {
      throw new BenchmarkFailed("nginx's files cannot be written", e);
    }
    ChildProcess nginx =
        scratch.start(
            "nginx",
            List.of(
                program.toString(),
                "-p",
                folder.toString(),
                "-e",
                "stderr",
                "-c",
                folder.resolve("nginx.conf").toString()),
            folder);
    URI root = URI.create("http://127.0.0.1:" + port + "/");
    await(nginx, root.resolve(files.keySet().iterator().next()));
    return root;
  }

  private static String configuration(Path folder, int port) {
    String user =
        System.getProperty("user.name").equals("root")
            // Its workers must be able to read the scratch folder.
            ? "user root root;"
            : "";
    return """
    %s
    daemon off;
    worker_processes 2;
    pid nginx.pid;
    error_log stderr;
    events { worker_connections 1024; }
    http {
      client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi; scgi_temp_path scgi;
      access_log off;
      sendfile on;
      tcp_nopush on;
      keepalive_requests 100000000;
      default_type application/json;
      server {
        listen 127.0.0.1:%d;
        root %s/www;
        add_header Content-Encoding gzip;
        add_header Vary Accept-Encoding;
      }
    }
    """
        .formatted(user, port, folder);
  }

  private static void await(ChildProcess nginx, URI address) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Readiness.answers(address)) {
      nginx.checkAlive();
      if (System.nanoTime() > deadline) {
        throw new BenchmarkFailed("nginx does not answer");
      }
      Readiness.pause();
    }
  }
}
