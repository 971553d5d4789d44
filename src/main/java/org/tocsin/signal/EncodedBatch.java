package org.tocsin.signal;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.tocsin.enrolment.Agent;

/**
 * A batch as the database takes it, each of its identities once. Encoded by whoever hands the batch
 * in, because the one thread that commits for all should do nothing that others can do before.
 *
 * @param agent who pushed
 * @param day the day of its partition
 * @param signals the signals in the order of their rows
 * @param rows the rows in binary COPY format, with gaps for what is known only when they are
 *     written
 */
@SuppressWarnings("ArrayRecordComponent") // written once, here, and compared by nobody
record EncodedBatch(Agent agent, LocalDate day, List<Encoded> signals, byte[] rows) {

  /** The number of a scenario that has to be asked for. */
  static final int NOT_KNOWN = -1;

  /**
   * What is needed of a signal beside its row.
   *
   * @param key its identity
   * @param scenario what it reports
   * @param number the scenario's number, or {@link #NOT_KNOWN}
   * @param start where its row begins
   * @param end where its row ends
   */
  record Encoded(UUID key, Scenario scenario, int number, int start, int end) {}

  /** Copies the list. */
  EncodedBatch {
    signals = List.copyOf(signals);
  }

  /** Encodes a batch, with the scenario numbers that are at hand. */
  static EncodedBatch of(SignalBatch batch, ToIntFunction<Scenario> numbers) {
    LocalDate day = batch.receivedAt().atOffset(ZoneOffset.UTC).toLocalDate();
    SignalRow row = new SignalRow(batch, day);
    SignalKey keys = new SignalKey(batch.agent().id());
    Set<UUID> seen = new HashSet<>(batch.signals().size() * 2);
    List<Encoded> encoded = new ArrayList<>(batch.signals().size());
    for (Signal signal : batch.signals()) {
      UUID key = keys.of(signal);
      if (seen.add(key)) {
        int start = row.size();
        row.encode(key, signal);
        int number = numbers.applyAsInt(signal.scenario());
        encoded.add(new Encoded(key, signal.scenario(), number, start, row.size()));
      }
    }
    return new EncodedBatch(batch.agent(), day, encoded, row.bytes());
  }

  /** Returns the batch with some of its signals. */
  EncodedBatch only(Predicate<Encoded> wanted) {
    return new EncodedBatch(agent, day, signals.stream().filter(wanted).toList(), rows);
  }

  int size() {
    return signals.size();
  }
}
