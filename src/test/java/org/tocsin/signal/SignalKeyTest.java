package org.tocsin.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tocsin.address.Address;

/** When two signals are the same signal. */
final class SignalKeyTest {

  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final Signal PLAIN = signal("1.1.1.1", "a/b", Optional.of(AT), Optional.empty());

  private static Signal signal(
      String address, String scenario, Optional<Instant> time, Optional<String> uuid) {
    return new Signal(
        Address.parse(address).orElseThrow(), new Scenario(scenario, ""), time, time, uuid, true);
  }

  @Test
  void knowsASignalByItsUuidWhateverElseItSays() {
    Signal one = signal("1.1.1.1", "a/b", Optional.of(AT), Optional.of("u"));
    Signal other = signal("2a00::1", "c/d", Optional.empty(), Optional.of("u"));

    assertThat(SignalKey.of(7, one)).isEqualTo(SignalKey.of(7, other));
  }

  @Test
  void tellsDifferentUuidsApart() {
    assertThat(SignalKey.of(7, signal("1.1.1.1", "a/b", Optional.of(AT), Optional.of("u"))))
        .isNotEqualTo(SignalKey.of(7, signal("1.1.1.1", "a/b", Optional.of(AT), Optional.of("U"))));
  }

  @Test
  void knowsASignalWithoutUuidByScenarioAddressAndTimes() {
    assertThat(SignalKey.of(7, PLAIN))
        .isEqualTo(SignalKey.of(7, signal("1.1.1.1", "a/b", Optional.of(AT), Optional.empty())))
        .isNotEqualTo(SignalKey.of(7, signal("1.1.1.2", "a/b", Optional.of(AT), Optional.empty())))
        .isNotEqualTo(SignalKey.of(7, signal("1.1.1.1", "a/c", Optional.of(AT), Optional.empty())))
        .isNotEqualTo(
            SignalKey.of(
                7, signal("1.1.1.1", "a/b", Optional.of(AT.plusNanos(1)), Optional.empty())))
        .isNotEqualTo(
            SignalKey.of(7, signal("1.1.1.1", "a/b", Optional.empty(), Optional.empty())));
  }

  @Test
  void tellsWhichOfTheTwoTimesIsMissing() {
    Signal started = with(Optional.of(AT), Optional.empty());
    Signal stopped = with(Optional.empty(), Optional.of(AT));

    assertThat(SignalKey.of(7, started)).isNotEqualTo(SignalKey.of(7, stopped));
  }

  @Test
  void doesNotTakeAMissingTimeForTheEpoch() {
    assertThat(SignalKey.of(7, with(Optional.of(Instant.EPOCH), Optional.of(Instant.EPOCH))))
        .isNotEqualTo(SignalKey.of(7, with(Optional.empty(), Optional.empty())));
  }

  private static Signal with(Optional<Instant> start, Optional<Instant> stop) {
    return new Signal(PLAIN.address(), PLAIN.scenario(), start, stop, Optional.empty(), true);
  }

  @Test
  void keepsAgentsApartAndTogetherInTheIndex() {
    assertThat(SignalKey.of(7, PLAIN)).isNotEqualTo(SignalKey.of(8, PLAIN));
    assertThat(SignalKey.of(7, PLAIN).toString()).startsWith("00000007-");
    assertThat(SignalKey.of(-1, PLAIN).toString()).startsWith("ffffffff-");
  }

  @Test
  void doesNotTakeAUuidForTheSameBytesWithoutUuid() {
    assertThat(SignalKey.of(7, signal("1.1.1.1", "a/b", Optional.of(AT), Optional.of("a/b"))))
        .isNotEqualTo(SignalKey.of(7, PLAIN));
  }
}
