package org.tocsin.privatelist;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.tocsin.address.Prefix;
import org.tocsin.address.PrefixMap;

/**
 * Which lists the engines of an organisation are given links to. Asked at every pull, so it is kept
 * in memory: what this server changes is known at once, what another server changes within ten
 * seconds.
 */
@ApplicationScoped
public final class OfferedLists {

  private static final Duration MEMORY = Duration.ofSeconds(10);
  private static final int ORGANISATIONS = 100_000;

  private final ServedLists lists;
  private final ListKey key;
  private final InstantSource clock;
  private final AsyncCache<Long, List<Offer>> offers =
      Caffeine.newBuilder()
          .executor(Infrastructure.getDefaultWorkerPool())
          .maximumSize(ORGANISATIONS)
          .expireAfterWrite(MEMORY)
          .buildAsync();

  /**
   * A list and the way to it.
   *
   * @param list the list
   * @param path of its link on this server; whoever has it may read the list
   */
  public record Offer(PrivateList list, String path) {
    /** Says nothing of the path, which is a secret. */
    @Override
    public String toString() {
      return "offer of list " + list.id();
    }
  }

  OfferedLists(ServedLists lists, ListKey key, InstantSource clock) {
    this.lists = lists;
    this.key = key;
    this.clock = clock;
  }

  /** Returns an organisation's lists if they are at hand without asking the database. */
  public Optional<List<Offer>> ready(long organisation) {
    return Optional.ofNullable(offers.getIfPresent(organisation))
        .filter(future -> future.isDone() && !future.isCompletedExceptionally())
        .map(CompletableFuture::join);
  }

  /** Returns an organisation's lists as soon as they are there. */
  public CompletableFuture<List<Offer>> whenReady(long organisation) {
    // A copy, so that one client that goes away does not end the work others wait for.
    return offers.get(organisation, this::read).copy();
  }

  private List<Offer> read(Long organisation) {
    return lists.linked(organisation, clock.instant()).stream()
        .map(list -> new Offer(list, ListRoute.ROOT + key.token(list)))
        .toList();
  }

  /** Makes an organisation's lists be read again, as after a change of any of them. */
  void forget(long organisation) {
    offers.synchronous().invalidate(organisation);
  }

  /** Returns the values that an organisation's engines never act against. Asks the database. */
  public PrefixMap<Boolean> allowed(long organisation) {
    Map<Prefix, Boolean> values = new HashMap<>();
    lists.allowed(organisation, clock.instant()).forEach(value -> values.put(value, true));
    return new PrefixMap<>(values);
  }
}
