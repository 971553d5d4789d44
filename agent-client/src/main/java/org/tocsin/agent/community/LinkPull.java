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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.address.AddressSet;
import org.tocsin.agent.community.AdoptedAddresses.About;
import org.tocsin.agent.decision.AllowedRange;

/**
 * Fetches the lists that the organisation keeps for its own agents. They are not signed: that they
 * exist is said over the connection that the agent logged in on, and a link is followed, without
 * the agent's token, to that server itself or elsewhere by https only. What they say is bounded in
 * number and in width. A list stays as it is when it cannot be fetched as a whole, and goes only
 * when the server names it no more. Whom the organisation allows is kept over restarts, so that
 * nobody is blocked because the server is away; the rest is in memory, and the first pull brings
 * it. One thread pulls; any thread may read.
 */
final class LinkPull {
  private static final int LONGEST = 16 << 20;
  private static final int MOST_LISTS = 100;

  /** How many addresses all lists together may have to act against. */
  static final int MOST_BLOCKED = 1_000_000;

  /** How many ranges all lists together may allow, each of which is held with its reason. */
  static final int MOST_ALLOWED = 50_000;

  private static final String ALLOWED = "allowed.json";
  private static final Duration TOLD_OF_ENDS = Duration.ofDays(1);
  private static final About SCOPED = new About("scoped", "lists", "scoped", "ban");

  private final MemberCalls calls;
  private final StateFiles files;
  private final Duration deadline;
  private final Consumer<Notice> notices;
  private long version;
  private volatile Map<String, AdoptedAddresses> blocked = Map.of();
  private volatile Map<String, List<AllowedRange>> allowed = Map.of();
  private volatile Optional<AdoptedAddresses> scoped = Optional.empty();
  private volatile boolean known;
  private volatile Instant firstEnd = Instant.MAX;

  LinkPull(MemberCalls calls, StateFiles files, Duration deadline, Consumer<Notice> notices) {
    this.calls = calls;
    this.files = files;
    this.deadline = deadline;
    this.notices = notices;
  }

  /** Takes up whom the organisation allowed when that was last known. */
  void open() throws IOException {
    Optional<byte[]> kept = files.read(ALLOWED);
    if (kept.isPresent()) {
      allowed = AllowedText.read(kept.get());
      known = true;
    }
  }

  List<AdoptedAddresses> blocked() {
    return Stream.concat(blocked.values().stream(), scoped.stream()).toList();
  }

  /** Whether it is known whom the organisation allows, as of now or of some earlier pull. */
  boolean isKnown() {
    return known;
  }

  /** When the first of what is listed for the organisation alone ends. */
  Instant firstEnd() {
    return firstEnd;
  }

  List<AllowedRange> allowed() {
    return allowed.values().stream().flatMap(List::stream).toList();
  }

  /** What the community lists comes signed, so the stream is asked for without it. */
  void pull(Instant now) throws CallFailed {
    version = Math.max(version + 1, now.toEpochMilli());
    URI uri = calls.url().resolve("v3/decisions/stream?community_pull=false&scoped=true");
    Reply reply = calls.send(HttpRequest.newBuilder(uri), LONGEST, deadline);
    if (reply.status() != 200) {
      throw reply.failure();
    }
    try {
      LinkAnswer.Links links = LinkAnswer.links(reply.body());
      keep(allowed(Optional.ofNullable(links.allowlists()).orElse(List.of())));
      blocked = blocked(Optional.ofNullable(links.blocklists()).orElse(List.of()), now);
      int others = blocked.values().stream().mapToInt(AdoptedAddresses::size).sum();
      scope(LinkAnswer.scoped(reply.body(), MOST_BLOCKED - others), now);
    } catch (IOException e) {
      throw new CallFailed(reply.from() + ": " + Words.of(e));
    }
  }

  private void keep(Map<String, List<AllowedRange>> next) {
    boolean changed = !known || !next.equals(allowed);
    allowed = next;
    known = true;
    if (changed) {
      try {
        files.write(ALLOWED, out -> out.write(AllowedText.write(next)));
      } catch (IOException e) {
        String text = "whom the organisation allows cannot be kept: " + Words.of(e);
        notices.accept(new Notice(Notice.Kind.FAILED, text));
      }
    }
  }

  private void scope(LinkAnswer.Scoped answer, Instant now) {
    boolean isEmpty = answer.addresses().size() == 0;
    firstEnd = isEmpty ? Instant.MAX : now.plus(answer.first());
    if (!isEmpty || scoped.isPresent()) {
      Duration left = isEmpty ? TOLD_OF_ENDS : answer.last();
      scoped = Optional.of(next(SCOPED, scoped, answer.addresses(), now.plus(left)));
    }
  }

  private Map<String, AdoptedAddresses> blocked(List<LinkAnswer.Blocklist> links, Instant now) {
    Map<String, AdoptedAddresses> next = new LinkedHashMap<>();
    List<LinkAnswer.Blocklist> first = first(links);
    first.forEach(link -> held(name(link.name())).ifPresent(list -> next.put(list.name(), list)));
    for (LinkAnswer.Blocklist link : first) {
      String name = name(link.name());
      int others = next.values().stream().mapToInt(AdoptedAddresses::size).sum();
      int own = Optional.ofNullable(next.get(name)).map(AdoptedAddresses::size).orElse(0);
      int room = MOST_BLOCKED - scoped.map(AdoptedAddresses::size).orElse(0) - others + own;
      fetched(name, () -> fetched(link, name, room, now)).ifPresent(list -> next.put(name, list));
    }
    blocked.forEach((name, list) -> ended(list, now).ifPresent(end -> next.putIfAbsent(name, end)));
    return Map.copyOf(next);
  }

  private static <T> List<T> first(List<T> links) {
    return links.subList(0, Math.min(MOST_LISTS, links.size()));
  }

  private static String name(@Nullable String given) {
    return Words.cleaned(String.valueOf(given));
  }

  private Optional<AdoptedAddresses> held(String name) {
    return Optional.ofNullable(blocked.get(name));
  }

  /** A list that is named no more stays empty for a while, so that bouncers hear of its end. */
  private Optional<AdoptedAddresses> ended(AdoptedAddresses list, Instant now) {
    if (list.size() > 0) {
      return Optional.of(
          next(list.about(), Optional.of(list), AddressSet.empty(), now.plus(TOLD_OF_ENDS)));
    }
    return Optional.of(list).filter(empty -> now.isBefore(empty.until()));
  }

  private AdoptedAddresses fetched(LinkAnswer.Blocklist link, String name, int room, Instant now)
      throws CallFailed, IOException {
    AddressSet set = ListText.addresses(body(link.url()), room);
    Instant until = now.plus(LinkAnswer.duration(link.duration()));
    String type = Words.cleaned(Optional.ofNullable(link.remediation()).orElse("ban"));
    return next(new About(name, "lists", name, type), held(name), set, until);
  }

  private AdoptedAddresses next(
      About about, Optional<AdoptedAddresses> held, AddressSet set, Instant until) {
    if (held.isEmpty()) {
      return new AdoptedAddresses(about, version, until, set, ChangeMemory.startingAt(version));
    }
    AdoptedAddresses before = held.get();
    long newer = before.version() + 1;
    ChangeMemory changes = before.changes().next(newer, before.addresses(), set);
    return new AdoptedAddresses(about, newer, until, set, changes);
  }

  private Map<String, List<AllowedRange>> allowed(List<LinkAnswer.Allowlist> links) {
    Map<String, List<AllowedRange>> next = new LinkedHashMap<>();
    for (LinkAnswer.Allowlist link : first(links)) {
      String name = name(link.name());
      int room = MOST_ALLOWED - next.values().stream().mapToInt(List::size).sum();
      fetched(name, () -> ListText.allowed(name, body(link.url()), room))
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
    if (!calls.isOwn(uri) && !"https".equalsIgnoreCase(uri.getScheme())) {
      throw new CallFailed("its link leads elsewhere, and not by https");
    }
    Reply reply = calls.web().send(HttpRequest.newBuilder(uri), LONGEST, deadline);
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
