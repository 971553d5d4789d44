package org.tocsin.agent.community;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.tocsin.agent.verification.Limits;
import org.tocsin.agent.verification.ListRefused;
import org.tocsin.agent.verification.TrustedKeys;

/** The keys a server shows, and their being trusted once: the first that are seen are pinned. */
public final class ServerKeys {
  private static final String PATH = "blocklist/keys.json";

  private final WebCalls web;
  private final ServerUrl url;
  private final KeyFile file;
  private final Duration deadline;

  ServerKeys(WebCalls web, ServerUrl url, KeyFile file, Duration deadline) {
    this.web = web;
    this.url = url;
    this.file = file;
    this.deadline = deadline;
  }

  /**
   * Trusts the keys that a server shows now, unless some of that server are trusted already, and
   * answers the fingerprints of those that are. The message of a failure is one clean line.
   */
  public static Set<String> pin(
      ServerUrl url, Path stateFolder, String userAgent, Timeouts timeouts) throws IOException {
    KeyFile file = new KeyFile(new FolderFiles(stateFolder.resolve("community")), url);
    WebCalls web = new WebCalls(userAgent, timeouts.connect());
    try {
      return new ServerKeys(web, url, file, timeouts.request()).pinned().fingerprints();
    } catch (CallFailed | ListRefused e) {
      throw new IOException(Words.of(e), e);
    }
  }

  TrustedKeys pinned() throws CallFailed, ListRefused, IOException {
    Optional<TrustedKeys> known = file.read();
    if (known.isPresent()) {
      return known.get();
    }
    TrustedKeys first = offered();
    file.write(first);
    return first;
  }

  /** What is shown proves nothing; it is for the first time, or for what a signed head names. */
  TrustedKeys offered() throws CallFailed, ListRefused {
    URI uri = url.resolve(PATH);
    Reply reply = web.send(HttpRequest.newBuilder(uri), Limits.KEYS, deadline);
    if (reply.status() != 200) {
      throw reply.failure();
    }
    return TrustedKeys.read(reply.body());
  }
}
