package org.tocsin.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.tocsin.Together;
import org.tocsin.enrolment.SecretText;

/** How keys are remembered and downloads collected, without a database. */
final class ConsumersTest {

  private static final Cut WHOLE = Cut.ALL;

  private static final class FakeKeys implements KnownKeys {
    private final Map<String, Known> stored = new ConcurrentHashMap<>();
    private final List<SortedMap<Long, Pulls>> added = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private boolean down;
    private int lookUps;

    void put(String key, Known known) {
      stored.put(HexFormat.of().formatHex(SecretText.hash(key)), known);
    }

    @Override
    public Optional<Known> find(byte[] hash) {
      lookUps++;
      Optional<Known> found = Optional.ofNullable(stored.get(HexFormat.of().formatHex(hash)));
      meanwhile.run();
      return found;
    }

    @Override
    public void add(SortedMap<Long, Pulls> pulls) {
      if (down) {
        throw new IllegalStateException("down");
      }
      added.add(pulls);
    }

    long pullsOf(long key) {
      return added.stream()
          .flatMap(written -> Optional.ofNullable(written.get(key)).stream())
          .mapToLong(Pulls::count)
          .sum();
    }
  }

  private final FakeKeys keys = new FakeKeys();
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private final Consumers consumers = new Consumers(keys, () -> now);
  private final Consumer alice = consumer(1);

  private static Consumer consumer(long id) {
    return new Consumer(id, id + 100, "c" + id, OptionalLong.empty(), WHOLE);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void oneLookUpLastsTenSeconds() {
    keys.put("alice", new KnownKeys.Known(alice, Optional.empty()));
    for (int second = 0; second < 10; second++) {
      assertThat(consumers.authenticate("alice")).contains(alice);
      pass(Duration.ofSeconds(1));
    }
    assertThat(keys.lookUps).isEqualTo(1);

    keys.stored.clear();
    assertThat(consumers.authenticate("alice")).isEmpty();
    pass(Duration.ofSeconds(-5));
    assertThat(consumers.authenticate("alice")).isEmpty();
  }

  @Test
  void whatIsRememberedIsNeverLookedUpAndEndsWhenItIsRevokedForgottenOrOld() {
    assertThat(consumers.remembered("alice")).as("not looked up yet").isEmpty();
    keys.put("alice", new KnownKeys.Known(alice, Optional.of(now.plusSeconds(15))));
    consumers.authenticate("alice");
    assertThat(consumers.remembered("alice")).contains(alice);

    consumers.forget();
    assertThat(consumers.remembered("alice")).as("something was revoked").isEmpty();

    consumers.authenticate("alice");
    pass(Duration.ofSeconds(10));
    assertThat(consumers.remembered("alice")).as("as old as a memory gets").isEmpty();

    consumers.authenticate("alice");
    pass(Duration.ofSeconds(5));
    assertThat(consumers.remembered("alice")).as("the key has expired").isEmpty();
    assertThat(keys.lookUps).isEqualTo(3);
  }

  @Test
  void aClockThatIsSetBackMakesNoMemoryLonger() {
    keys.put("alice", new KnownKeys.Known(alice, Optional.empty()));
    consumers.authenticate("alice");
    keys.stored.clear();

    pass(Duration.ofHours(-1));

    assertThat(consumers.authenticate("alice")).isEmpty();
  }

  @Test
  void aKeyEndsAtTheInstantItExpiresThoughItIsRemembered() {
    keys.put("alice", new KnownKeys.Known(alice, Optional.of(now.plusSeconds(3))));

    pass(Duration.ofMillis(2_999));
    assertThat(consumers.authenticate("alice")).contains(alice);
    pass(Duration.ofMillis(1));
    assertThat(consumers.authenticate("alice")).isEmpty();
  }

  @Test
  void whatIsForgottenIsLookedUpAgainEvenIfItWasBeingLookedUp() {
    keys.put("alice", new KnownKeys.Known(alice, Optional.empty()));
    keys.meanwhile =
        () -> {
          keys.stored.clear();
          consumers.forget();
        };

    consumers.authenticate("alice");

    assertThat(consumers.authenticate("alice")).isEmpty();
    assertThat(keys.lookUps).isEqualTo(2);
  }

  @Test
  void aWrongKeyCostsOneLookUpAndOneThatCannotBeAKeyNone() {
    keys.put("alice", new KnownKeys.Known(alice, Optional.empty()));

    for (String wrong : List.of("", "x".repeat(201), "x".repeat(1_000_000))) {
      assertThat(consumers.authenticate(wrong)).isEmpty();
    }
    assertThat(keys.lookUps).isZero();
    for (String wrong : List.of("a", "alic", "alice ", "Alice", "\0", "x".repeat(200))) {
      assertThat(consumers.authenticate(wrong)).isEmpty();
    }
    assertThat(keys.lookUps).isEqualTo(6);
  }

  @Test
  void downloadsAreWrittenOnceTogetherWithTheLastOfThem() {
    Consumer bob = consumer(2);
    consumers.pulled(alice, 7, 1000);
    pass(Duration.ofSeconds(1));
    consumers.pulled(alice, 8, 20);
    consumers.pulled(bob, 8, 30);

    consumers.flush();
    consumers.flush();

    assertThat(keys.added)
        .containsExactly(
            new TreeMap<>(
                Map.of(
                    101L, new KnownKeys.Pulls(now, 8, 20, 2),
                    102L, new KnownKeys.Pulls(now, 8, 30, 1))));
  }

  @Test
  void whatCouldNotBeWrittenIsKeptForTheNextTime() {
    consumers.pulled(alice, 7, 1000);
    keys.down = true;
    assertThatThrownBy(consumers::flush).hasMessage("down");
    pass(Duration.ofSeconds(1));
    consumers.pulled(alice, 8, 20);
    keys.down = false;

    consumers.flush();

    assertThat(keys.added)
        .singleElement()
        .isEqualTo(new TreeMap<>(Map.of(101L, new KnownKeys.Pulls(now, 8, 20, 2))));
  }

  @Test
  void noDownloadIsLostOrCountedTwiceHoweverManyComeAtOnce() {
    Together.run(
        8,
        thread -> {
          for (int i = 0; i < 1000; i++) {
            consumers.pulled(alice, i, i);
            if (i % 50 == thread) {
              consumers.flush();
            }
          }
          return thread;
        });
    consumers.flush();

    assertThat(keys.pullsOf(alice.keyId())).isEqualTo(8000);
  }
}
