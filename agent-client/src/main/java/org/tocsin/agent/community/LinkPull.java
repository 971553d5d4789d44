package org.tocsin.agent.community;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.address.AddressSet;
import org.tocsin.agent.community.AdoptedAddresses.About;
import org.tocsin.agent.decision.AllowedRange;

/**
 * Fetches the lists that the organisation keeps for its own agents. They are not signed; they come
 * over the connection that the agent logged in on. A list stays as it is when it cannot be fetched
 * as a whole, and goes only when the server names it no more. They are kept in memory: after a
 * start the first pull brings them. One thread pulls; any thread may read.
 */
final class LinkPull {
  private static final int LONGEST_STREAM = 4 << 20;
  private static final int LONGEST_LIST = 64 << 20;
  private static final int MOST_LISTS = 100;

  private final MemberCalls calls;
  private final Duration deadline;
  private final Consumer<Notice> notices;
  private long version;
  private volatile Map<String, AdoptedAddresses> blocked = Map.of();
  private volatile Map<String, List<AllowedRange>> allowed = Map.of();

  LinkPull(MemberCalls calls, Duration deadline, Consumer<Notice> notices) {
    this.calls = calls;
    this.deadline = deadline;
    this.notices = notices;
  }

  List<AdoptedAddresses> blocked() {
    return List.copyOf(blocked.values());
  }

  List<AllowedRange> allowed() {
    return allowed.values().stream().flatMap(List::stream).toList();
  }

  /** What the community lists comes signed, so the stream is asked for without it. */
  void pull(Instant now) throws CallFailed {
    version = Math.max(version + 1, now.toEpochMilli());
    URI uri = calls.url().resolve("v3/decisions/stream?community_pull=false");
    Reply reply = calls.send(HttpRequest.newBuilder(uri), LONGEST_STREAM, deadline);
    if (reply.status() != 200) {
      throw reply.failure();
    }
    try {
      LinkAnswer.Links links = LinkAnswer.links(reply.body());
      blocked = blocked(Optional.ofNullable(links.blocklists()).orElse(List.of()), now);
      allowed = allowed(Optional.ofNullable(links.allowlists()).orElse(List.of()));
    } catch (IOException e) {
      throw new CallFailed(reply.from() + ": " + Words.of(e));
    }
  }

  private Map<String, AdoptedAddresses> blocked(List<LinkAnswer.Blocklist> links, Instant now) {
    Map<String, AdoptedAddresses> next = new LinkedHashMap<>();
    for (LinkAnswer.Blocklist link : links.subList(0, Math.min(MOST_LISTS, links.size()))) {
      String name = Words.cleaned(String.valueOf(link.name()));
      Optional<AdoptedAddresses> held = Optional.ofNullable(blocked.get(name));
      fetched(name, () -> fetched(link, name, held, now))
          .or(() -> held)
          .ifPresent(list -> next.put(name, list));
    }
    return Map.copyOf(next);
  }

  private AdoptedAddresses fetched(
      LinkAnswer.Blocklist link, String name, Optional<AdoptedAddresses> held, Instant now)
      throws CallFailed, IOException {
    AddressSet set = LinkAnswer.addresses(body(link.url()));
    Instant until = now.plus(LinkAnswer.duration(link.duration()));
    String type = Words.cleaned(Optional.ofNullable(link.remediation()).orElse("ban"));
    ChangeMemory changes =
        held.map(AdoptedAddresses::changes).orElseGet(() -> ChangeMemory.startingAt(version));
    About about = new About(name, "lists", name, type);
    return held.map(
            before ->
                new AdoptedAddresses(
                    about,
                    before.version() + 1,
                    until,
                    set,
                    changes.next(before.version() + 1, before.addresses(), set)))
        .orElseGet(() -> new AdoptedAddresses(about, version, until, set, changes));
  }

  private Map<String, List<AllowedRange>> allowed(List<LinkAnswer.Allowlist> links) {
    Map<String, List<AllowedRange>> next = new LinkedHashMap<>();
    for (LinkAnswer.Allowlist link : links.subList(0, Math.min(MOST_LISTS, links.size()))) {
      String name = Words.cleaned(String.valueOf(link.name()));
      fetched(name, () -> LinkAnswer.allowed(name, body(link.url())))
          .or(() -> Optional.ofNullable(allowed.get(name)))
          .ifPresent(list -> next.put(name, list));
    }
    return Map.copyOf(next);
  }

  private interface Fetching<T> {
    T fetch() throws CallFailed, IOException;
  }

  private <T> Optional<T> fetched(String name, Fetching<T> fetching) {
    try {
      return Optional.of(fetching.fetch());
    } catch (CallFailed | IOException e) {
      String text = "the list " + name + " is kept as it is: " + Words.of(e);
      notices.accept(new Notice(Notice.Kind.FAILED, text));
      return Optional.empty();
    }
  }

  /** Only a whole answer with status 200 says what is in a list. */
  private byte[] body(@Nullable String url) throws CallFailed {
    if (url == null) {
      throw new CallFailed("its link has no address");
    }
    URI uri = calls.resolve(url);
    if (uri.getHost() == null) {
      throw new CallFailed("its link is no http or https address");
    }
    Reply reply = calls.web().send(HttpRequest.newBuilder(uri), LONGEST_LIST, deadline);
    if (reply.status() != 200) {
      throw reply.failure();
    }
    boolean isTold = reply.headers().firstValueAsLong("Content-Length").isPresent();
    if (reply.body().length == 0 && !isTold) {
      throw new CallFailed("an empty answer without a length may be cut off");
    }
    return reply.body();
  }
}
