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

    assertThat(new SignalKey(7).of(one)).isEqualTo(new SignalKey(7).of(other));
  }

  @Test
  void tellsDifferentUuidsApart() {
    assertThat(new SignalKey(7).of(signal("1.1.1.1", "a/b", Optional.of(AT), Optional.of("u"))))
        .isNotEqualTo(
            new SignalKey(7).of(signal("1.1.1.1", "a/b", Optional.of(AT), Optional.of("U"))));
  }

  @Test
  void knowsASignalWithoutUuidByScenarioAddressAndTimes() {
    assertThat(new SignalKey(7).of(PLAIN))
        .isEqualTo(new SignalKey(7).of(signal("1.1.1.1", "a/b", Optional.of(AT), Optional.empty())))
        .isNotEqualTo(
            new SignalKey(7).of(signal("1.1.1.2", "a/b", Optional.of(AT), Optional.empty())))
        .isNotEqualTo(
            new SignalKey(7).of(signal("1.1.1.1", "a/c", Optional.of(AT), Optional.empty())))
        .isNotEqualTo(
            new SignalKey(7)
                .of(signal("1.1.1.1", "a/b", Optional.of(AT.plusNanos(1)), Optional.empty())))
        .isNotEqualTo(
            new SignalKey(7).of(signal("1.1.1.1", "a/b", Optional.empty(), Optional.empty())));
  }

  @Test
  void tellsWhichOfTheTwoTimesIsMissing() {
    Signal started = with(Optional.of(AT), Optional.empty());
    Signal stopped = with(Optional.empty(), Optional.of(AT));

    assertThat(new SignalKey(7).of(started)).isNotEqualTo(new SignalKey(7).of(stopped));
  }

  @Test
  void doesNotTakeAMissingTimeForTheEpoch() {
    assertThat(new SignalKey(7).of(with(Optional.of(Instant.EPOCH), Optional.of(Instant.EPOCH))))
        .isNotEqualTo(new SignalKey(7).of(with(Optional.empty(), Optional.empty())));
  }

  private static Signal with(Optional<Instant> start, Optional<Instant> stop) {
    return new Signal(PLAIN.address(), PLAIN.scenario(), start, stop, Optional.empty(), true);
  }

  @Test
  void keepsAgentsApartAndTogetherInTheIndex() {
    assertThat(new SignalKey(7).of(PLAIN)).isNotEqualTo(new SignalKey(8).of(PLAIN));
    assertThat(new SignalKey(7).of(PLAIN).toString()).startsWith("00000007-");
    assertThat(new SignalKey(-1).of(PLAIN).toString()).startsWith("ffffffff-");
  }

  @Test
  void doesNotTakeAUuidForTheSameBytesWithoutUuid() {
    assertThat(new SignalKey(7).of(signal("1.1.1.1", "a/b", Optional.of(AT), Optional.of("a/b"))))
        .isNotEqualTo(new SignalKey(7).of(PLAIN));
  }
}
