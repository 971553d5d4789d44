package org.tocsin.agent.community;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tocsin.agent.community.AdoptedAddresses.About;
import org.tocsin.agent.verification.Believed;
import org.tocsin.agent.verification.Limits;
import org.tocsin.agent.verification.ListHead.ListFile;
import org.tocsin.agent.verification.ListRefused;
import org.tocsin.agent.verification.LogCheck;
import org.tocsin.agent.verification.LogMemory;
import org.tocsin.agent.verification.Tiles.TileMissing;
import org.tocsin.agent.verification.TrustedKeys;
import org.tocsin.agent.verification.VerifiedHead;
import org.tocsin.agent.verification.VerifiedList;
import org.tocsin.agent.verification.Verifier;
import org.tocsin.agent.verification.Walk;

/**
 * Fetches, verifies, keeps and adopts the community's list. Whatever goes wrong, the list that was
 * adopted last goes on to count until its head expires. One thread pulls; any thread may read.
 */
final class ListPull {
  private static final String FOLDER = "blocklist/";
  private static final int SLACK = 1024;

  private final MemberCalls calls;
  private final KeyFile keyFile;
  private final ServerKeys serverKeys;
  private final ListStore store;
  private final Patience patience;
  private final Consumer<Notice> notices;
  private Held held = Held.NOTHING;
  private Set<String> keptKeys = Set.of();
  private volatile @Nullable TrustedKeys keys;
  private volatile @Nullable AdoptedAddresses adopted;
  private volatile Optional<Believed> believed = Optional.empty();

  /** How long a short answer may take in all, and how long a whole list. */
  record Patience(Duration request, Duration transfer) {}

  ListPull(MemberCalls calls, StateFiles files, Patience patience, Consumer<Notice> notices) {
    this.calls = calls;
    this.keyFile = new KeyFile(files, calls.url());
    this.serverKeys = new ServerKeys(calls.web(), calls.url(), keyFile, patience.request());
    this.store = new ListStore(files, calls.url());
    this.patience = patience;
    this.notices = notices;
  }

  /** Takes up what was kept. */
  void open() throws IOException {
    Optional<TrustedKeys> pinned = keyFile.read();
    if (pinned.isEmpty()) {
      return;
    }
    keys = pinned.get();
    keptKeys = pinned.get().fingerprints();
    ListStore.Loaded loaded = store.load(pinned.get());
    loaded.problem().ifPresent(problem -> notices.accept(new Notice(Notice.Kind.FAILED, problem)));
    held = loaded.held();
    believed = held.believed();
    if (held.list().isPresent()) {
      ChangeMemory changes = ChangeMemory.startingAt(held.version());
      adopted = state(held.version(), held.list().get(), changes);
      tell(held.list().get());
    }
  }

  Optional<AdoptedAddresses> adopted() {
    return Optional.ofNullable(adopted);
  }

  Optional<TrustedKeys> keys() {
    return Optional.ofNullable(keys);
  }

  Optional<Believed> believed() {
    return believed;
  }

  void pull(Instant now) throws CallFailed, ListRefused, IOException {
    TrustedKeys trusted = pinnedKeys();
    try {
      pull(now, trusted, held.list().isPresent() ? held.tag() : Optional.empty());
    } catch (CallFailed gone) {
      if (gone.status() != 404 && gone.status() != 410) {
        throw gone;
      }
      // A file of the head may be gone by the time it is asked for; a newer head names others.
      pull(now, trusted, Optional.empty());
    }
  }

  /** The keys of this server, from now on trusted, if none were before. */
  TrustedKeys pinnedKeys() throws CallFailed, ListRefused, IOException {
    TrustedKeys known = keys;
    if (known != null) {
      return known;
    }
    TrustedKeys first = serverKeys.pinned();
    keys = first;
    keptKeys = first.fingerprints();
    return first;
  }

  private void pull(Instant now, TrustedKeys trusted, Optional<String> tag)
      throws CallFailed, ListRefused, IOException {
    URI uri = calls.url().resolve(FOLDER + "head.json");
    Reply reply = get(uri, tag, Limits.HEAD, patience.request());
    if (reply.status() == 304 && tag.isPresent()) {
      requireCurrent(now);
      return;
    }
    if (reply.status() != 200) {
      throw reply.failure();
    }
    VerifiedHead head = new Verifier(trusted).head(reply.body(), held.believed(), now);
    TrustedKeys next = learned(trusted, head);
    Walk walk = walked(Walk.to(head, held.list()));
    Optional<LogMemory> log = followed(next, head);
    adopt(now, next, walk, reply, log);
  }

  private void requireCurrent(Instant now) throws CallFailed {
    Instant until = held.list().orElseThrow().head().expiresAt();
    if (!now.isBefore(until)) {
      throw new CallFailed("the server has no newer head than the one that expired at " + until);
    }
  }

  /** They are trusted only together with the list of that head, so that both go on as one. */
  private TrustedKeys learned(TrustedKeys trusted, VerifiedHead head)
      throws CallFailed, ListRefused {
    if (Set.copyOf(head.head().keys()).equals(trusted.fingerprints())) {
      return trusted;
    }
    return trusted.after(head, serverKeys.offered());
  }

  private Walk walked(Walk walk) throws CallFailed, ListRefused {
    for (Optional<ListFile> next = walk.wanted(); next.isPresent(); next = walk.wanted()) {
      ListFile file = next.get();
      URI uri = calls.resolve(file.url());
      int most = Math.toIntExact(file.bytes()) + SLACK;
      Reply reply = get(uri, Optional.empty(), most, patience.transfer());
      if (reply.status() != 200) {
        throw reply.failure();
      }
      walk.take(reply.body());
    }
    walk.detour()
        .ifPresent(
            why ->
                notices.accept(
                    new Notice(Notice.Kind.FAILED, "took the snapshot: " + why.message())));
    return walk;
  }

  /** A server without a log is taken as it is, but one that had a log must go on with it. */
  private Optional<LogMemory> followed(TrustedKeys trusted, VerifiedHead head)
      throws CallFailed, ListRefused {
    URI uri = calls.url().resolve(FOLDER + "log/checkpoint");
    Reply reply = get(uri, Optional.empty(), Limits.CHECKPOINT, patience.request());
    if (reply.status() == 404 && held.log().isEmpty()) {
      return Optional.empty();
    }
    if (reply.status() != 200) {
      throw new CallFailed(
          "no transparency log where there was one: HTTP " + reply.status(), 0, reply.retryAfter());
    }
    try {
      return Optional.of(
          LogCheck.follow(reply.body(), trusted, held.log(), head.head().release(), this::tile));
    } catch (TileMissing missing) {
      throw new CallFailed(Words.of(missing));
    }
  }

  private byte[] tile(String path, int bytes) throws TileMissing {
    try {
      URI uri = calls.url().resolve(FOLDER + "log/" + path);
      Reply reply = get(uri, Optional.empty(), bytes + SLACK, patience.request());
      if (reply.status() != 200) {
        throw new TileMissing(Words.of(reply.failure()));
      }
      return reply.body();
    } catch (CallFailed failed) {
      throw new TileMissing(Words.of(failed));
    }
  }

  /**
   * All of the new state is made before any of it counts. Numbers start no lower than the clock, so
   * that what was told of a list before this one was begun is never taken for a state of it.
   */
  private void adopt(Instant now, TrustedKeys next, Walk walk, Reply reply, Optional<LogMemory> log)
      throws IOException {
    VerifiedList list = walk.list();
    Believed last = Believed.of(list.head());
    long version = Math.max(held.version() + 1, now.toEpochMilli());
    Held newer = new Held(Optional.of(list), Optional.of(last), log, reply.tag(), version);
    AdoptedAddresses before = adopted;
    ChangeMemory changes =
        before == null
            ? ChangeMemory.startingAt(version)
            : before.changes().next(version, before.addresses(), list.addresses());
    AdoptedAddresses state = state(version, list, changes);
    held = newer;
    believed = newer.believed();
    keys = next;
    adopted = state;
    keep(next, reply, walk);
  }

  /** What guards against going back is written first, the list last. */
  private void keep(TrustedKeys next, Reply reply, Walk walk) throws IOException {
    boolean kept = false;
    try {
      tell(walk.list());
      store.remember(held);
      if (!next.fingerprints().equals(keptKeys)) {
        keyFile.write(next);
        keptKeys = next.fingerprints();
      }
      store.save(held, reply.body(), walk);
      kept = true;
    } finally {
      if (!kept) {
        store.distrust();
      }
    }
  }

  private static AdoptedAddresses state(long version, VerifiedList list, ChangeMemory changes) {
    return new AdoptedAddresses(
        About.COMMUNITY, version, list.head().expiresAt(), list.addresses(), changes);
  }

  private void tell(VerifiedList list) {
    notices.accept(
        new Notice(
            Notice.Kind.ADOPTED,
            "release %d with %d addresses counts until %s"
                .formatted(
                    list.head().release().serial(),
                    list.addresses().size(),
                    list.head().expiresAt())));
  }

  private Reply get(URI uri, Optional<String> tag, int most, Duration deadline) throws CallFailed {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    tag.ifPresent(one -> request.header("If-None-Match", one));
    return calls.send(request, most, deadline);
  }
}
