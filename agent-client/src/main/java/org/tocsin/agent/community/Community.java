package org.tocsin.agent.community;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.tocsin.agent.community.CredentialsText.Content;
import org.tocsin.agent.decision.AdoptedList;
import org.tocsin.agent.decision.AllowedRange;
import org.tocsin.agent.verification.Believed;
import org.tocsin.agent.verification.TrustedKeys;

/**
 * How this agent takes part in a community: it holds the lists it adopted, fetches newer ones, and
 * sends its signals. {@link #pull} and {@link #push} are for one thread each, which calls again
 * when they say; everything else may be asked by any thread at any time and never waits for a
 * server.
 */
public final class Community {
  private static final Duration SIGNALS_DEADLINE = Duration.ofSeconds(30);
  private static final Duration SOONEST = Duration.ofMinutes(1);

  private final Around around;
  private final ListPull lists;
  private final LinkPull links;
  private final Outbox outbox;
  private final SignalPush signals;
  private final Errand community;
  private final Errand organisation;
  private final Cadence pushes;

  /**
   * What is set for taking part.
   *
   * @param stateFolder the agent's state folder, in which its credentials are
   * @param pullEvery how long from one pull to the next
   * @param pullJitter how much sooner or later that may be
   * @param pushEvery how long signals wait for others to be sent with
   * @param batch how many signals are sent at once, 500 at most
   * @param timeouts for a connection and for a short answer
   * @param transfer how long a whole list may take
   */
  public record Settings(
      Path stateFolder,
      Duration pullEvery,
      Duration pullJitter,
      Duration pushEvery,
      int batch,
      Timeouts timeouts,
      Duration transfer) {
    /** What is usual, for a state folder. */
    public static Settings usual(Path stateFolder) {
      return new Settings(
          stateFolder,
          Duration.ofHours(2),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          50,
          new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30)),
          Duration.ofMinutes(10));
    }

    /** The same at other intervals; no pull is sooner or later by more than a twentieth. */
    public Settings every(Duration pull, Duration push) {
      return new Settings(stateFolder, pull, pull.dividedBy(20), push, batch, timeouts, transfer);
    }
  }

  /** What taking part needs of the world around it. */
  public record Around(
      InstantSource clock,
      RandomGenerator random,
      Consumer<Notice> notices,
      Supplier<List<String>> scenarios,
      String userAgent) {}

  /**
   * Where things stand.
   *
   * @param serial the release held, if any was believed yet
   * @param size how many addresses the list has
   * @param until when the list counts no more unless it is confirmed
   * @param fingerprints the thumbprints of the keys that are trusted
   * @param lastPull when the community's list was last confirmed or replaced
   * @param problem what was wrong with the last pull of any list, if anything
   * @param waiting how many signals wait to be sent
   * @param sent how many signals the server took since the start
   * @param lost how many were dropped or set aside since the start
   */
  public record Status(
      Optional<Long> serial,
      int size,
      Optional<Instant> until,
      Set<String> fingerprints,
      Optional<Instant> lastPull,
      Optional<String> problem,
      long waiting,
      long sent,
      long lost) {}

  private Community(Settings settings, Around around, Credentials credentials) throws IOException {
    this.around = around;
    Timeouts timeouts = settings.timeouts();
    MemberCalls calls =
        new MemberCalls(
            new CentralServer(credentials.url(), around.userAgent(), timeouts),
            credentials.watcher(),
            around.scenarios(),
            new WebCalls(around.userAgent(), timeouts.connect()));
    FolderFiles files = new FolderFiles(settings.stateFolder().resolve("community"));
    this.lists =
        new ListPull(
            calls,
            files,
            new ListPull.Patience(timeouts.request(), settings.transfer()),
            around.notices());
    this.links = new LinkPull(calls, files, settings.transfer(), around.notices());
    this.outbox =
        new Outbox(settings.stateFolder().resolve("outbox"), Outbox.Bounds.USUAL, around.notices());
    this.signals =
        new SignalPush(calls, outbox, settings.batch(), SIGNALS_DEADLINE, around.notices());
    this.community = errand(settings, around);
    this.organisation = errand(settings, around);
    this.pushes =
        new Cadence(settings.pushEvery(), Duration.ZERO, Duration.ofSeconds(10), around.random());
  }

  private static Errand errand(Settings settings, Around around) {
    Cadence cadence =
        new Cadence(
            settings.pullEvery(), settings.pullJitter(), Duration.ofMinutes(1), around.random());
    return new Errand(around.clock(), cadence, around.notices());
  }

  /** Takes up what is kept in the state folder; empty when this agent is not enrolled. */
  public static Optional<Community> open(Settings settings, Around around) throws IOException {
    Content content;
    try {
      content = CredentialsFile.ofAgent(settings.stateFolder()).content();
    } catch (EnrolmentFailure unusable) {
      throw new IOException(unusable.getMessage(), unusable);
    }
    if (content instanceof Content.Other other) {
      throw new IOException("the credentials in " + settings.stateFolder() + ": " + other.why());
    }
    if (!(content instanceof Content.Held held)) {
      return Optional.empty();
    }
    Community community = new Community(settings, around, held.credentials());
    community.links.open();
    community.lists.open();
    community.outbox.open();
    return Optional.of(community);
  }

  /** The newest state of each list that was adopted: the community's, then the organisation's. */
  public List<AdoptedList> lists() {
    return Stream.<AdoptedList>concat(lists.adopted().stream(), links.blocked().stream()).toList();
  }

  /** What the organisation never wants acted against. */
  public List<AllowedRange> allowed() {
    return links.allowed();
  }

  /** Takes signals to be sent; when this returns, they survive a crash if the disk takes them. */
  public void add(List<Signal> more) {
    outbox.add(more);
  }

  /**
   * Fetches what is new, and answers when to do so again. Nothing that goes wrong is thrown, and
   * what goes wrong with the organisation's lists does not touch the community's, nor the reverse;
   * but before the very first list it must be known whom the organisation allows.
   */
  public Instant pull() {
    Instant own = organisation.run(links::pull);
    Instant early = organisation.problem().isEmpty() ? soonest(own) : own;
    if (!links.isKnown()) {
      return early;
    }
    Instant list = community.run(lists::pull);
    return list.isBefore(early) ? list : early;
  }

  /** What ends sooner than the next pull is due is noticed by an earlier one. */
  private Instant soonest(Instant due) {
    Instant end = links.firstEnd();
    Instant earliest = around.clock().instant().plus(SOONEST);
    Instant early = end.isBefore(earliest) ? earliest : end;
    return early.isBefore(due) ? early : due;
  }

  /** A server that is away is away for both, and told of once. */
  private Optional<String> problem() {
    List<String> all =
        Stream.of(community.problem(), organisation.problem())
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
  }

  /** Sends what waits, and answers when to do so again. Nothing that goes wrong is thrown. */
  public Instant push() {
    try {
      signals.push();
      return pushes.afterSuccess(around.clock().instant());
    } catch (CallFailed failed) {
      return unsent(Words.of(failed), failed.retryAfter());
    } catch (IOException e) {
      return unsent(Words.of(e), Optional.empty());
    }
  }

  /** An outage is told of once, not at every attempt. */
  private Instant unsent(String why, Optional<Duration> retryAfter) {
    if (pushes.failures() == 0) {
      around.notices().accept(new Notice(Notice.Kind.FAILED, "signals wait: " + why));
    }
    return pushes.afterFailure(around.clock().instant(), retryAfter);
  }

  /** Where things stand. */
  public Status status() {
    Optional<AdoptedAddresses> adopted = lists.adopted();
    return new Status(
        lists.believed().map(Believed::release).map(release -> release.serial()),
        adopted.map(AdoptedAddresses::size).orElse(0),
        adopted.map(AdoptedAddresses::until),
        lists.keys().map(TrustedKeys::fingerprints).orElse(Set.of()),
        community.lastSuccess(),
        problem(),
        outbox.waiting(),
        signals.sent(),
        outbox.dropped() + signals.setAside());
  }
}
